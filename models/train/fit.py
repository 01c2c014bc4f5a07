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


def evaluate(network, files):
    """Mean loss, and the F1 of each voice's frames at one half."""
    network.eval()
    hits, false, missed, total = np.zeros(5), np.zeros(5), np.zeros(5), 0.0
    with torch.no_grad():
        for path in files:
            x, y, w = read(path)
            logits = network(torch.from_numpy(x))
            total += float(loss_of(logits, torch.from_numpy(y).float(), torch.from_numpy(w).float()))
            said, true = logits.numpy() > 0, y > 0
            hits += (said & true).sum((0, 1))
            false += (said & ~true).sum((0, 1))
            missed += (~said & true).sum((0, 1))
    network.train()
    return total / len(files), 2 * hits / np.maximum(1, 2 * hits + false + missed)


def follow(average, network, step):
    """The average of the weights over the last steps: steadier than any of them."""
    decay = min(0.998, step / (step + 20))
    with torch.no_grad():
        for a, b in zip(average.state_dict().values(), network.state_dict().values()):
            if a.dtype.is_floating_point:
                a.mul_(decay).add_(b, alpha=1 - decay)
            else:
                a.copy_(b)


def fit(train_folder, tune_folder, minutes, seed, keep):
    """Trains for `minutes`; the weights that did best on the tuning scenes are saved to `keep`. Returns the steps."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    network = Network()
    average = copy.deepcopy(network)
    print(f"{sum(p.numel() for p in network.parameters())} parameters, {network.cost() / 1e6:.2f} million multiply-adds "
          "a second of audio", flush=True)
    optimiser = torch.optim.AdamW(network.parameters(), lr=PEAK_RATE, weight_decay=1e-3)
    start = reported = time.time()
    step, best, share = 0, float("inf"), 0.0
    while share < 1:
        files = files_of(train_folder)
        parts = [read(files[int(i)]) for i in rng.choice(len(files), min(4, len(files)), replace=False)]
        x, y, w = (np.concatenate([p[i] for p in parts]) for i in range(3))
        order = rng.permutation(len(x))
        for b in range(0, len(x) - BATCH + 1, BATCH):
            pick = order[b: b + BATCH]
            share = (time.time() - start) / (60 * minutes)
            warm, cool = min(1, (step + 1) / 200), 0.5 + 0.5 * np.cos(np.pi * min(1, share))
            for group in optimiser.param_groups:
                group["lr"] = PEAK_RATE * warm * cool + 1e-5
            loss = loss_of(network(augment(torch.from_numpy(x[pick]), rng)), torch.from_numpy(y[pick]).float(),
                           torch.from_numpy(w[pick]).float())
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            step += 1
            follow(average, network, step)
        if time.time() - reported > 60 or share >= 1:
            reported = time.time()
            value, f1 = evaluate(average, files_of(tune_folder)[:15])
            print(f"{share:.3f} step {step} tuning loss {value:.4f} frame F1 {np.round(f1, 3)}", flush=True)
            if value < best:
                best = value
                torch.save(average.state_dict(), keep)
    return step
