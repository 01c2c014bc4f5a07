#!/usr/bin/env python3
"""Seeded random recordings, as segment files, that aim at the edges of the metrics' definitions.

    generate.py SEED DIR    writes the case's files into DIR and prints how it is to be measured
"""

import json
import random
import sys

from making import Case, Maker, record, speaker, text

MINIMA = ("min_hours", "min_n", "min_events", "min_sd", "min_entropy", "min_transitions", "min_ruptures")
HOUR = 3_600_000


def no_minima(case, least=0):
    case.settings.update({key: least for key in MINIMA})


# The kinds, each a function of the random source.

def ordinary(draw):
    case = Case("ordinary", uem=[])
    record(draw, case, "r", draw.randrange(HOUR // 2, 5 * HOUR // 2), draw.randrange(1, 5), 0.08, 0.15)
    return case


def tiny(draw):
    case = Case("tiny", uem=[])
    if draw.random() < 0.7:
        no_minima(case)
    record(draw, case, "r", draw.choice((40_000, 119_999, 120_000, 120_001, 180_000, draw.randrange(1000, 300_000))), 1, 0.4, 0.7)
    return case


def without_minima(draw):
    case = Case("without minima", uem=[])
    no_minima(case)
    record(draw, case, "r", draw.randrange(120_000, HOUR), draw.randrange(1, 4), draw.choice((0.05, 0.3)), draw.random())
    return case


def few(draw):
    case = Case("few", uem=[])
    for key in MINIMA[1:]:
        case.settings[key] = draw.randrange(1, 6)
    case.settings["min_hours"] = draw.choice((0, 0.5, 1))
    total = draw.choice((HOUR // 2, HOUR, HOUR - 1, draw.randrange(120_000, HOUR)))
    if draw.random() < 0.5:
        case.uem, case.duration = None, text(total)
    record(draw, case, "r", total, 1, 0.3, 0.4)
    return case


def voice_types(draw):
    case = Case("voice types", uem=draw.choice((None, [])))
    record(draw, case, "r", draw.randrange(HOUR, 2 * HOUR), 2, 0.1, 0.2, drop=("CRY", "FUS"))
    case.lines += [speaker(draw, "r", draw.choice(("SPEECH", "CHI")), at, at + 900)
                   for at in (draw.randrange(HOUR) for _ in range(draw.randrange(0, 9)))]
    if draw.random() < 0.2:
        case.lines.append(speaker(draw, "r", "FUS", draw.randrange(HOUR), 4 * HOUR))
    return case


def missing_tracks(draw):
    case = Case("missing tracks", uem=draw.choice((None, [])))
    drop = draw.choice((("FEM", "MAL", "ADU"), ("KCHI",), ("FEM", "MAL", "ADU", "KCHI"), ("OCH",), ("FEM", "MAL")))
    record(draw, case, "r", draw.randrange(HOUR, 2 * HOUR), 2, 0.1, 0.2, drop=drop)
    if draw.random() < 0.5:
        case.tracks = ",".join(t for t in ("cry", "adult", "child") if draw.random() < 0.6) or "cry"
    return case


def no_episodes(draw):
    case = Case("no episodes", uem=draw.choice((None, [])))
    if draw.random() < 0.5:
        no_minima(case)
    record(draw, case, "r", draw.randrange(HOUR, 2 * HOUR), 2, 0.1, 0.2, silent=True)
    return case


def left_censored(draw):
    case = Case("left censored", uem=[])
    no_minima(case, draw.choice((0, 1)))
    maker = Maker(draw, {})
    at = 0
    for _ in range(draw.randrange(1, 9)):
        first = at + draw.choice((0, 1, 15_000, 29_999))
        long = draw.randrange(400, 9000)
        case.lines.append(speaker(draw, "r", "CRY", first, first + long))
        case.lines.append(speaker(draw, "r", maker.adult(), first + draw.randrange(0, 3000), first + long + 5000))
        end = first + long + draw.choice((0, 29_999, 30_000, 70_000))
        case.uem.append(f"r 1 {text(at)} {text(end)}")
        at = end + draw.choice((1, 1000))
    return case


def day(draw):
    case = Case("day", uem=draw.choice((None, [])))
    total = draw.choice((12 * HOUR, 12 * HOUR - 1, 13 * HOUR + 17, 16 * HOUR))
    record(draw, case, "r", total, draw.choice((1, 6)), 0.12, 0.15)
    if case.uem is None and draw.random() < 0.7:
        case.duration = text(total)
    return case


def blocks(draw):
    case = Case("blocks", uem=draw.choice((None, None, [])))
    if draw.random() < 0.3:
        no_minima(case)
    total = draw.choice((3 * HOUR, 3 * HOUR, 3 * HOUR - 1, 4 * HOUR - 1, draw.randrange(3 * HOUR, 6 * HOUR)))
    record(draw, case, "r", total, draw.choice((1, 1, 3)), 0.2, 0.2)
    if case.uem is None:
        case.duration = text(total)
    return case


def several(draw):
    case = Case("several", uem=[])
    for name in ("one", "two", "three")[:draw.randrange(2, 4)]:
        record(draw, case, name, draw.randrange(300_000, HOUR), 2, 0.2, 0.3)
    case.uem = [line for line in case.uem if not line.startswith("two ")]
    draw.shuffle(case.lines)
    case.lines.insert(0, "; a remark")
    case.lines.insert(draw.randrange(len(case.lines)), "SPKR-INFO one 1 <NA> <NA> <NA> unknown x <NA> <NA>")
    return case


def settings(draw):
    case = Case("settings", uem=[])
    choices = {
        "d_u": (0, 0.1, 0.6), "g_u": (0, 0.25), "g_b": (2, 10, 0), "m_b": (5, 1.5), "t_calm": (10, 60, 300, 3, 0.5),
        "d_r": (0, 0.5), "w": ([1, 2, 120], [5], [0.5, 45], [5, 30]), "tail": (0, 15, 40), "theta_r": (30, 120, 5, 0),
        "t_rep": (180, 20), "w_att": (5, 30, 0), "tau": (60, 20.5, 1000),
    }
    for key, values in choices.items():
        if draw.random() < 0.4:
            case.settings[key] = draw.choice(values)
    if draw.random() < 0.3:  # the next episode may begin within the tail
        case.settings.update(t_calm=draw.choice((0.5, 3)), tail=draw.choice((5, 15, 40)))
    if draw.random() < 0.5:
        no_minima(case)
    record(draw, case, "r", draw.randrange(HOUR // 4, 3 * HOUR), draw.randrange(1, 4), 0.1, 0.3)
    return case


def fine(draw):
    case = Case("finer than milliseconds", uem=draw.choice((None, [])))
    record(draw, case, "r", draw.randrange(HOUR, 2 * HOUR), 2, 0.1, 0.2, fine=True)
    case.lines.append("SPEAKER r 1 10.0001 0.0003 <NA> <NA> CRY <NA> <NA>")
    case.lines.append("SPEAKER r 1 1.0004 0.5004 <NA> <NA> CRY <NA> <NA>")
    if case.uem is not None:
        case.uem.append("r 1 1.00049 7.0005")
    return case


def dense(draw):
    case = Case("dense", uem=[])
    no_minima(case)
    total = draw.randrange(200_000, 900_000)
    for _ in range(draw.randrange(20, 150)):
        at = draw.randrange(0, total, draw.choice((1, 100, 1000)))
        label = draw.choice(("CRY", "CRY", "FUS", "KCHI", "OCH", "CHI", "FEM", "MAL", "ADU", "NOISE"))
        case.lines.append(speaker(draw, "r", label, at, at + draw.choice((100, 200, 300, 400, 1000, 3000, 20_000))))
    maker = Maker(draw, {})
    case.uem += [f"r 1 {text(b)} {text(e)}" for b, e in maker.ranges(total, draw.randrange(1, 5))]
    return case


def grid(draw):
    """All on a grid of seconds, now and then a millisecond beside it: nearly every comparison is a tie somewhere."""
    case = Case("grid", uem=[])
    no_minima(case, draw.choice((0, 0, 1, 3)))
    if draw.random() < 0.6:
        case.settings.update(m_b=draw.choice((5, 10)), tau=draw.choice((10, 20, 40)))
    step = draw.choice((500, 1000, 2000, 5000, 5000))

    def at(low, high):
        return max(0, step * draw.randrange(low, high) + draw.choice((0,) * 12 + (-1, 1)))

    pieces, now = draw.randrange(1, 6), 0
    for _ in range(pieces):
        begin = now + at(0, 3)
        end = begin + max(1, at(5, 400))
        case.uem.append(f"r 1 {text(begin)} {text(end)}")
        now = end + at(0, 12)
    now = at(0, 10)
    last = end
    fuss = draw.choice((0.1, 0.5, 0.8))
    while now < last:
        long = at(1, draw.choice((2, 4, 8, 40))) + 1000 * draw.choice((0, 0, 0, 4))
        case.lines.append(speaker(draw, "r", "FUS" if draw.random() < fuss else "CRY", now, now + max(1, long)))
        now += long + at(0, draw.choice((2, 3, 5, 40)))
    for _ in range(draw.randrange(3, 5 + last // draw.choice((20_000, 60_000, 200_000)))):
        begin = at(0, last // step + 1)
        label = draw.choice(("FEM", "FEM", "MAL", "ADU", "KCHI", "KCHI", "OCH"))
        case.lines.append(speaker(draw, "r", label, begin, begin + max(1, at(1, draw.choice((2, 3, 8))))))
    return case


def far(draw):
    """Ordinary recordings that begin months into the file's time."""
    case = Case("far", uem=[])
    shift = draw.choice((4_294_967_296, 2_147_483_648 * 1000, 86_400_000, 3_599_000))
    plain = Case("", uem=[])
    record(draw, plain, "r", draw.randrange(HOUR // 2, 2 * HOUR), 2, 0.1, 0.2)
    for line in plain.lines:
        fields = line.split()
        fields[3] = later(fields[3], shift)
        case.lines.append("\t".join(fields))
    for line in plain.uem:
        name, channel, begin, end = line.split()
        case.uem.append(f"{name}  {channel} {later(begin, shift)} {later(end, shift)}")
    return case


def later(seconds, shift):
    whole, part = seconds.split(".")
    return text(int(whole) * 1000 + int(part) + shift)


def fifth(draw):
    """Episodes of which cry is a fifth, or a millisecond beside it."""
    case = Case("fifth", uem=None)
    no_minima(case)
    at = 31_000
    for _ in range(draw.randrange(2, 9)):
        share = draw.randrange(100, 900)
        pieces = [("CRY", share)] + [("FUS", share + draw.choice((0, 0, 0, 0, -1, 1))) for _ in range(4)]
        draw.shuffle(pieces)
        apart = draw.choice((0, 1000))
        for label, long in pieces:
            long += 300 if apart else 0
            case.lines.append(speaker(draw, "r", label, at, at + long))
            at += long + apart
        at += 31_000
    case.lines.append(speaker(draw, "r", "FEM", draw.randrange(at), at + 400))
    return case


def short_stretches(draw):
    """One episode a stretch, which ends at a moment that decides what is known of it."""
    case = Case("short stretches", uem=[])
    no_minima(case, draw.choice((0, 1)))
    maker = Maker(draw, {})
    at = draw.choice((0, 500))
    for _ in range(draw.choice((1, 2, draw.randrange(3, 12)))):
        start = at + draw.choice((30_000, 30_000, 30_001, 45_000, 29_999))
        stop = start + draw.choice((draw.choice(maker.w), draw.randrange(400, draw.choice((4000, 8000, 31_000, 61_000)))))
        end = draw.choice([start + maker.near(w) for w in maker.w] + [stop + each for each in (1, 4999, 5000, 29_999, 30_000)])
        end = max(end, stop)
        case.uem.append(f"r 1 {text(at)} {text(end)}")
        case.lines.append(speaker(draw, "r", draw.choice(("CRY", "FUS")), start, stop + draw.choice((0, 0, 500))))
        if draw.random() < 0.6:
            onset = draw.choice((start - 300, start, stop, stop + 4999, stop + 5000, end - 200, draw.randrange(at, end)))
            case.lines.append(speaker(draw, "r", maker.adult(), onset, onset + draw.choice((200, 300, 5000))))
        at = end + draw.choice((1, 60_000))
    return case


def cut(draw):
    case = Case("cut to the length", uem=draw.choice((None, [])))
    no_minima(case, draw.choice((0, 1)))
    record(draw, case, "r", draw.randrange(HOUR // 2, HOUR), 2, 0.15, 0.3)
    case.duration = text(draw.randrange(60_000, HOUR))
    return case


def faulty(draw):
    case = Case("faulty", uem=None)
    for name in ("good", "bad"):
        record(draw, case, name, draw.randrange(300_000, HOUR), 1, 0.2, 0.3)
    case.lines.append("SPEAKER bad 1 " + draw.choice(("-1.0 2.0", "1.0 -2.0", "nan 2.0", "1.0 inf")) + " <NA> <NA> CRY <NA> <NA>")
    return case


def long_cries(draw):
    """Crying over minutes with late answers: ruptures and repairs of every sort."""
    case = Case("long cries", uem=[])
    no_minima(case, draw.choice((0, 2)))
    at = draw.choice((0, 30_000, 31_000))
    watched_from = 0
    most = draw.choice((1, 2, 4))
    steady = draw.random() < 0.4  # all answered late, and only then, by an adult who stays
    maker = Maker(draw, {})
    for _ in range(draw.randrange(3, 25)):
        start = at
        stop = start + draw.choice((60_000, 60_001, 59_999, draw.randrange(1000, 600_000), draw.randrange(360_002, 500_000)))
        while at < stop:
            end = min(stop, at + draw.randrange(300, 20_000))
            if stop - end < 1000:
                end = stop
            case.lines.append(speaker(draw, "r", draw.choice(("CRY", "FUS")), at, end))
            at = end + draw.choice((200, 5000, 29_999))
        for _ in range(0 if steady else draw.randrange(most)):
            onset = start + draw.choice((60_000, 60_001, max(0, stop - start - 300_000), draw.randrange(0, stop - start + 6000)))
            offset = draw.choice((onset + draw.randrange(200, 9000), stop - 10_000, stop - 9999, stop + 100))
            if offset > onset:
                case.lines.append(speaker(draw, "r", maker.adult(), onset, offset))
        if steady and stop - start > 60_001:
            late = draw.choice((start + draw.randrange(60_001, stop - start + 1), max(start + 60_001, stop - 300_000)))
            case.lines.append(speaker(draw, "r", "FEM", late, stop + 500))
        at = stop + draw.choice((30_000, 29_999, 30_001, draw.randrange(30_000, 300_000)))
        if draw.random() < 0.2:
            edge = stop + draw.choice((0, 2000, 5000, 29_999, 30_000))
            case.uem.append(f"r 1 {text(watched_from)} {text(edge)}")
            watched_from = edge + 1
            at = max(at, watched_from)
    case.uem.append(f"r 1 {text(watched_from)} {text(at + 1000)}")
    return case


KINDS = (ordinary, tiny, without_minima, few, voice_types, missing_tracks, no_episodes, left_censored, blocks, several,
         settings, fine, dense, cut, faulty, far, fifth, short_stretches, long_cries, grid, settings, grid, long_cries,
         grid, few, long_cries, short_stretches, blocks, grid)
DAY_EVERY = 60  # a whole day costs as much as many of the others


def case(seed):
    """The case of a seed: the same on every machine and in every run."""
    draw = random.Random(seed)
    kind = day if seed % DAY_EVERY == DAY_EVERY - 1 else KINDS[seed % len(KINDS)]
    return kind(draw)


if __name__ == "__main__":
    made = case(int(sys.argv[1]))
    files = made.write(sys.argv[2])
    print(made.kind, *filter(None, files), f"duration {made.duration}", f"tracks {made.tracks}", json.dumps(made.settings))
