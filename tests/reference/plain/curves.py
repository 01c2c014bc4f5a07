"""Aalen-Johansen (4.2) and Kaplan-Meier (5) in exact fractions. Times in milliseconds."""

from fractions import Fraction
from math import exp, log, sqrt

ZETA = 1.959963984540054


class AalenJohansen:
    """cases: (time, cause), cause 1 or 2, 0 for a censored one. rows: (time, F1, F2, S)."""

    def __init__(self, cases):
        self.last = max((time for time, _ in cases), default=None)
        self.events = sum(1 for _, cause in cases if cause)
        self.rows = []
        f1 = f2 = Fraction(0)
        survival = Fraction(1)
        for time in sorted({time for time, cause in cases if cause}):
            at_risk = sum(1 for t, _ in cases if t >= time)
            first = sum(1 for case in cases if case == (time, 1))
            second = sum(1 for case in cases if case == (time, 2))
            f1 += survival * first / at_risk
            f2 += survival * second / at_risk
            survival *= 1 - Fraction(first + second, at_risk)
            self.rows.append((time, f1, f2, survival))

    def at(self, time):
        """F1 and S at a time."""
        f1, survival = Fraction(0), Fraction(1)
        for t, f, _, s in self.rows:
            if t <= time:
                f1, survival = f, s
        return f1, survival

    def quantile(self, share):
        return next((time for time, f1, _, _ in self.rows if f1 >= share), None)

    def curve(self):
        return [[time / 1000, float(f1), float(f2)] for time, f1, f2, _ in self.rows]


class KaplanMeier:
    """cases: (time, is event). rows: (time, S, Greenwood's sum or None)."""

    def __init__(self, cases):
        self.cases = cases
        self.last = max((time for time, _ in cases), default=None)
        self.events = sum(1 for _, event in cases if event)
        self.rows = []
        survival, spread = Fraction(1), Fraction(0)
        for time in sorted({time for time, event in cases if event}):
            at_risk = sum(1 for t, _ in cases if t >= time)
            deaths = sum(1 for t, event in cases if event and t == time)
            survival *= 1 - Fraction(deaths, at_risk)
            if survival:
                spread += Fraction(deaths, at_risk * (at_risk - deaths))
            self.rows.append((time, survival, spread if survival else None))

    def at(self, time):
        survival = Fraction(1)
        for t, s, _ in self.rows:
            if t <= time:
                survival = s
        return survival

    def quantile(self, remaining):
        return next((time for time, s, _ in self.rows if s <= remaining), None)

    def restricted_mean(self, tau):
        """The area under S to the horizon, and the horizon."""
        ends_at_zero = bool(self.rows) and self.rows[-1][1] == 0
        horizon = tau if ends_at_zero or self.last >= tau else self.last
        area, at, survival = Fraction(0), 0, Fraction(1)
        for time, s, _ in self.rows:
            if time >= horizon:
                break
            area += survival * (time - at)
            at, survival = time, s
        return area + survival * (horizon - at), horizon

    def curve(self):
        result = []
        for time, s, spread in self.rows:
            low = high = None
            if s:
                se = sqrt(spread) / abs(log(s))
                low, high = float(s) ** exp(ZETA * se), float(s) ** exp(-ZETA * se)
            result.append([time / 1000, float(s), low, high])
        return result


def wilson(k, n):
    p = k / n
    middle = (p + ZETA**2 / (2 * n)) / (1 + ZETA**2 / n)
    half = ZETA * sqrt(p * (1 - p) / n + ZETA**2 / (4 * n * n)) / (1 + ZETA**2 / n)
    return [max(0.0, middle - half), min(1.0, middle + half)]
