"""Probabilities that mean what they say: a slope and an offset for each voice, fitted on recordings that tune."""
import numpy as np

BINS = 15


def fit_voice(logits, truth, steps=30):
    """(slope, offset) that make slope * logit + offset the likeliest; Newton's method on two numbers."""
    if not truth.any() or truth.all():  # nothing to learn it from
        return 1.0, 0.0
    x = np.stack([logits, np.ones_like(logits)], 1).astype(np.float64)
    w = np.array([1.0, 0.0])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        slope = x.T @ (p - truth) / len(x)
        bend = (x * (p * (1 - p))[:, None]).T @ x / len(x) + 1e-9 * np.eye(2)
        step = np.linalg.solve(bend, slope)
        w -= step * min(1.0, 1.0 / (np.abs(step).max() + 1e-9))
        if np.abs(step).max() < 1e-6:
            break
    return float(np.clip(w[0], 0.2, 5)), float(w[1])


def logit(p):
    p = np.clip(p.astype(np.float64), 1e-7, 1 - 1e-7)
    return np.log(p / (1 - p))


def fold(layers, slopes, offsets, subframes):
    """The same in the weights and biases of the last of the folded layers: nothing that runs the model has to know."""
    slope, offset = np.tile(slopes, subframes).astype(np.float32), np.tile(offsets, subframes).astype(np.float32)
    info, weight, bias = layers[-1]
    return layers[:-1] + [(info, (weight * slope[:, None, None]).astype(np.float32),
                           (bias * slope + offset).astype(np.float32))]


def reliability(p, truth):
    """([(mean probability, share that is true, frames)] of each bin that has any, expected calibration error)."""
    which = np.minimum((p * BINS).astype(int), BINS - 1)
    rows = [(float(p[which == b].mean()), float(truth[which == b].mean()), int((which == b).sum()))
            for b in range(BINS) if (which == b).any()]
    return rows, sum(n * abs(a - b) for a, b, n in rows) / len(p)
