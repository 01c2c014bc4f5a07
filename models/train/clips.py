"""Clips of a manifest, held in memory as 16-bit samples, by class and group."""
import csv
import hashlib
import os

import numpy as np
import soundfile as sf

RATE = 16000


class Clip:
    def __init__(self, row, root):
        samples, rate = sf.read(os.path.join(root, row["path"]), dtype="int16", always_2d=True)
        if rate != RATE:
            raise SystemExit(f"{row['path']}: {rate} Hz; convert it to {RATE} Hz")
        self.samples = samples[:, 0] if samples.shape[1] == 1 else samples.mean(1).astype(np.int16)
        self.path, self.kind, self.group = row["path"], row["class"], row["group_id"]
        whole = [(0.0, len(self.samples) / RATE)]
        text = row.get("truth") or ""
        self.truth = [tuple(map(float, span.split("-"))) for span in text.split(";") if span] or whole

    def cut(self, begin, end):
        return self.samples[int(begin * RATE): int(end * RATE)].astype(np.float32) / 32768


def is_tuning(group):
    """One train group in eight chooses thresholds and steps, and is never trained on."""
    return hashlib.sha256(group.encode()).digest()[0] < 32


def load(manifest, root, split, tuning=None):
    """{class: {group: [Clip]}} of the rows of `split`; tuning: only (True) or all but (False) the tuning groups. A class whose
    groups would all be on one side is on both."""
    rows = [row for row in csv.DictReader(open(manifest, newline="")) if row["split"] == split]
    sides = {}
    for row in rows:
        sides.setdefault(row["class"], set()).add(is_tuning(row["group_id"]))
    out = {}
    for row in rows:
        shared = row["class"] in ("rir", "silence", "infant_other") or len(sides[row["class"]]) < 2
        if tuning is not None and not shared and is_tuning(row["group_id"]) != tuning:
            continue
        out.setdefault(row["class"], {}).setdefault(row["group_id"], []).append(Clip(row, root))
    return out
