"""Probabilities to segments as the C++ segmenter does it, their scores, and the thresholds that score best."""
from bisect import bisect_left, bisect_right

import numpy as np

SHORTEST = (0.3, 0.2, 0.2, 0.2, 0.2)  # seconds: d_u for crying, d_r for the rest
JOIN = 10                              # frames: g_u


def median5(p):
    padded = np.stack([np.roll(p, k) for k in (-2, -1, 0, 1, 2)])
    out = np.median(padded, axis=0)
    for i in (0, 1, len(p) - 2, len(p) - 1):  # over those that exist
        out[i] = np.median(p[max(0, i - 2): i + 3])
    return out


def segments(smooth, on, off, shortest):
    """[(first frame, frame after)] of one voice: hysteresis, then joining, then dropping."""
    state = np.zeros(len(smooth), np.int8)
    state[smooth >= on] = 1
    state[smooth < off] = -1
    marks = np.flatnonzero(state)
    if len(marks) == 0:
        return []
    last = np.zeros(len(smooth), np.int64)
    last[marks] = marks
    last = np.maximum.accumulate(last)
    active = (state[last] == 1) & (np.arange(len(smooth)) >= marks[0])
    edges = np.flatnonzero(np.diff(np.concatenate([[0], active.astype(np.int8), [0]])))
    out = []
    for a, b in zip(edges[::2], edges[1::2]):
        if out and a - out[-1][1] < JOIN:
            out[-1][1] = b
        else:
            out.append([a, b])
    return [(a, b) for a, b in out if b - a >= round(shortest * 100)]


def matches(reference, found, collar=20, share=0.5):
    """Largest one-to-one matching: onsets within the collar, offsets within the larger of it and half the length."""
    onsets = [h[0] for h in found]  # in order, as `segments` and `runs` give them
    fits = [[j for j in range(bisect_left(onsets, r[0] - collar), bisect_right(onsets, r[0] + collar))
             if abs(found[j][1] - r[1]) <= max(collar, share * (r[1] - r[0]))] for r in reference]
    taken = {}

    def place(i, seen):
        for j in fits[i]:
            if j not in seen:
                seen.add(j)
                if j not in taken or place(taken[j], seen):
                    taken[j] = i
                    return True
        return False

    return sum(place(i, set()) for i in range(len(reference)))


def runs(truth):
    edges = np.flatnonzero(np.diff(np.concatenate([[0], truth.astype(np.int8), [0]])))
    out = []
    for a, b in zip(edges[::2], edges[1::2]):
        if out and a - out[-1][1] < JOIN:
            out[-1][1] = b
        else:
            out.append([a, b])
    return [tuple(r) for r in out]


def score(pairs, on, off, shortest):
    """pairs: [(smoothed probabilities, truth)]. Frame precision, recall, F1 and event F1."""
    tp = fp = fn = m = found_n = ref_n = 0
    for smooth, truth in pairs:
        found = segments(smooth, on, off, shortest)
        mask = np.zeros(len(truth), bool)
        for a, b in found:
            mask[a:b] = True
        t = truth > 0
        tp += (mask & t).sum(); fp += (mask & ~t).sum(); fn += (~mask & t).sum()
        ref = runs(truth)
        m += matches(ref, found); found_n += len(found); ref_n += len(ref)
    precision, recall = tp / max(1, tp + fp), tp / max(1, tp + fn)
    return precision, recall, 2 * tp / max(1, 2 * tp + fp + fn), 2 * m / max(1, found_n + ref_n)


GRID = [(round(float(on), 3), round(float(on * ratio), 3)) for on in np.arange(0.15, 0.91, 0.05)
        for ratio in (0.4, 0.65, 0.9)]
CAREFUL = (0.95, 0.9, 0.9, 0.9, 0.9)  # precision that the careful point asks of each voice


def choose(pairs, voice):
    """Thresholds named f1 (best mean of frame and event F1) and precision (most recall at a precision)."""
    best, careful = (-1, None), (-1, None)
    for on, off in GRID:
        p, r, f, e = score(pairs, on, off, SHORTEST[voice])
        point = {"on": on, "off": off}
        if (f + e) / 2 > best[0]:
            best = ((f + e) / 2, point)
        # Where no point is that precise, the most precise one.
        merit = 1 + r if p >= CAREFUL[voice] else p
        if merit > careful[0]:
            careful = (merit, point)
    return best[1], careful[1]


def mask_of(smooth, point, shortest):
    out = np.zeros(len(smooth), bool)
    for a, b in segments(smooth, *point, shortest):
        out[a:b] = True
    return out


def choose_two(one, other, voices, start_one, start_other):
    """Thresholds of two voices that are scored as one, from those that suit each alone: in turns, best mean of frame and
    event F1 of their union."""
    truths = [(a[1] > 0) | (b[1] > 0) for a, b in zip(one, other)]
    points = [tuple(start_one.values()), tuple(start_other.values())]
    masks = [[mask_of(s, points[i], SHORTEST[voices[i]]) for s, _ in pairs] for i, pairs in enumerate((one, other))]
    for i in (0, 1, 0, 1):
        best = (-1, None, None)
        for point in GRID:
            tried = [mask_of(s, point, SHORTEST[voices[i]]) for s, _ in (one, other)[i]]
            merit = union_score(tried, masks[1 - i], truths)
            if merit > best[0]:
                best = (merit, point, tried)
        points[i], masks[i] = best[1:]
    return tuple({"on": on, "off": off} for on, off in points)


def union_score(first, second, truths):
    counts, m, found, ref = np.zeros(3), 0, 0, 0
    for a, b, t in zip(first, second, truths):
        said = a | b
        counts += [(said & t).sum(), (said & ~t).sum(), (~said & t).sum()]
        f, r = runs(said), runs(t)
        m, found, ref = m + matches(r, f), found + len(f), ref + len(r)
    return counts[0] / max(1, 2 * counts[0] + counts[1] + counts[2]) + m / max(1, found + ref)
