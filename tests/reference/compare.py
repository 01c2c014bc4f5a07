#!/usr/bin/env python3
"""Holds the program's metrics against the reference's, over seeded random recordings.

    compare.py LULL [--first SEED] [--count N] [--keep DIR] [--again]

Every field of metrics.json but those that need sound, the reasons in "na", and every row of episodes.csv. Counts, shifts
and p agree exactly, other numbers to 1e-9 (a time is a whole number of milliseconds: exactly too). Prints each
difference with the seed that makes it and exits with 1 if there is one; --keep leaves the files of the cases that differ;
--again measures each session's own segments as well, which must give the same metrics.
"""

import argparse
import csv
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import generate
from making import Case
from plain import reading, table
from plain.measures import Measures

NEEDS_SOUND = ("/attunement", "/acoustics", "/emotion_words")
WITHOUT_COUNTERPART = {"schema", "lull", "attunement", "acoustics", "emotion_words", "not_measured"}
OF_THE_FILE = {"path", "sha256", "duration_s", "sample_rate_hz", "channels", "start_time"}
LIMIT = 1e-9  # both sides add the same few hundred terms in double precision or better


def differences(ours, theirs, pointer=""):
    """Every place where two trees differ, as text."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in sorted(set(ours) | set(theirs)):
            inner = f"{pointer}/{key}"
            if key not in ours or key not in theirs:
                yield f"{inner}: only in {'the reference' if key in ours else 'the program'}: {ours.get(key, theirs.get(key))}"
            else:
                yield from differences(ours[key], theirs[key], inner)
    elif isinstance(ours, list) and isinstance(theirs, list):
        if len(ours) != len(theirs):
            yield f"{pointer}: {len(ours)} in the reference, {len(theirs)} in the program"
        for at, (left, right) in enumerate(zip(ours, theirs)):
            yield from differences(left, right, f"{pointer}/{at}")
    elif not same(ours, theirs, 0 if pointer.endswith("/p") else LIMIT):
        yield f"{pointer}: {ours!r} in the reference, {theirs!r} in the program"


def same(ours, theirs, limit):
    numbers = [isinstance(each, (int, float)) and not isinstance(each, bool) for each in (ours, theirs)]
    if all(numbers):
        return ours == theirs or abs(ours - theirs) <= limit * max(1.0, abs(ours))
    return type(ours) is type(theirs) and ours == theirs


def comparable(metrics):
    """What of the program's metrics the reference has too."""
    kept = {key: value for key, value in metrics.items() if key not in WITHOUT_COUNTERPART}
    kept["recording"] = {key: value for key, value in metrics["recording"].items() if key not in OF_THE_FILE}
    kept["na"] = {key: value for key, value in metrics["na"].items() if not key.startswith(NEEDS_SOUND)}
    return kept


def command(lull, case, rttm, uem, out):
    line = [lull, "measure", str(rttm), "-o", str(out), "-j", "1", "-q", "--progress", "never"]
    line += ["--uem", str(uem)] if uem else []
    line += ["--duration", case.duration] if case.duration else []
    line += ["--tracks", case.tracks] if case.tracks else []
    for key, value in case.settings.items():
        shown = ",".join(map(str, value)) if isinstance(value, list) else str(value)
        line += [f"--{key.replace('_', '-')}", shown]
    return line


def compare(lull, case, folder):
    """The differences of one case."""
    rttm, uem = case.write(folder)
    out = Path(folder) / "out"
    done = subprocess.run(command(lull, case, rttm, uem, out), capture_output=True, text=True)
    records = reading.read(rttm.read_text(), uem and uem.read_text())
    faulty = any(record.fault for record in records.values())
    if done.returncode != (1 if faulty else 0):
        return [f"exit status {done.returncode}: {done.stderr.strip()}"]
    theirs = {}
    for path in out.glob("sessions/**/metrics.json"):
        metrics = json.loads(path.read_text())
        with open(path.parent / "episodes.csv", newline="") as rows:
            theirs[metrics["recording"]["id"]] = metrics, list(csv.reader(rows))
    found = []
    settings = reading.Settings(**case.settings)
    duration = case.duration and reading.to_ms(reading.exact(case.duration))
    for name, record in records.items():
        if record.fault or name not in theirs:
            if bool(record.fault) == (name in theirs):
                found.append(f"{name}: {'measured' if name in theirs else 'not measured'}; fault: {record.fault}")
            continue
        metrics, rows = theirs.pop(name)
        session = Measures(record, settings, duration, case.tracks and case.tracks.split(","))
        found += [f"{name}{each}" for each in differences(session.metrics(), comparable(metrics))]
        found += [f"{name}/settings{each}" for each in settings_differ(settings, metrics["lull"]["settings"])]
        found += [f"{name}/episodes.csv{each}" for each in differences([table.COLUMNS] + table.rows(session), rows)]
    return found + [f"{name}: only in the program" for name in theirs]


def again(lull, case, folder):
    """The differences between each session's metrics and those of the segments that it wrote."""
    found = []
    for number, path in enumerate(sorted((Path(folder) / "out").rglob("metrics.json"))):
        first = json.loads(path.read_text())
        tracks = ",".join(name for name, there in first["recording"]["tracks"].items() if there)
        if not tracks:
            continue
        own = Case("again", tracks=tracks, settings=case.settings)
        out = Path(folder) / f"again{number}"
        subprocess.run(command(lull, own, path.parent / "segments.rttm", path.parent / "segments.uem", out), check=True)
        (second,) = out.rglob("metrics.json")
        second = comparable(json.loads(second.read_text()))
        second["recording"]["id"] = first["recording"]["id"]  # a silent file bears its own name
        found += [f"again: {each}" for each in differences(comparable(first), second)]
    return found


def settings_differ(settings, theirs):
    return differences(settings.given, {key: value for key, value in theirs.items() if key in settings.given})


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lull")
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--keep")
    parser.add_argument("--again", action="store_true")
    given = parser.parse_args()
    differing = 0
    for seed in range(given.first, given.first + given.count):
        case = generate.case(seed)
        with tempfile.TemporaryDirectory() as folder:
            found = compare(given.lull, case, folder)
            if given.again:
                found += again(given.lull, case, folder)
            if found and given.keep:
                shutil.copytree(folder, Path(given.keep) / str(seed), dirs_exist_ok=True)
        if found:
            differing += 1
            print(f"seed {seed} ({case.kind}): {len(found)} differences")
            print("".join(f"  {each[:300]}\n" for each in found[:20]), end="", flush=True)
        if seed % 100 == 99:
            print(f"up to seed {seed}: {differing} differ", flush=True)
    print(f"{given.count} cases, {differing} differ")
    return 1 if differing or not given.count else 0


if __name__ == "__main__":
    sys.exit(main())
