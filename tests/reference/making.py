"""Random recordings around moments that decide something, and the files that hold them."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Case:
    kind: str
    lines: list = field(default_factory=list)  # of the RTTM
    uem: list = None
    duration: str = None
    tracks: str = None
    settings: dict = field(default_factory=dict)

    def write(self, folder):
        """The files' paths: RTTM and UEM (or None)."""
        rttm, uem = Path(folder) / "case.rttm", None
        rttm.write_text("".join(line + "\n" for line in self.lines))
        if self.uem is not None:
            uem = Path(folder) / "case.uem"
            uem.write_text("".join(line + "\n" for line in self.uem))
        return rttm, uem


class Maker:
    """Draws one recording: ranges, then crying, then voices around it. Times in milliseconds."""

    def __init__(self, draw, settings):
        self.draw = draw
        ms = {"d_u": 300, "g_u": 100, "g_b": 5000, "t_calm": 30_000, "d_r": 200, "tail": 5000, "theta_r": 60_000,
              "w_att": 10_000, "t_rep": 300_000}
        self.ms = {key: round(settings[key] * 1000) if key in settings else value for key, value in ms.items()}
        self.w = [round(each * 1000) for each in settings.get("w", [5, 30, 60])]

    def near(self, value):
        """A value, or one millisecond beside it."""
        return max(1, value + self.draw.choice((-1, 0, 0, 1)))

    def ranges(self, total, count):
        """count ranges inside [0, total), with gaps of 1 ms to minutes."""
        cuts = sorted(self.draw.randrange(total) for _ in range(2 * count - 2))
        edges = [0 if self.draw.random() < 0.5 else self.draw.randrange(1, min(40_000, total))] + cuts + [total]
        result = [(b, e) for b, e in zip(edges[::2], edges[1::2]) if e > b]
        if self.draw.random() < 0.3:  # the gap of a millisecond
            b, e = result.pop()
            middle = (b + e) // 2
            result += [(b, middle), (middle + self.draw.choice((0, 1)), e)]
        return [(b, e) for b, e in result if e > b]

    def crying(self, ranges, busy):
        """CRY and FUS segments: chains whose gaps and lengths stand on the edges."""
        draw, ms, result = self.draw, self.ms, []
        for begin, end in ranges:
            at = begin + draw.choice((0, 1, 200, self.near(ms["t_calm"]), draw.randrange(1, 90_000)))
            if draw.random() < 0.2:
                at = max(0, begin - draw.randrange(1, 3000))
            while at < end:
                long = draw.choice((self.near(ms["d_u"]), draw.randrange(100, 6000), draw.randrange(300, 2500),
                                    draw.randrange(300, 2500)))
                result.append((draw.choice(("CRY", "CRY", "FUS")), at, at + long))
                if draw.random() < 0.1:
                    result.append((draw.choice(("CRY", "FUS")), at + draw.choice((0, long // 2, long)), at + long + 400))
                gap = draw.choice((self.near(ms["g_u"]), self.near(ms["g_b"]), draw.randrange(50, 4000),
                                   draw.randrange(200, 9000), draw.randrange(200, 3000), 0))
                if draw.random() < busy:
                    gap = draw.choice((self.near(ms["t_calm"]), self.near(ms["t_calm"]), draw.randrange(1, 400_000),
                                       draw.randrange(30_000, 900_000)))
                at += long + gap
        return result

    def voices(self, ranges, crying, per_cry):
        """Adults, the child and other children, many of them at moments that decide something."""
        draw, ms = self.draw, self.ms
        starts = [b for _, b, _ in crying]
        ends = [e for _, _, e in crying]
        result = []
        # Where somebody knows crying, CHI is just another name.
        other = draw.choice(("OCH", "CHI")) if crying else "OCH"
        for begin, end in ranges:
            if draw.random() < 0.5:
                result.append((self.adult(), max(0, begin - draw.choice((0, 0, 500))), begin + draw.randrange(200, 4000)))
            at = begin + draw.randrange(1, 60_000)
            while at < end:
                long = draw.choice((self.near(ms["d_r"]), draw.randrange(100, 5000)))
                result.append((draw.choice((self.adult(), self.adult(), "KCHI", "KCHI", other)), at, at + long))
                at += long + draw.choice((0, self.near(ms["g_u"]), 1000, 1001, 5000, 5001, draw.randrange(1, 6000),
                                          draw.randrange(1, 200_000), draw.randrange(1, 200_000)))
        for start, stop in zip(starts, ends):
            if draw.random() > per_cry:
                continue
            latency = draw.choice(self.w + [ms["theta_r"], ms["theta_r"], 0])
            onset = draw.choice((start, start + self.near(latency), stop + self.near(ms["tail"]), stop,
                                 draw.randrange(start, stop + 8000)))
            long = draw.choice((self.near(ms["d_r"]), draw.randrange(150, 6000), draw.randrange(150, 30_000)))
            if draw.random() < 0.2:  # ends at the start of crying, or the edge of "attended"
                offset = draw.choice((start, start + 1, max(1, stop - ms["w_att"])))
                onset, long = max(0, offset - long), min(long, offset)
            result.append((self.adult(), onset, onset + max(1, long)))
            if draw.random() < 0.2:
                result.append((self.adult(), onset, onset + draw.randrange(150, 3000)))
            if draw.random() < 0.2:
                result.append(("KCHI", max(0, start - draw.choice((200, 199, 50))), stop + draw.choice((0, 200, 700))))
        return result

    def adult(self):
        return self.draw.choice(("FEM", "FEM", "MAL", "ADU"))


def text(ms):
    return f"{ms // 1000}.{ms % 1000:03d}"


def speaker(draw, name, label, begin, end, fine=False):
    """One line; a fine one has more digits than milliseconds, some of them exactly between two."""
    onset, long = text(begin), text(end - begin)
    if fine:
        onset += draw.choice(("5", "4", "0", "49", "5000", "4999"))
        long += draw.choice(("5", "4", "0", "1", "50001"))
    return f"SPEAKER {name} 1 {onset} {long} <NA> <NA> {label} <NA> <NA>"


def record(draw, case, name, total, pieces, busy, per_cry, drop=(), fine=False, silent=False):
    """Adds one recording to a case; the UEM lines only where the case has a UEM."""
    maker = Maker(draw, case.settings)
    ranges = maker.ranges(total, pieces)
    crying = [] if silent else maker.crying(ranges, busy)
    segments = crying + maker.voices(ranges, crying, per_cry)
    lines = [speaker(draw, name, label, b, e, fine) for label, b, e in segments if label not in drop]
    draw.shuffle(lines)
    case.lines += lines
    if case.uem is not None:
        uem = [f"{name} 1 {text(b)} {text(e)}" for b, e in ranges]
        if draw.random() < 0.3:
            b, e = draw.choice(ranges)
            uem.append(f"{name} 1 {text(b)} {text((b + e) // 2)}")
        draw.shuffle(uem)
        case.uem += uem
