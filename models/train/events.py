"""Probabilities to segments as the C++ segmenter does it, their scores, and the thresholds that score best."""
from bisect import bisect_left, bisect_right

import numpy as np

SHORTEST, JOIN = 10, 10  # frames: of a segment; g_u
PEAK_REACH = 60          # frames to either side in which `share_of_peak` looks for the peak
NEAR = 500               # frames in which a segment that is not sure of itself needs one that is


def point_of(on, off, sure=0.0, share_of_peak=0.0):
    """Thresholds of one voice, as in a model file."""
    return {"on": on, "off": off, "sure": max(on, sure), "share_of_peak": share_of_peak}


def median5(p):
    padded = np.stack([np.roll(p, k) for k in (-2, -1, 0, 1, 2)])
    out = np.median(padded, axis=0)
    for i in {0, 1, len(p) - 2, len(p) - 1} & set(range(len(p))):  # over those that exist
        out[i] = np.median(p[max(0, i - 2): i + 3])
    return out


def peaks(smooth):
    """The largest within PEAK_REACH of each frame."""
    width, out = 2 * PEAK_REACH + 1, np.pad(smooth, PEAK_REACH)
    reach = 1  # of what `out` holds the largest, doubled as long as it fits
    while 2 * reach <= width:
        out = np.maximum(out[:-reach], out[reach:])
        reach *= 2
    return np.maximum(out[:len(smooth)], out[width - reach:])


def segments(smooth, point):
    """[(first frame, frame after)] of one voice: hysteresis and a share of the peak near by, then joining, then dropping, also
    what is further than NEAR from every segment that reaches the probability `sure` and does not reach it itself."""
    state = np.zeros(len(smooth), np.int8)
    state[smooth >= point["on"]] = 1
    state[smooth < point["off"]] = -1
    marks = np.flatnonzero(state)
    if len(marks) == 0:
        return []
    last = np.zeros(len(smooth), np.int64)
    last[marks] = marks
    last = np.maximum.accumulate(last)
    active = (state[last] == 1) & (np.arange(len(smooth)) >= marks[0])
    if point.get("share_of_peak", 0) > 0:
        active &= smooth >= np.float32(point["share_of_peak"]) * peaks(smooth)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], active.astype(np.int8), [0]])))
    out = []
    for a, b in zip(edges[::2], edges[1::2]):
        if out and a - out[-1][1] < JOIN:
            out[-1][1] = b
        else:
            out.append([a, b])
    found = [(a, b) for a, b in out if b - a >= SHORTEST]
    sure = point.get("sure", 0)
    return confirmed(found, smooth, np.float32(sure)) if sure > point["on"] else found


def confirmed(found, smooth, sure):
    peaks = [(a, b) for a, b in found if smooth[a:b].max() >= sure]
    return [(a, b) for a, b in found if any(a - y <= NEAR and x - b <= NEAR for x, y in peaks)]


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


def score(pairs, point):
    """pairs: [(smoothed probabilities, truth)]. Frame precision, recall, F1 and event F1; precision over recall is the share
    of the time that was found."""
    tp = fp = fn = m = found_n = ref_n = 0
    for smooth, truth in pairs:
        found = segments(smooth, point)
        mask = np.zeros(len(truth), bool)
        for a, b in found:
            mask[a:b] = True
        t = truth > 0
        tp += (mask & t).sum(); fp += (mask & ~t).sum(); fn += (~mask & t).sum()
        ref = runs(truth)
        m += matches(ref, found); found_n += len(found); ref_n += len(ref)
    precision, recall = tp / max(1, tp + fp), tp / max(1, tp + fn)
    return precision, recall, 2 * tp / max(1, 2 * tp + fp + fn), 2 * m / max(1, found_n + ref_n)
