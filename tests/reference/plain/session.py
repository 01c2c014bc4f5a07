"""One recording, observed and taken apart; and when a value of it is there (section 10)."""

from fractions import Fraction

from . import curves, events, reading

BOTH = ("cry", "adult")
ALL = ("cry", "adult", "child")


class Missing:
    """A value that is not there, and why; finish() turns it into null and a line in "na"."""

    def __init__(self, reason):
        self.reason = reason


class Session:
    """One recording under one set of settings."""

    def __init__(self, record, settings, duration=None, tracks=None):
        self.record, self.settings = record, settings
        self.duration, self.wanted = duration, tracks
        self.tracks = reading.tracks_of(record, tracks)
        self.observed = reading.stretches(record, duration)
        self.stretches = events.build(record.segments, self.observed, settings)
        self.total = sum(end - begin for begin, end in self.observed)
        self.all_episodes = [e for each in self.stretches for e in each.episodes]
        self.episodes = [e for e in self.all_episodes if not e.left_censored]
        self.hours = Fraction(self.total, 3_600_000)

    # Why a metric is missing before its own minimum is asked (section 10, 1 to 4).

    def missing(self, tracks, over_episodes=False):
        if not self.total:
            return Missing("not_observed")
        for track in ALL:
            if track in tracks and not self.tracks[track]:
                return Missing(f"no_{track}_track")
        if over_episodes and not self.all_episodes:
            return Missing("no_episodes")
        if over_episodes and not self.episodes:
            return Missing("censored")
        return None

    def plain(self, value, tracks):
        return self.missing(tracks) or value

    def rate(self, value, tracks, least=None):
        """value per observed hour; value is exact."""
        gone = self.missing(tracks)
        if gone:
            return gone
        if self.hours < self.settings.min_hours or (least and self.hours < least):
            return Missing("too_few")
        return float(Fraction(value) / self.hours)

    def proportion(self, k, n, tracks, over_episodes=True):
        if self.missing(tracks):
            return {"value": self.missing(tracks), "k": None, "n": None, "ci95": None}
        gone = self.missing(tracks, over_episodes)
        if not gone and n < max(1, self.settings.min_n):
            gone = Missing("too_few")
        if gone:
            return {"value": gone, "k": k, "n": n, "ci95": None}
        return {"value": k / n, "k": k, "n": n, "ci95": curves.wilson(k, n)}

    def of_curve(self, curve, tracks, make):
        """What make gives, or why it cannot: make gives None for what is not reached."""
        gone = self.missing(tracks, True)
        if gone:
            return gone
        if curve.events < max(1, self.settings.min_events):
            return Missing("too_few")
        value = make()
        return Missing("not_reached") if value is None else value

    def within(self, curve, tracks, time, survival, value):
        """A value of a curve at a time, unless nobody was watched that long and the curve had not ended."""
        def make():
            return value if survival == 0 or (curve.last is not None and time <= curve.last) else Missing("censored")
        return self.of_curve(curve, tracks, make)
