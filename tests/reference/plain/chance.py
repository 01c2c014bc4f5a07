"""Section 4.4: answers by chance, over every rotation, and the association of starts and onsets.

Every shift is looked at: the line of shifts is cut wherever some episode's answer changes, and the pieces between the
cuts are counted by their lengths. rotated() turns the onsets by one shift and counts again from nothing; the tests
hold the pieces against it.
"""

from bisect import bisect_left
from collections import Counter
from fractions import Fraction
from math import log, sqrt

from . import events, intervals

HOUR = 3_600_000
MARGIN = 60_000


class Line:
    """The stretches end to end, in blocks."""

    def __init__(self, stretches):
        self.stretches = stretches
        self.total = sum(each.end - each.begin for each in stretches)
        count = 1 if self.total < 3 * HOUR else self.total // HOUR
        self.edges = [i * self.total // count for i in range(count + 1)]
        self.shifts = (MARGIN, self.total // count - MARGIN)  # both inclusive
        self.onsets, self.windows = [], []
        start = 0
        for each in stretches:
            self.onsets += [start + at - each.begin for at, _ in each.onsets]
            for e in each.episodes:
                if not e.left_censored:
                    self.windows.append((start + e.t0 - each.begin, e))
            start += each.end - each.begin

    def block(self, position):
        return next((b, e) for b, e in zip(self.edges, self.edges[1:]) if b <= position < e)

    def answering_shifts(self, position, reach):
        """The shifts, as intervals, that put some onset into [position, position + reach)."""
        low, high = self.shifts[0], self.shifts[1] + 1
        found = []
        for b, e in zip(self.edges, self.edges[1:]):
            for begin, end in intervals.clipped([(position, position + reach)], b, e):
                for x in self.onsets:
                    if b <= x < e:
                        found += [(begin - x, end - x), (begin - x + e - b, end - x + e - b)]
        return intervals.joined(intervals.clipped(found, low, high))

    def counts(self, w):
        """How many shifts give each (k, n)."""
        low, high = self.shifts[0], self.shifts[1] + 1
        if high <= low:
            return Counter()
        k = n = 0
        changes = []
        for position, e in self.windows:
            known = events.known_at(e, w)
            n += known
            for begin, end in self.answering_shifts(position, min(e.end - e.t0, w + 1)):
                changes += [(begin, 1, not known), (end, -1, -(not known))]
        result = Counter()
        at = low
        for where, more_k, more_n in sorted(changes):
            if where > at:
                result[k, n] += where - at
                at = where
            k, n = k + more_k, n + more_n
        result[k, n] += high - at
        return +result

    def rotated(self, w, shift):
        """(k, n) after one shift, counted from nothing."""
        moved = []
        for x in self.onsets:
            b, e = self.block(x)
            moved.append(b + (x - b + shift) % (e - b))
        k = n = 0
        for position, e in self.windows:
            latencies = [x - position for x in moved if position <= x < position + e.end - e.t0]
            answered = bool(latencies) and min(latencies) <= w
            k += answered
            n += answered or events.known_at(e, w)
        return k, n


def shifts_kept(line, w):
    """How many shifts give each (k, n) with n > 0."""
    return {pair: shifts for pair, shifts in line.counts(w).items() if pair[1]}


def against_rotation(kept, k, n):
    """The fields of one window from the shifts kept, of which there are some. n > 0."""
    shifts = sum(kept.values())
    share = Fraction(k, n)
    expected = sum(Fraction(a, b) * times for (a, b), times in kept.items()) / shifts
    square = sum(Fraction(a, b) ** 2 * times for (a, b), times in kept.items()) / shifts
    reached = sum(times for (a, b), times in kept.items() if Fraction(a, b) >= share - Fraction(1, 10**9))
    return {
        "expected": float(expected), "excess": float(share - expected),
        "lift": float(share / expected) if expected else None,
        "p": float(Fraction(1 + reached, shifts + 1)), "sd": sqrt(square - expected**2),
    }


def association(stretches, w):
    """The 2 x 2 table of 1-second bins: [episode starts][an adult onset follows]."""
    table = [[0, 0], [0, 0]]
    for each in stretches:
        starts = sorted(e.t0 for e in each.episodes if not e.left_censored)
        onsets = sorted(at for at, _ in each.onsets)
        begin = each.begin
        while begin + max(1000, w) <= each.end:
            starting = bisect_left(starts, begin) < bisect_left(starts, begin + 1000)
            following = bisect_left(onsets, begin) < bisect_left(onsets, begin + w)
            table[starting][following] += 1
            begin += 1000
    return table


def yule_q(table):
    (n00, n01), (n10, n11) = table
    below = n11 * n00 + n10 * n01
    return (n11 * n00 - n10 * n01) / below if below else None


def log_odds(table):
    (n00, n01), (n10, n11) = table
    return log((n11 + 0.5) * (n00 + 0.5) / ((n10 + 0.5) * (n01 + 0.5)))
