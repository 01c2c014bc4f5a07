#!/usr/bin/env python3
"""The reference itself: the worked examples, and its shortcut over all shifts against turning the onsets one by one."""

import csv
import json
import random
import unittest
from pathlib import Path

import compare
import generate
from making import Case, record
from plain import chance, events, reading, table
from plain.measures import Measures

EXAMPLE = Path(__file__).parent.parent / "conformance" / "example"
UNITS = ("40-42 43-46 50-55 200-210 212-290 400-500 505-560 620-626 880-895 1000-1010 1030-1040 1045-1050 1470-1490")
VOICE = ("20-25 43.5-47 53-56 300-305 475-480 540-558 565-570 895.5-897 998-1004 1042-1046 1480-1484")
MINIMA = {key: 0 for key in generate.MINIMA}


def by_hand():
    """The first example of metrics.md, section 12."""
    record = reading.Recording("hand", ranges=[(0, 900_000), (960_000, 1_500_000)])
    for label, line in (("CRY", UNITS), ("FEM", VOICE)):
        for each in line.split():
            begin, end = map(reading.exact, each.split("-"))
            reading.add_segment(record, label, begin, end - begin)
    return Measures(record, reading.Settings(**MINIMA))


class WorkedExamples(unittest.TestCase):
    def test_the_episodes_worked_by_hand(self):
        found = [(e.t0, e.u, e.cry, e.latency, e.d_co, e.cry_before, e.calm_confirmed, e.concurrent, e.rupture, e.repair,
                  e.outcome) for e in by_hand().episodes]
        self.assertEqual(found, [
            (40_000, 55_000, 10_000, 3500, 11_500, 2500, True, False, False, None, "soothed"),
            (200_000, 290_000, 88_000, None, None, 88_000, True, False, True, "self_resolved", "self_quiet"),
            (400_000, 560_000, 155_000, 75_000, 85_000, 75_000, True, False, True, "repaired", "soothed"),
            (620_000, 626_000, 6000, None, None, 6000, True, False, False, None, "self_quiet"),
            (880_000, 895_000, 15_000, 15_500, 0, 15_000, False, False, False, None, "unresolved"),
            (1_000_000, 1_050_000, 25_000, 42_000, 8000, 20_000, True, True, False, None, "soothed"),
            (1_470_000, 1_490_000, 20_000, 10_000, 10_000, 10_000, False, False, False, None, "unresolved"),
        ])

    def test_the_numbers_worked_by_hand(self):
        metrics = by_hand().metrics()
        response = metrics["response"]
        for name, expected in (("strict", [(1, 7), (3, 7), (4, 7)]), ("lenient", [(2, 7), (4, 7), (4, 7)]),
                               ("still_crying", [(1, 7), (3, 6), (4, 6)])):
            self.assertEqual([(each["k"], each["n"]) for each in response[name]], expected)
        for name, expected in (("expected", [.035722, .176022, .266147]), ("p", [.226553, .080308, .042425])):
            for each, value in zip(response["chance"], expected):
                self.assertAlmostEqual(each[name], value, delta=6e-7)
                self.assertEqual(each["shifts"], 1_320_001)
        for each, value in zip(response["yule_q"], [.617699, .380835, .269757]):
            self.assertAlmostEqual(each, value, delta=6e-7)
        self.assertEqual([row[1:] for row in response["latency"]["curve"]],
                         [[1 / 6, 0], [1 / 6, 1 / 6], [1 / 3, 1 / 6], [1 / 2, 1 / 6], [2 / 3, 1 / 6], [2 / 3, 1 / 3]])
        self.assertAlmostEqual(metrics["crying"]["minutes_per_hour"], 13.2917, delta=6e-5)
        self.assertAlmostEqual(response["unresponsive_min_per_h"], 9.0208, delta=6e-5)
        self.assertEqual(metrics["repair"]["repair_delay_median_s"], 15)

    def test_the_whole_example(self):
        (record,) = reading.read(EXAMPLE.with_suffix(".rttm").read_text(), EXAMPLE.with_suffix(".uem").read_text()).values()
        session = Measures(record, reading.Settings())
        expected = json.loads(EXAMPLE.with_suffix(".metrics.json").read_text())
        self.assertEqual(list(compare.differences(session.metrics(), compare.comparable(expected))), [])
        with open(EXAMPLE.with_suffix(".episodes.csv"), newline="") as rows:
            self.assertEqual([table.COLUMNS] + table.rows(session), list(csv.reader(rows)))


class Rotation(unittest.TestCase):
    def test_every_shift_of_a_tiny_recording_one_by_one(self):
        draw = random.Random(1)
        record = reading.Recording("r", ranges=[(0, 60_200), (60_300, 120_800)])
        for label, count in (("CRY", 6), ("FEM", 5)):
            for _ in range(count):
                begin = draw.randrange(120_000)
                record.segments.append((label, begin, begin + draw.randrange(300, 3000)))
        settings = reading.Settings(t_calm=5, **MINIMA)
        line = chance.Line(events.build(record.segments, reading.stretches(record), settings))
        self.assertTrue(line.windows)
        for w in (0, 1000, 5000, 30_000):
            one_by_one = {}
            for shift in range(line.shifts[0], line.shifts[1] + 1):
                pair = line.rotated(w, shift)
                one_by_one[pair] = one_by_one.get(pair, 0) + 1
            self.assertEqual(dict(line.counts(w)), one_by_one)

    def test_shifts_of_whole_hours_in_blocks(self):
        draw = random.Random(2)
        case = Case("blocks", uem=[])
        record(draw, case, "r", 4 * generate.HOUR, 1, 0.2, 0.2)
        (segments,) = reading.read("\n".join(case.lines), "\n".join(case.uem)).values()
        line = chance.Line(events.build(segments.segments, reading.stretches(segments), reading.Settings()))
        self.assertGreater(len(line.edges), 2)
        self.assertGreater(len(line.windows), 5)
        counts = line.counts(30_000)
        low, high = line.shifts
        self.assertEqual(sum(counts.values()), high - low + 1)
        drawn = [line.rotated(30_000, draw.randint(low, high)) for _ in range(1500)]
        for pair, times in counts.most_common(5):
            # Of 1500 draws the share is within five standard deviations.
            share = times / (high - low + 1)
            self.assertAlmostEqual(drawn.count(pair) / 1500, share, delta=5 * (share * (1 - share) / 1500) ** 0.5)


if __name__ == "__main__":
    unittest.main()
