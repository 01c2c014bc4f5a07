"""Clips and the rows of a manifest that tell of them, for what collects or makes sounds to train on."""
import csv
import os
import re

import numpy as np
import soundfile as sf

RATE = 16000


def loudness(x):
    """Decibels of each hundredth of a second, over two."""
    frames = len(x) // 160
    power = np.mean(x[: frames * 160].reshape(frames, 160) ** 2, axis=1) if frames else np.zeros(0)
    power = np.convolve(power, (0.25, 0.5, 0.25), "same") if frames > 2 else power
    return 10 * np.log10(power + 1e-9)


def spans_of(x):
    """[(on, off)] in seconds of what stands out of a clean clip; pauses below 0.15 s belong to it."""
    db = loudness(x)
    if len(db) < 10:
        return []
    limit = max(np.percentile(db, 95) - 28, min(np.percentile(db, 5) + 8, np.percentile(db, 95) - 12))
    edges = np.flatnonzero(np.diff(np.concatenate([[0], (db > limit).astype(int), [0]])))
    out = []
    for a, b in zip(edges[::2], edges[1::2]):
        if out and a - out[-1][1] < 15:
            out[-1][1] = b
        else:
            out.append([a, b])
    return [(max(0, a - 1) / 100, (b + 1) / 100) for a, b in out if b - a >= 8]


class Writer:
    """Writes clips below `out` and keeps their rows."""

    def __init__(self, out):
        self.out, self.rows = out, []

    def add(self, name, x, spans, kind, group, package, licence):
        path = os.path.join("debian", package, re.sub(r"[^\w.-]+", "_", name) + ".flac")
        full = os.path.join(self.out, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        peak = float(np.max(np.abs(x))) + 1e-9
        sf.write(full, x * min(1.0, 0.9 / peak), RATE, subtype="PCM_16")
        self.rows.append({"path": path, "class": kind, "group_id": group, "split": "train",
                          "truth": ";".join(f"{a:.3f}-{b:.3f}" for a, b in spans), "dataset": "debian " + package,
                          "seconds": f"{len(x) / RATE:.3f}", "licence": licence})

    def join(self, manifest):
        """Adds the rows to OUT/manifest.csv or, where there is none yet, to those of `manifest`."""
        joined = os.path.join(self.out, "manifest.csv")
        with open(joined if os.path.exists(joined) else manifest, newline="") as f:
            table = csv.DictReader(f)
            rows, columns = list(table), table.fieldnames
        again = {row["path"] for row in self.rows}  # of an earlier run
        with open(joined, "w", newline="") as f:
            sheet = csv.DictWriter(f, columns, extrasaction="ignore")
            sheet.writeheader()
            sheet.writerows([row for row in rows if row["path"] not in again] + self.rows)
