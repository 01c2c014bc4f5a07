"""Presence (4.5), turns (4.6) and the consistency of section 7."""

from collections import Counter
from fractions import Fraction
from math import log, log2, sqrt

from . import events, intervals


def presence(stretches):
    """Blocks of a minute: how many, with voice; with crying, with both."""
    blocks = voiced = crying = both = 0
    for each in stretches:
        voice = each.voice
        begin = each.begin
        while begin + 60_000 <= each.end:
            has_voice = intervals.length(intervals.clipped(voice, begin, begin + 60_000)) >= 500
            has_cry = bool(intervals.clipped(each.units, begin, begin + 60_000))
            blocks += 1
            voiced += has_voice
            crying += has_cry
            both += has_voice and has_cry
            begin += 60_000
    return blocks, voiced, crying, both


def turns(stretches):
    """How many turns, and how many within a second."""
    kinds = ["C", "K", "FEM", "MAL", "ADU", "OCH"]
    count = quick = 0
    for each in stretches:
        line = [(b, e, "C") for b, e in each.units] + [(b, e, "K") for b, e in each.child]
        line += each.adults + [(b, e, "OCH") for b, e in each.other]
        line.sort(key=lambda segment: (segment[0], segment[1], kinds.index(segment[2])))
        for first, second in zip(line, line[1:]):
            if (first[2] == "K" and second[2] in events.ADULTS) or (first[2] in events.ADULTS and second[2] == "K"):
                gap = second[0] - first[1]
                count += gap <= 5000
                quick += 0 <= gap <= 1000
    return count, quick


def quantile(values, share):
    """Linear between order statistics; exact."""
    ordered = sorted(values)
    at = (len(ordered) - 1) * Fraction(share)
    low = at.__floor__()
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (at - low) * (ordered[high] - ordered[low])


def deviation(values):
    """SD with n - 1, of at least two."""
    mean = sum(values) / len(values)
    return sqrt(sum((value - mean) ** 2 for value in values) / (len(values) - 1))


def entropy_of_responses(episodes):
    """How many episodes count, and the entropy (None for none)."""
    classes = Counter()
    for e in episodes:
        if e.concurrent:
            continue
        if e.latency is not None:
            classes[sum(e.latency > edge for edge in (5000, 30_000, 60_000))] += 1
        elif e.calm_confirmed:
            classes["none"] += 1
    n = sum(classes.values())
    if not n:
        return 0, None
    plain = -sum(count / n * log2(count / n) for count in classes.values())
    value = (plain + (len(classes) - 1) / (2 * n * log(2))) / log2(5)
    return n, min(1.0, max(0.0, value))


def overdispersion(episodes):
    """(hours, value): the value is None where the pooled share is 0 or 1."""
    hours = {}
    for e in episodes:
        answered = events.answered_by(e, 30_000)
        if answered or events.known_at(e, 30_000):
            hours.setdefault(e.t0 // 3_600_000, []).append(answered)
    kept = [hour for hour in hours.values() if len(hour) >= 3]
    if len(kept) < 2:
        return len(kept), None
    p = Fraction(sum(map(sum, kept)), sum(map(len, kept)))
    if p in (0, 1):
        return len(kept), None
    total = sum((sum(hour) - len(hour) * p) ** 2 / (len(hour) * p * (1 - p)) for hour in kept)
    return len(kept), float(total / (len(kept) - 1))


def states_of(stretch):
    """The runs of C, K, A, O and Q of one stretch, after the short quiet ones are gone, equal neighbours joined."""
    layers = {"C": stretch.units, "K": stretch.child, "A": stretch.voice}
    changes = sorted((at, delta, name) for name, layer in layers.items()
                     for interval in layer for at, delta in zip(interval, (1, -1)))
    runs, on, at = [], Counter(), stretch.begin
    for when, delta, name in changes + [(stretch.end, 0, "C")]:
        if when > at:
            present = [each for each in "CKA" if on[each]]
            state = "Q" if not present else present[0] if len(present) == 1 else "O"
            if runs and runs[-1][0] == state:
                runs[-1][2] = when
            else:
                runs.append([state, at, when])
            at = when
        on[name] += delta
    line = []
    for state, begin, end in runs:
        if state == "Q" and end - begin < 2000:
            continue
        if not line or line[-1] != state:
            line.append(state)
    return line


def entropy_rate(stretches):
    """How many transitions, and the entropy rate in bits (None for none)."""
    pairs = Counter()
    for each in stretches:
        line = states_of(each)
        pairs.update(zip(line, line[1:]))
    total = sum(pairs.values())
    if not total:
        return 0, None
    leaving = Counter()
    for (state, _), count in pairs.items():
        leaving[state] += count
    return total, -sum(count / total * log2(count / leaving[state]) for (state, _), count in pairs.items())
