"""Variety that is cheap in decibels: what a room, a microphone or a second sound would have made of a mixed scene."""
import numpy as np
import torch

from features import BANDS, FLOOR_DB

QUIET_DB = -12.0  # a second scene that is softer than this by more teaches nothing sure about its voices


def noise_table(rng, rows=4096):
    """Band powers of white noise of mean one: gamma with about as many degrees as a band has bins."""
    bins = np.linspace(1.5, 6, BANDS)
    return torch.from_numpy((rng.gamma(bins, 1 / bins, (rows, BANDS))).astype(np.float32))


def curve(rng, tilt_db, wave_db):
    """A smooth response over the bands."""
    at = np.linspace(-1, 1, BANDS)
    out = rng.uniform(-tilt_db, tilt_db) * at
    for cycles in (1, 2, 3):
        out = out + rng.uniform(-wave_db, wave_db) / cycles * np.cos(np.pi * cycles * at + rng.uniform(0, 2 * np.pi))
    return torch.from_numpy(out.astype(np.float32))


def warp(x, ratio):
    """Frequencies stretched by `ratio`, in bands: another size of head."""
    at = np.clip(np.arange(BANDS) * ratio, 0, BANDS - 1)
    low = np.minimum(at.astype(int), BANDS - 2)
    part = torch.from_numpy((at - low).astype(np.float32))
    return x[:, low] * (1 - part) + x[:, low + 1] * part


def add(a, b):
    """Sum of two independent sounds, in decibels."""
    high = torch.maximum(a, b)
    return high + 4.3429448 * torch.log1p(torch.exp(-torch.abs(a - b) * 0.2302585))


def level(x):
    return float(torch.quantile(x[::8].mean(1), 0.9))


class Augment:
    def __init__(self, rng):
        self.rng, self.noise = rng, noise_table(rng)

    def one(self, x):
        rng = self.rng
        if rng.random() < 0.5:
            x = warp(x, rng.uniform(0.92, 1.09))
        if rng.random() < 0.7:
            x = x + curve(rng, 6, 3)
        return x

    def __call__(self, bands, truth, weight):
        """bands batch x frames x BANDS, truth and weight batch x frames x voices; all new tensors."""
        rng, frames = self.rng, bands.shape[1]
        out, y, w = torch.empty_like(bands), truth.clone(), weight.clone()
        varied = [self.one(x) for x in bands]
        for i, x in enumerate(varied):
            if rng.random() < 0.35:
                j = int(rng.integers(len(varied)))
                gap = rng.uniform(-20, 3)
                x = add(x, varied[j] + (level(x) - level(varied[j]) + gap))
                new = (truth[j] > truth[i]).float()
                if gap > QUIET_DB:
                    y[i] = torch.maximum(truth[i], truth[j])
                    w[i] = weight[i] * weight[j]
                else:
                    w[i] = weight[i] * (1 - new)
            if rng.random() < 0.3:
                start = int(rng.integers(len(self.noise)))
                rows = (torch.arange(frames) + start) % len(self.noise)
                floor = level(x) + rng.uniform(-35, -4) + curve(rng, 12, 4)
                x = add(x, 10 * torch.log10(self.noise[rows] + 1e-6) + floor)
            if rng.random() < 0.3:
                first = int(rng.integers(0, BANDS - 4))
                x[:, first: first + int(rng.integers(1, 5))] -= float(rng.uniform(5, 30))
            if rng.random() < 0.5:
                x = x + float(rng.uniform(-30, 8))
            if rng.random() < 0.06:  # a recorder that writes zeros
                a = int(rng.integers(0, frames))
                b = a + int(rng.integers(20, 300))
                x[a:b], y[i, a:b], w[i, max(0, a - 5): a + 5], w[i, b - 5: b + 5] = FLOOR_DB, 0, 0, 0
            out[i] = x
        return torch.clamp(out, min=FLOOR_DB), y, w
