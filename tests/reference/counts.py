#!/usr/bin/env python3
"""Reads annotation files a second time, by each format's own definition, and holds every segment against the program's.

    counts.py LULL [FOLDER ...] [--made N] [--first SEED] [--list]

FOLDERs are walked, and N files of each kind are made. Of each file that these readers take, the segments of each label in
each recording, with their times in whole milliseconds, have to be those that `lull convert` writes; a file they refuse the
program has to refuse too. Nothing here knows the program's code: the .its is read as R's rlena does, .eaf and CHAT by their
manuals, TextGrid as Praat's manual tells, the tables with Python's csv. --list prints the counts. A FOLDER that is not there
is passed over.
"""

import argparse
import csv
import io
import json
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import made_files

OURS = ("CRY", "FUS", "KCHI", "OCH", "FEM", "MAL", "ADU")


class Refused(Exception):
    """What the file holds are no segments with speakers."""


def ms(text, unit=1000):
    return int((Decimal(text) * unit).quantize(Decimal(1), ROUND_HALF_UP))


def decoded(path):
    raw = path.read_bytes()
    return raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")


def rttm(path):
    """SPEAKER file channel onset duration <NA> <NA> name (RT-09)."""
    names = {"CNS": "KCHI", "NCS": "KCHI", "CHI": "OCH", "OTH": None, "SPEECH": None, **{each: each for each in OURS}}
    for line in decoded(path).splitlines():
        fields = line.split()
        if fields and fields[0] == "SPEAKER":
            onset, offset = Decimal(fields[3]), Decimal(fields[3]) + Decimal(fields[4])
            yield fields[1], names.get(fields[7]), ms(onset), ms(offset)


def its(path):
    """Every Segment inside a Recording; of a key child's what its startUtt, startCry and startVfx tell."""
    names = {"CHN": "KCHI", "CXN": "OCH", "FAN": "FEM", "MAN": "MAL"}
    kinds = {"Utt": "KCHI", "Cry": "CRY", "Vfx": None}

    def time(text):
        return ms(re.fullmatch(r"PT?([0-9.]+)S", text).group(1))

    for recording in ElementTree.parse(path).getroot().find("ProcessingUnit").iter("Recording"):
        for segment in recording.iter("Segment"):
            at = segment.attrib
            label = names.get(at["spkr"])
            if label == "KCHI":
                parts = [(kinds[kind], at[f"start{kind}{number}"], at[f"end{kind}{number}"])
                         for kind, number in re.findall(r"start(Utt|Cry|Vfx)(\d+)", " ".join(at))]
                yield from (("", part, time(start), time(end)) for part, start, end in parts)
                if parts:
                    continue
                if time(at.get("childCryVfxLen", "P0S")) > 0 and time(at.get("childUttLen", "P0S")) == 0:
                    label = "CRY"
            yield "", label, time(at["startTime"]), time(at["endTime"])


def of_tiers(tiers):
    """Tiers are [name, [(onset, offset, text)]]; those of ACLEW are named after speakers."""
    stems = {"FA": "FEM", "MA": "MAL", "UA": "ADU", "FC": "OCH", "MC": "OCH", "UC": "OCH", "MI": "OCH", "OC": "OCH", "C": "OCH"}
    whole = {"CHI": "KCHI", "MOT": "FEM", "FAT": "MAL"}

    def speaker(name):
        name = name.strip().rstrip("*").strip()
        if name in whole:
            return whole[name]
        if name.rstrip("0123456789") in OURS:
            return name.rstrip("0123456789")
        return stems.get(name.rstrip("0123456789")) if re.fullmatch(r"[A-Z]+[0-9]+", name) else None

    cries = {(onset, offset) for name, parts in tiers if name.strip() == "vcm@CHI"
             for onset, offset, text in parts if text.strip() == "Y"}
    for name, parts in tiers:
        label = speaker(name)
        for onset, offset, _ in parts if label else ():
            crying = name.strip().rstrip("*") == "CHI" and (onset, offset) in cries
            yield "", "CRY" if crying else label, onset, offset


def eaf(path):
    """Alignable annotations by their time slots, others by the annotation they refer to (EAF 3.0)."""
    root = ElementTree.parse(path).getroot()
    slots = {each.get("TIME_SLOT_ID"): each.get("TIME_VALUE") for each in root.iter("TIME_SLOT")}
    times, parents = {}, {}
    for each in root.iter("ALIGNABLE_ANNOTATION"):
        times[each.get("ANNOTATION_ID")] = tuple(int(slots[each.get(f"TIME_SLOT_REF{end}")]) for end in (1, 2))
    for each in root.iter("REF_ANNOTATION"):
        parents[each.get("ANNOTATION_ID")] = each.get("ANNOTATION_REF")
    tiers = []
    for tier in root.iter("TIER"):
        parts = []
        for each in tier.findall("ANNOTATION/*"):
            at = each.get("ANNOTATION_ID")
            while at not in times:
                at = parents[at]
            parts.append((*times[at], each.findtext("ANNOTATION_VALUE") or ""))
        tiers.append((tier.get("TIER_ID"), parts))
    return of_tiers(tiers)


