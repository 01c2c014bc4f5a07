"""Gradient descent over a pool of scenes that may still be filling."""
import copy
import time

import numpy as np
import torch

from network import Network
from pool import files_of, read

BATCH = 32
PEAK_RATE = 2e-3
# Crying is what everything stands on; other infant sounds and other children have few clips.
VOICE_WEIGHT = torch.tensor([2.0, 0.7, 0.7, 1.2, 1.2])
REPORT_STEPS = 400
GRID = np.arange(0.1, 0.95, 0.1)


def augment(bands, rng):
    """Gain over 33 dB and now and then a hole of a few bands: in decibels, where it is cheap."""
    gain = torch.from_numpy(rng.uniform(-25, 8, (len(bands), 1, 1)).astype(np.float32))
    kept = torch.from_numpy((rng.random((len(bands), 1, 1)) < 0.5).astype(np.float32))
    bands = torch.clamp(bands + gain * kept, min=-100)
    for i in range(len(bands)):
        if rng.random() < 0.3:
            first = int(rng.integers(0, 36))
            bands[i, :, first: first + int(rng.integers(1, 5))] -= float(rng.uniform(5, 30))
    return torch.clamp(bands, min=-100)


def loss_of(logits, truth, weight):
    each = torch.nn.functional.binary_cross_entropy_with_logits(logits, truth, reduction="none")
    return (each * weight * VOICE_WEIGHT).sum() / weight.sum()


def best_f1(network, batches):
    """The F1 of each voice's frames at the probability that suits it best.

    Not the loss: a network that grows too sure raises its loss while it still learns to tell the voices apart.
    """
    counts = np.zeros((len(GRID), 3, len(VOICE_WEIGHT)))
    network.eval()
    with torch.no_grad():
        for bands, truth in batches:
            p, true = torch.sigmoid(network(torch.from_numpy(bands))).numpy(), truth > 0
            for g, at in enumerate(GRID):
                said = p >= at
                counts[g] += [(said & true).sum((0, 1)), (said & ~true).sum((0, 1)), (~said & true).sum((0, 1))]
    network.train()
    hits, false, missed = counts.transpose(1, 0, 2)
    return (2 * hits / np.maximum(1, 2 * hits + false + missed)).max(0)


def follow(average, network, step):
    """The average of the weights over the last steps: steadier than any of them."""
    decay = min(0.998, step / (step + 20))
    with torch.no_grad():
        for a, b in zip(average.state_dict().values(), network.state_dict().values()):
            if a.dtype.is_floating_point:
                a.mul_(decay).add_(b, alpha=1 - decay)
            else:
                a.copy_(b)


def draw(files, rng):
    """A few files of scenes at random, and an order to go through them."""
    parts = [read(files[int(i)]) for i in rng.choice(len(files), min(4, len(files)), replace=False)]
    x, y, w = (np.concatenate([p[i] for p in parts]) for i in range(3))
    order = rng.permutation(len(x))
    for first in range(0, len(x) - BATCH + 1, BATCH):
        pick = order[first: first + BATCH]
        yield torch.from_numpy(x[pick]), torch.from_numpy(y[pick]).float(), torch.from_numpy(w[pick]).float()


def fit(train_folder, tuning, minutes, seed, keep):
    """Trains for `minutes`.

    tuning: [(bands, truth)], batch x frames x each; the weights that did best on them are saved to `keep`.
    Returns the steps.
    """
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    network = Network()
    average = copy.deepcopy(network)
    print(f"{sum(p.numel() for p in network.parameters())} parameters, {network.cost() / 1e6:.2f} million multiply-adds "
          "a second of audio", flush=True)
    optimiser = torch.optim.AdamW(network.parameters(), lr=PEAK_RATE, weight_decay=1e-3)
    begun = time.time()
    step, reported, best, share, losses = 0, 0, -1.0, 0.0, []
    while share < 1:
        for batch in draw(files_of(train_folder), rng):
            share = (time.time() - begun) / (60 * minutes)
            warm, cool = min(1, (step + 1) / 200), 0.5 + 0.5 * np.cos(np.pi * min(1, share))
            for group in optimiser.param_groups:
                group["lr"] = PEAK_RATE * warm * cool + 1e-5
            bands, truth, weight = batch
            loss = loss_of(network(augment(bands, rng)), truth, weight)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            losses.append(float(loss))
            step += 1
            follow(average, network, step)
            if share >= 1:
                break
        if step - reported >= REPORT_STEPS or share >= 1:
            f1 = best_f1(average, tuning)
            merit = float((f1 * VOICE_WEIGHT.numpy()).sum() / VOICE_WEIGHT.sum())
            print(f"{share:.3f} step {step} loss {np.mean(losses):.4f} tuning F1 {np.round(f1, 3)} mean {merit:.4f}",
                  flush=True)
            losses, reported = [], step
            if merit > best:
                best = merit
                torch.save(average.state_dict(), keep)
    return step
