"""RTTM and UEM files, and the settings of metrics.md, section 0."""

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from . import intervals

DEFAULTS = {
    "d_u": 0.3, "g_u": 0.1, "g_b": 5, "m_b": 0, "t_calm": 30, "d_r": 0.2, "w": [5, 30, 60], "tail": 5,
    "theta_r": 60, "t_rep": 300, "w_att": 10, "tau": 300, "b": 1000,
    "min_hours": 1, "min_n": 5, "min_events": 5, "min_sd": 10, "min_entropy": 20,
    "min_transitions": 200, "min_ruptures": 6,
}


class BadInput(Exception):
    pass


def to_ms(seconds):
    """Seconds, exact, to whole milliseconds, half up."""
    return (seconds * 1000 + Fraction(1, 2)).__floor__()


def exact(text):
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise BadInput(f"not a number: {text}")
    if not value.is_finite():
        raise BadInput(f"not finite: {text}")
    return Fraction(value)


class Settings:
    """The settings by name; times in milliseconds, minima as they are."""

    def __init__(self, **changed):
        self.given = {**DEFAULTS, **changed}
        for key, value in self.given.items():
            if key == "w":
                self.w = [to_ms(exact(str(each))) for each in value]
            elif key == "min_hours":
                self.min_hours = exact(str(value))
            elif key == "b" or key.startswith("min_"):
                setattr(self, key, value)
            else:
                setattr(self, key, to_ms(exact(str(value))))

    def but(self, **changed):
        return Settings(**{**self.given, **changed})


@dataclass
class Recording:
    """What the files say of one recording. Segments: (label, begin, end)."""

    name: str
    segments: list = field(default_factory=list)
    labels: set = field(default_factory=set)  # of every line, kept or not
    last: int = 0  # the last offset of any segment
    ranges: list = None  # of the UEM, None without a UEM
    fault: str = None  # why it cannot be measured


def read(rttm_text, uem_text=None):
    """The recordings of an RTTM, by name, with the UEM's ranges when there is one."""
    recordings = {}
    for line in rttm_text.splitlines():
        fields = line.split()
        if not fields or line.startswith(";") or fields[0] != "SPEAKER":
            continue
        record = recordings.setdefault(fields[1], Recording(fields[1]))
        try:
            add_segment(record, fields[7], exact(fields[3]), exact(fields[4]))
        except BadInput as bad:
            record.fault = str(bad)
    if uem_text is None:
        return recordings
    ranges = {}
    for line in uem_text.splitlines():
        fields = line.split()
        if not fields or line.startswith(";"):
            continue
        begin, end = to_ms(exact(fields[2])), to_ms(exact(fields[3]))
        if begin < 0 or end < begin:
            raise BadInput("a range that ends before it starts")
        ranges.setdefault(fields[0], []).append((begin, end))
        recordings.setdefault(fields[0], Recording(fields[0]))
    for record in recordings.values():
        record.ranges = ranges.get(record.name, [])
    return recordings


def add_segment(record, label, onset, duration):
    if onset < 0 or duration < 0:
        raise BadInput("a negative time")
    begin, end = to_ms(onset), to_ms(onset + duration)
    record.labels.add(label)
    record.last = max(record.last, end)
    if end > begin:
        record.segments.append((label, begin, end))


def stretches(record, duration=None):
    """The observed set (section 0): its maximal intervals, in order."""
    if record.ranges is not None:
        given = record.ranges
        if duration is not None:
            given = intervals.clipped(given, 0, duration)
    else:
        given = [(0, record.last if duration is None else duration)]
    return intervals.joined([(b, e) for b, e in given if e > b])


def tracks_of(record, wanted=None):
    """Which tracks exist (1.2)."""
    if wanted is not None:
        return {name: name in wanted for name in ("cry", "adult", "child")}
    labels = record.labels
    knows_no_cry = labels & {"SPEECH", "CHI"} and not labels & {"CRY", "FUS"}
    return {"cry": not knows_no_cry, "adult": bool(labels & {"FEM", "MAL", "ADU"}), "child": "KCHI" in labels}