def textgrid(path):
    """The numbers and texts of the file, in either form (Praat's manual); intervals with text."""
    tokens = re.findall(r'"(?:[^"]|"")*"|<[a-z]+>|(?<!\S)[-+]?[0-9][0-9.eE+-]*(?!\S)', re.sub(r"\[\d*\]", "", decoded(path)))
    at = iter(tokens[5:])  # the two headers, the range, <exists>
    tiers = []
    for _ in range(int(next(at))):
        kind, name, parts = next(at), next(at)[1:-1], []
        next(at), next(at)
        for _ in range(int(next(at))):
            times = [next(at) for _ in range(2 if kind == '"IntervalTier"' else 1)]
            text = next(at)[1:-1].replace('""', '"')
            if kind == '"IntervalTier"' and text.strip():
                parts.append((ms(times[0]), ms(times[1]), text))
        tiers.append((name, parts))
    return of_tiers(tiers)


def cha(path):
    """A segment for each time bullet of a main line; roles from @Participants."""
    roles = {"Target_Child": "KCHI", "Mother": "FEM", "Father": "MAL", "Sister": "OCH", "Brother": "OCH"}
    lines = re.sub(r"\r?\n[\t ]+", " ", decoded(path)).splitlines()
    speakers = {}
    media = path.stem
    for line in lines:
        if line.startswith("@Participants:"):
            for each in line.split(":", 1)[1].split(","):
                words = each.split()
                speakers[words[0]] = roles.get(words[-1])
        if line.startswith("@Media:"):
            media = line.split(":", 1)[1].split(",")[0].strip()
        if line.startswith("*"):
            code, rest = line[1:].split(":", 1)
            for said, onset, offset in re.findall(r"([^\x15]*)\x15(\d+)_(\d+)-?\x15", rest):
                label = speakers[code]
                if label == "KCHI":
                    label = "CRY" if "&=cries" in said else "FUS" if "&=whines" in said else label
                yield media, label, int(onset), int(offset)


def table(path):
    """ChildProject's converted annotations: milliseconds, speaker_type, vcm_type, spans of cries."""
    rows = list(csv.DictReader(io.StringIO(decoded(path))))
    columns = rows[0].keys() if rows else ()
    if not {"segment_onset", "segment_offset", "speaker_type"} <= set(columns):
        raise Refused("no segments with speakers")
    if len({row.get("set") for row in rows}) > 1:
        raise Refused("several annotators")
    speakers = {"CHI": "KCHI", "OCH": "OCH", "FEM": "FEM", "MAL": "MAL"}
    for row in rows:
        label = speakers.get(row["speaker_type"])
        vcm = row.get("vcm_type") or "NA"
        if label == "KCHI" and vcm in "YJ":
            label = {"Y": "CRY", "J": None}[vcm]
        onset, offset = ms(row["segment_onset"], 1), ms(row["segment_offset"], 1)
        yield "", label, onset, offset
        for cry in json.loads((row.get("cries") or "[]").replace("'", '"')) if label == "KCHI" else ():
            begin, end = max(onset, ms(str(cry["start"]))), min(offset, ms(str(cry["end"])))
            if begin < end:
                yield "", "CRY", begin, end


READERS = {".rttm": rttm, ".its": its, ".eaf": eaf, ".textgrid": textgrid, ".cha": cha, ".csv": table}


def ours(lull, path, folder):
    out = Path(folder) / "out.csv"
    out.unlink(missing_ok=True)
    done = subprocess.run([lull, "convert", str(path), str(out)], capture_output=True, text=True)
    if done.returncode:
        raise Refused(done.stderr.strip())
    with open(out, newline="") as file:
        return Counter((row["recording"], row["label"], int(row["segment_onset"]), int(row["segment_offset"]))
                       for row in csv.DictReader(file))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lull")
    parser.add_argument("folders", type=Path, nargs="*")
    parser.add_argument("--made", type=int, default=0)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--list", action="store_true")
    given = parser.parse_args()
    differing = read = 0
    with tempfile.TemporaryDirectory() as made, tempfile.TemporaryDirectory() as out:
        for seed in range(given.first, given.first + given.made):
            made_files.write(Path(made), seed)
        for folder in given.folders + [Path(made)]:
            for path in sorted(folder.rglob("*")):
                if path.suffix.lower() not in READERS or not path.is_file():
                    continue
                read += 1
                same, said = compared(given.lull, path, out)
                differing += not same
                if given.list or not same:
                    print(f"{path.relative_to(folder)}: {said}")
    print(f"{read} files, {differing} differ")
    return 1 if differing or not read else 0


def theirs(path):
    found = Counter()
    for id, label, begin, end in READERS[path.suffix.lower()](path):
        if label and end > begin:
            found[id or path.stem, label, begin, end] += 1
    return found


def compared(lull, path, folder):
    """Whether both say the same of a file, and what."""
    results = []
    for find in (lambda: theirs(path), lambda: ours(lull, path, folder)):
        try:
            results.append(find())
        except Refused as refused:
            results.append(str(refused))
    one, other = results
    if isinstance(one, str) and isinstance(other, str):
        return True, f"refused: {other}"
    if one != other:
        return False, f"DIFFERS\n  by the definition: {shown(one, other)}\n  by the program: {shown(other, one)}"
    counts = Counter()
    for (_, label, _, _), number in one.items():
        counts[label] += number
    return True, ", ".join(f"{label} {counts[label]}" for label in OURS if counts[label]) or "nothing"


def shown(one, other):
    if isinstance(one, str) or isinstance(other, str):
        return one if isinstance(one, str) else f"{sum(one.values())} segments"
    more = one - other
    return f"{sum(more.values())} of their own, such as {sorted(more)[:3]}"


if __name__ == "__main__":
    sys.exit(main())
