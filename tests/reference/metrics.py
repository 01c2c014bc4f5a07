#!/usr/bin/env python3
"""The whole metrics.json and the rows of episodes.csv from an RTTM, slowly and plainly.

Written from the description of the metrics alone, to be held against the program. Whole milliseconds and exact
fractions; no package beyond Python's own.

    metrics.py FILE.rttm [--uem FILE] [--duration S] [--tracks cry,adult,child] [--set KEY=VALUE ...] [--episodes]
"""

import argparse
import json
import sys
from pathlib import Path

from plain import reading, table
from plain.measures import Measures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rttm")
    parser.add_argument("--uem")
    parser.add_argument("--duration")
    parser.add_argument("--tracks")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE")
    parser.add_argument("--episodes", action="store_true", help="the rows of episodes.csv, not the metrics")
    given = parser.parse_args()
    settings = reading.Settings(**{key: json.loads(value) for key, value in (each.split("=", 1) for each in given.set)})
    records = reading.read(Path(given.rttm).read_text(), given.uem and Path(given.uem).read_text())
    duration = None if given.duration is None else reading.to_ms(reading.exact(given.duration))
    tracks = None if given.tracks is None else given.tracks.split(",")
    for record in records.values():
        session = Measures(record, settings, duration, tracks)
        if given.episodes:
            print("\n".join(",".join(row) for row in [table.COLUMNS] + table.rows(session)))
        else:
            print(json.dumps(session.metrics(), indent=1))


if __name__ == "__main__":
    sys.exit(main())
