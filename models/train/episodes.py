"""From segments to episodes, answers and outcomes, as the measures are defined; for comparing a model with the truth.

Times in seconds; a segment is (begin, end). A recording is one stretch from 0 to `length`.
"""
from dataclasses import dataclass

import numpy as np

FILL, UNIT, SHORTEST, TAIL, ATTENDED = 0.1, 0.3, 0.2, 5.0, 10.0  # g_u, d_u, d_r, tail, w_att
OVERLAP = 0.3                                                    # two episodes are one at this share of their union


@dataclass
class Episode:
    begin: float
    end: float
    confirmed: bool
    concurrent: bool
    latency: float | None
    outcome: str


def joined(segments, shortest):
    out = []
    for begin, end in sorted(segments):
        if out and begin - out[-1][1] < FILL - 1e-9:
            out[-1][1] = max(out[-1][1], end)
        else:
            out.append([begin, end])
    return [(b, e) for b, e in out if e - b >= shortest - 1e-9]


def episodes_of(cries, adults, length, calm):
    """cries: segments; adults: segments of each sex, a list of lists; calm: seconds of quiet that end an episode."""
    chains = []
    for begin, end in joined(cries, UNIT):
        if chains and begin - chains[-1][1] < calm:
            chains[-1][1] = end
        else:
            chains.append([begin, end])
    voices = sorted(v for sex in adults for v in joined(sex, SHORTEST))
    out = []
    for begin, end in chains:
        if begin < calm:  # its true onset is not known
            continue
        last = min(end + TAIL, length)
        onsets = [x for x, _ in voices if begin <= x < last]
        concurrent = any(x < begin < y for x, y in voices)
        confirmed = length - end >= calm
        attended = bool(onsets) and any(onsets[0] <= x < last and y > end - ATTENDED for x, y in voices)
        if not confirmed:
            outcome = "unresolved"
        elif onsets:
            outcome = "soothed" if attended else "quiet_unattended"
        else:
            outcome = "quiet_concurrent" if concurrent else "self_quiet"
        out.append(Episode(begin, end, confirmed, concurrent, onsets[0] - begin if onsets else None, outcome))
    return out


def paired(truth, found):
    """[(true episode, found episode)], best overlaps first: they are so far apart that it is the best matching too."""
    shares = []
    for i, t in enumerate(truth):
        for j, f in enumerate(found):
            common = min(t.end, f.end) - max(t.begin, f.begin)
            share = common / (max(t.end, f.end) - min(t.begin, f.begin))
            if share >= OVERLAP:
                shares.append((share, i, j))
    pairs, used, taken = [], set(), set()
    for _, i, j in sorted(shares, reverse=True):
        if i not in used and j not in taken:
            used.add(i), taken.add(j)
            pairs.append((truth[i], found[j]))
    return pairs


def kappa(labels):
    """Cohen's, of [(label, label)]."""
    names = sorted({x for pair in labels for x in pair})
    table = np.zeros((len(names), len(names)))
    for a, b in labels:
        table[names.index(a), names.index(b)] += 1
    table /= max(1, table.sum())
    chance = table.sum(1) @ table.sum(0)
    return (np.trace(table) - chance) / (1 - chance) if chance < 1 else 1.0


def compare(recordings, calm):
    """recordings: [(true episodes, found episodes)]. What users read, and how far off it is."""
    pairs = [p for t, f in recordings for p in paired(t, f)]
    true, found = sum(len(t) for t, _ in recordings), sum(len(f) for _, f in recordings)
    errors = np.abs([f.latency - t.latency for t, f in pairs if t.latency is not None and f.latency is not None])
    missed = sum(t.latency is not None and f.latency is None for t, f in pairs)
    invented = sum(t.latency is None and f.latency is not None for t, f in pairs)
    quiet = np.abs([(f.end - f.begin) - (t.end - t.begin) for t, f in pairs])
    return {"calm_s": calm, "episodes": true, "found": found, "matched": len(pairs), "missed": true - len(pairs),
            "invented": found - len(pairs), "answers compared": len(errors),
            "latency_median_error_s": float(np.median(errors)) if len(errors) else None,
            "latency_within_1_s": float(np.mean(errors <= 1)) if len(errors) else None,
            "answers_missed": missed, "answers_invented": invented,
            "answers_wrong_share": (missed + invented) / max(1, len(pairs)),
            "outcome_kappa": kappa([(t.outcome, f.outcome) for t, f in pairs]) if pairs else None,
            "time_to_quiet_median_error_s": float(np.median(quiet)) if pairs else None}
