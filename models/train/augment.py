"""Variety that is cheap in decibels: what a room, a microphone or a recorder would have made of a mixed window."""
import numpy as np
import torch

from features import BANDS, FLOOR_DB


def noise_table(rng, rows=8192):
    """Band powers of white noise, in decibels about their mean: gamma with about as many degrees as a band has bins."""
    bins = np.linspace(1.5, 6, BANDS)
    return torch.from_numpy(10 * np.log10(rng.gamma(bins, 1 / bins, (rows, BANDS)) + 1e-6).astype(np.float32))


def curves(rng, count, tilt_db, wave_db):
    """`count` smooth responses over the bands, count x 1 x BANDS."""
    at = np.linspace(-1, 1, BANDS)
    out = rng.uniform(-tilt_db, tilt_db, (count, 1)) * at
    for cycles in (1, 2, 3):
        swing = np.cos(np.pi * cycles * at + rng.uniform(0, 2 * np.pi, (count, 1)))
        out = out + rng.uniform(-wave_db, wave_db, (count, 1)) / cycles * swing
    return torch.from_numpy(out.astype(np.float32))[:, None]


def warps(rng, count, most):
    """count x BANDS x BANDS: the bands of heads of another size."""
    at = np.clip(np.arange(BANDS) * rng.uniform(1 - most, 1 + most, (count, 1)), 0, BANDS - 1.001)
    low = at.astype(int)
    out = np.zeros((count, BANDS, BANDS), np.float32)
    i, j = np.meshgrid(np.arange(count), np.arange(BANDS), indexing="ij")
    out[i, low, j] = 1 - (at - low)
    out[i, low + 1, j] = at - low
    return torch.from_numpy(out)


def add(a, b):
    """Sum of two independent sounds, in decibels."""
    return torch.maximum(a, b) + 4.3429448 * torch.log1p(torch.exp(torch.abs(a - b) * -0.2302585))


def levels(x):
    """count x 1 x 1: how loud the louder parts of each scene are."""
    return torch.quantile(x[:, ::8].mean(2), 0.9, dim=1)[:, None, None]


class Augment:
    def __init__(self, rng):
        self.rng, self.noise = rng, noise_table(rng)

    def some(self, count, share):
        return torch.from_numpy(np.flatnonzero(self.rng.random(count) < share))

    def uniform(self, low, high, count):
        return torch.from_numpy(self.rng.uniform(low, high, (count, 1, 1)).astype(np.float32))

    def __call__(self, x, truth, weight, strength):
        """x: windows x frames x BANDS in dB, truth and weight: windows x frames x voices; all three are changed.

        strength: 1 for all of it, 0 for gain alone; less towards the end, so that the last word is the real mixtures'.
        """
        rng, count, frames = self.rng, len(x), x.shape[1]
        i = self.some(count, 0.3 * strength)
        if len(i):
            x[i] = torch.bmm(x[i], warps(rng, len(i), 0.07))
        i = self.some(count, 0.5 * strength)
        x[i] += curves(rng, len(i), 5, 2)
        i = self.some(count, 0.25 * strength)
        if len(i):
            rows = (torch.arange(frames)[None] + torch.from_numpy(rng.integers(0, 8192, (len(i), 1)))) % 8192
            floor = levels(x[i]) + self.uniform(-35, -4, len(i)) + curves(rng, len(i), 12, 4)
            x[i] = add(x[i], self.noise[rows] + floor)
        i = self.some(count, 0.12 * strength)
        if len(i):  # automatic gain: what is loud for a second is turned down
            slow = torch.nn.functional.avg_pool1d(x[i].mean(2)[:, None], 101, 1, 50, count_include_pad=False)[:, 0]
            x[i] -= self.uniform(0.2, 0.6, len(i)) * (slow - slow.mean(1, keepdim=True))[:, :, None]
        for k in self.some(count, 0.25 * strength):  # a hole of some bands
            first = int(rng.integers(0, BANDS - 4))
            x[k, :, first: first + int(rng.integers(1, 6))] -= float(rng.uniform(5, 30))
        i = self.some(count, 0.6)
        x[i] += self.uniform(-30, 8, len(i))
        for k in self.some(count, 0.04):  # a recorder that writes zeros
            a = int(rng.integers(0, frames))
            b = a + int(rng.integers(20, 300))
            x[k, a:b], truth[k, a:b] = FLOOR_DB, 0
            weight[k, max(0, a - 5): a + 5], weight[k, max(0, b - 5): b + 5] = 0, 0
        return torch.clamp(x, min=FLOOR_DB), truth, weight
