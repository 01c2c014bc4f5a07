"""The probabilities at which a voice starts and stops to count: those that serve what users read best."""
import numpy as np

from episodes import episodes_of, paired
from events import matches, point_of, runs, score, segments

GRID = [(round(float(on), 3), round(float(on * ratio), 3)) for on in np.arange(0.15, 0.96, 0.05)
        for ratio in (0.4, 0.65, 0.9)]
CAREFUL = (0.95, 0.9, 0.9, 0.9, 0.9)  # precision that the careful point asks of each voice
CALM = 10.0                           # seconds of quiet that end an episode: the shortest in use, which forgives least
AS_GOOD = 0.01                        # of merit: less than drawing other infants would change
AT_ONCE = 1.0                         # seconds that a latency may be off


def cry_points():
    """Crying is sought low, between peaks and near some that is sure."""
    for on in (0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        for share_of_peak in (0.0, 0.4, 0.5, 0.6, 0.7, 0.8):
            for sure in (0.0, 0.8, 0.9, 0.95, 0.97):
                if not 0 < sure <= on:
                    yield point_of(on, round(0.8 * on, 3), sure, share_of_peak)


def in_seconds(found):
    return [(a / 100, b / 100) for a, b in found]


def episode_f1(pairs, point):
    """Of crying: how many episodes are found, and none invented."""
    true = said = hit = 0
    for smooth, truth in pairs:
        length = len(truth) / 100
        t = episodes_of(in_seconds(runs(truth)), [], length, CALM)
        f = episodes_of(in_seconds(segments(smooth, point)), [], length, CALM)
        true, said, hit = true + len(t), said + len(f), hit + len(paired(t, f))
    return 2 * hit / max(1, true + said)


def choose(pairs, voice):
    """Thresholds named f1 (best mean of frame and event F1, of crying with episodes and total time) and precision (most recall at a
    precision). pairs: [(smoothed probabilities, truth)]."""
    tried, careful = [], (-1, None)
    for point in cry_points() if voice == 0 else [point_of(on, off) for on, off in GRID]:
        p, r, f, e = score(pairs, point)
        if voice == 0:
            # Units count twice, since all else is made of them.
            total = 1 - abs(r / max(p, 1e-9) - 1)
            merit = (f + 2 * e + episode_f1(pairs, point) + total) / 5
        else:
            merit = (f + e) / 2
        tried.append((merit, point))
        # Where no point is that precise, the most precise one.
        merit = 1 + r if p >= CAREFUL[voice] else p
        if merit > careful[0]:
            careful = (merit, point)
    # Of points that are as good on so few recordings the one that asks for most: it invents less.
    best = max(merit for merit, _ in tried)
    good = [point for merit, point in tried if merit >= best - (AS_GOOD if voice == 0 else 0)]
    return max(good, key=lambda p: (p["sure"], p["share_of_peak"], p["on"])), careful[1]


def mask_of(smooth, point):
    out = np.zeros(len(smooth), bool)
    for a, b in segments(smooth, point_of(*point)):
        out[a:b] = True
    return out


def choose_adults(female, male, cries, points):
    """Thresholds of the two sexes, which are scored as one, from those that suit each alone: in turns, best mean of frame
    F1, event F1 and the share of true episodes whose answer is found in time. cries: the truth of crying."""
    both = (female, male)
    truths = [(a[1] > 0) | (b[1] > 0) for a, b in zip(female, male)]
    answers = [episodes_of(in_seconds(runs(c)), [in_seconds(runs(t))], len(t) / 100, CALM) for c, t in zip(cries, truths)]
    points = [(p["on"], p["off"]) for p in points]
    masks = [[mask_of(s, points[i]) for s, _ in both[i]] for i in (0, 1)]
    for i in (0, 1, 0, 1):
        best = (-1, None, None)
        for point in GRID:
            tried = [mask_of(s, point) for s, _ in both[i]]
            merit = adult_merit(tried, masks[1 - i], truths, cries, answers)
            if merit > best[0]:
                best = (merit, point, tried)
        points[i], masks[i] = best[1:]
    return tuple(point_of(on, off) for on, off in points)


def adult_merit(first, second, truths, cries, answers):
    counts, m, found, ref, right, asked = np.zeros(3), 0, 0, 0, 0, 0
    for a, b, t, c, wanted in zip(first, second, truths, cries, answers):
        said = a | b
        counts += [(said & t).sum(), (said & ~t).sum(), (~said & t).sum()]
        f, r = runs(said), runs(t)
        m, found, ref = m + matches(r, f), found + len(f), ref + len(r)
        given = episodes_of(in_seconds(runs(c)), [in_seconds(f)], len(t) / 100, CALM)
        asked += len(wanted)
        right += sum(w.latency == g.latency or (None not in (w.latency, g.latency) and abs(w.latency - g.latency) <= AT_ONCE)
                     for w, g in zip(wanted, given))
    return (2 * counts[0] / max(1, 2 * counts[0] + counts[1] + counts[2]) + 2 * m / max(1, found + ref) +
            right / max(1, asked)) / 3
