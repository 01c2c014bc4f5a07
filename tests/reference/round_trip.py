#!/usr/bin/env python3
"""The program's own segments give its metrics again, and the reference the same ones.

    round_trip.py LULL RECORDINGS

Analyses the recordings, then for each session measures its segments.rttm with segments.uem. Only what needs sound may
differ, and what tells of the file itself. What a measure asks of a unit or an answer changes no segment.
"""

import csv
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import compare
from plain import reading, table
from plain.measures import Measures

FROM_SOUND = ("distress_mean", "distress_peak", "f0_median_hz", "f0_max_hz", "pct_phonation", "pct_hyperphonation",
              "pct_dysphonation", "level_dbfs")


def run(lull, *words):
    subprocess.run([lull, *map(str, words), "-j", "1", "-q", "--progress", "never"], check=True)


def rows_without_sound(path):
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
    return [{key: value for key, value in row.items() if key not in FROM_SOUND + ("recording",)} for row in rows]


def metrics_of(folder):
    metrics = compare.comparable(json.loads((folder / "metrics.json").read_text()))
    metrics["recording"] = {"tracks": metrics["recording"]["tracks"]}
    return metrics


def heard(folder):
    """When which voice sounds. Whether crying is called fuss is for the recording's units to say."""
    lines = [line.split() for line in (folder / "segments.rttm").read_text().splitlines()]
    return sorted((f[3], f[4], f[7].replace("FUS", "CRY")) for f in lines)


def differences(lull, session, again):
    rttm, uem = session / "segments.rttm", session / "segments.uem"
    run(lull, "measure", rttm, "--uem", uem, "--tracks", "cry,adult,child", "-o", again)
    (measured,) = (again / "sessions").iterdir()
    first = metrics_of(session)
    yield from compare.differences(first, metrics_of(measured), "measured")
    yield from compare.differences(rows_without_sound(session / "episodes.csv"),
                                   rows_without_sound(measured / "episodes.csv"), "measured/episodes.csv")
    (record,) = reading.read(rttm.read_text(), uem.read_text()).values()
    plain = Measures(record, reading.Settings(), tracks=("cry", "adult", "child"))
    ours = plain.metrics()
    ours["recording"] = {"tracks": plain.tracks}
    yield from compare.differences(ours, first, "reference")


def main():
    lull, recordings = sys.argv[1:]
    faults = 0
    with tempfile.TemporaryDirectory() as work:
        run(lull, "analyze", recordings, "-o", Path(work) / "first")
        run(lull, "analyze", recordings, "-o", Path(work) / "careful", "--d-u", "0.6", "--d-r", "0.5")
        sessions = sorted((Path(work) / "first" / "sessions").iterdir())
        for session in sessions:
            found = list(differences(lull, session, Path(work) / "again" / session.name))
            if heard(session) != heard(Path(work) / "careful" / "sessions" / session.name):
                found.append("the segments change with d_u and d_r")
            for each in found:
                faults += 1
                print(f"{session.name}: {each}")
    print(f"{len(sessions)} sessions, {faults} differences")
    return 1 if faults or not sessions else 0


if __name__ == "__main__":
    sys.exit(main())
