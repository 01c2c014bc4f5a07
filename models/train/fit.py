"""Gradient descent over a pool of scenes that may still be filling."""
import copy
import time

import numpy as np
import torch
from torch.nn.functional import binary_cross_entropy_with_logits, max_pool1d, softplus

from augment import Augment
from events import SHORTEST, median5, score
from network import Network
from pool import files_of, read

BATCH = 32
FILES_AT_ONCE = 8
PEAK_RATE, GO_ON_RATE = 3e-3, 8e-4  # from nothing; from weights that are good already
# Crying is what everything stands on; other infant sounds and other children have few clips.
VOICE_WEIGHT = torch.tensor([2.0, 0.5, 0.5, 1.0, 1.0])
ADULT_WEIGHT = 0.7  # that an adult is heard, of whichever sex
PLAY_WEIGHT = 2.0   # play that nobody has labelled: only that it is not crying
EDGE_WEIGHT, EDGE_FRAMES = 1.5, 10
SMOOTHING = 0.01
ALSO_SHARE = 0.35
GRID = np.arange(0.1, 0.95, 0.1)


def loss_of(logits, truth, weight):
    """truth and weight: scenes x frames x voices. The mean loss of a frame that counts."""
    change = torch.abs(truth[:, 1:] - truth[:, :-1]).transpose(1, 2)
    near = max_pool1d(torch.nn.functional.pad(change, (1, 0)), 2 * EDGE_FRAMES + 1, 1, EDGE_FRAMES).transpose(1, 2)
    counted = weight * (1 + (EDGE_WEIGHT - 1) * near)
    played = (weight[..., 1:].sum(-1) == 0) & (truth[..., 0] == 0)
    counted[..., 0] *= 1 + (PLAY_WEIGHT - 1) * played.float()
    each = binary_cross_entropy_with_logits(logits, truth * (1 - 2 * SMOOTHING) + SMOOTHING, reduction="none")
    # Of two independent voices none is heard with probability exp(-s).
    s = softplus(logits[..., 3]) + softplus(logits[..., 4])
    true = truth[..., 3:].amax(-1)
    sure = torch.maximum(weight[..., 3:].amin(-1), (weight * truth)[..., 3:].amax(-1))
    adult = torch.where(true > 0, -torch.log(-torch.expm1(-s) + 1e-6), s) * sure
    return ((each * counted * VOICE_WEIGHT).sum() + ADULT_WEIGHT * adult.sum()) / weight.sum()


def best_f1(pairs):
    """[(frame F1, event F1)] of each voice at the probability that suits its frames best.

    Not the loss: a network that grows too sure raises its loss while it still learns to tell the voices apart.
    """
    out = []
    for voice in range(len(VOICE_WEIGHT)):
        if not any(y[:, voice].any() for _, y in pairs):
            out.append((0.0, 0.0))
            continue
        smooth = [(median5(p[:, voice]), y[:, voice]) for p, y in pairs]
        counts = np.zeros((len(GRID), 3))
        for p, y in smooth:
            for g, at in enumerate(GRID):
                said, true = p >= at, y > 0
                counts[g] += [(said & true).sum(), (said & ~true).sum(), (~said & true).sum()]
        f1 = 2 * counts[:, 0] / np.maximum(1, 2 * counts[:, 0] + counts[:, 1] + counts[:, 2])
        at = GRID[f1.argmax()]
        out.append((f1.max(), score(smooth, at, 0.8 * at, SHORTEST[voice])[3]))
    return np.array(out)


def probabilities(network, batches):
    """[(probabilities, truth)] of each recording or scene of [(bands, truth)], scenes x frames x many."""
    network.eval()
    out = []
    with torch.no_grad():
        for bands, truth in batches:
            out += list(zip(torch.sigmoid(network(torch.from_numpy(bands).float())).numpy(), truth))
    network.train()
    return out


def follow(average, network, step):
    """The average of the weights over the last steps: steadier than any of them."""
    decay = min(0.999, step / (step + 20))
    with torch.no_grad():
        for a, b in zip(average.state_dict().values(), network.state_dict().values()):
            if a.dtype.is_floating_point:
                a.mul_(decay).add_(b, alpha=1 - decay)
            else:
                a.copy_(b)


def draw(train_folder, also_folder, rng):
    """A few files of scenes at random, and an order to go through them."""
    folders = [files_of(train_folder), files_of(also_folder) if also_folder else []]
    count = min(FILES_AT_ONCE, len(folders[0]) + len(folders[1]))
    second = min(len(folders[1]), rng.binomial(count, ALSO_SHARE))
    names = [f[int(i)] for f, n in ((folders[0], count - second), (folders[1], second))
             for i in rng.choice(len(f), min(n, len(f)), replace=False)]
    parts = [read(name) for name in names]
    x, y, w = (np.concatenate([p[i] for p in parts]) for i in range(3))
    order = rng.permutation(len(x))
    for first in range(0, len(x) - BATCH + 1, BATCH):
        pick = order[first: first + BATCH]
        yield tuple(torch.from_numpy(part[pick]).float() for part in (x, y, w))


def fit(train_folder, tuning, minutes, seed, keep, start=None, also=None, report=1500):
    """Trains for `minutes`, from the weights in `start` if given, on the scenes of two folders.

    tuning: [(bands, truth)], batch x frames x each; the weights that did best on them are saved to `keep`, the last
    ones to `keep`.last. Half-precision products (bfloat16): a third of the time. Returns the steps.
    """
    torch.manual_seed(seed)
    torch.set_flush_denormal(True)
    rng = np.random.default_rng(seed)
    network = Network()
    if start:
        network.load_state_dict(torch.load(start))
    average = copy.deepcopy(network)
    augment = Augment(rng)
    print(f"{sum(p.numel() for p in network.parameters())} parameters, {network.cost() / 1e6:.2f} million multiply-adds "
          "a second of audio", flush=True)
    rate = GO_ON_RATE if start else PEAK_RATE
    optimiser = torch.optim.AdamW(network.parameters(), lr=rate, weight_decay=2e-2)
    begun = time.time()
    step, reported, best, share, losses = 0, 0, -1.0, 0.0, []
    while share < 1:
        for batch in draw(train_folder, also, rng):
            share = (time.time() - begun) / (60 * minutes)
            warm, cool = min(1, (step + 1) / 300), 0.5 + 0.5 * np.cos(np.pi * min(1, share))
            for group in optimiser.param_groups:
                group["lr"] = rate * warm * cool + 1e-5
            bands, truth, weight = augment(*batch, min(1, 0.3 + 3.5 * (1 - min(1, share))))
            with torch.cpu.amp.autocast(dtype=torch.bfloat16):
                logits = network(bands)
            loss = loss_of(logits.float(), truth, weight)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            losses.append(float(loss))
            step += 1
            follow(average, network, step)
            if share >= 1:
                break
        if step - reported >= report or share >= 1:
            f1 = best_f1(probabilities(average, tuning))
            merit = float((f1.mean(1) * VOICE_WEIGHT.numpy()).sum() / VOICE_WEIGHT.sum())
            print(f"{share:.3f} step {step} loss {np.mean(losses):.4f} tuning frame F1 {np.round(f1[:, 0], 3)} "
                  f"event F1 {np.round(f1[:, 1], 3)} mean {merit:.4f}", flush=True)
            losses, reported = [], step
            torch.save(average.state_dict(), keep + ".last")
            if merit > best:
                best = merit
                torch.save(average.state_dict(), keep)
    return step
