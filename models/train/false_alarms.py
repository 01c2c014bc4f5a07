#!/usr/bin/env python3
"""Share of time called crying in clips that hold none.

python3 false_alarms.py MODEL.safetensors MANIFEST.csv CLIPS SPLIT [POINT]
"""
import collections
import csv
import os
import sys

import numpy as np
import soundfile as sf

from evaluate import forward, read_model
from events import median5, segments
from features import log_mel

NOT_ASKED = ("cry", "rir")  # crying, or no sound of their own


def kind_of(row):
    """The class; for noise the folder, which says what it is."""
    return os.path.dirname(row["path"]) if row["class"] == "noise" else row["class"]


def main(model, manifest, root, split, point="f1"):
    metadata, tensors = read_model(model)
    threshold = metadata["thresholds"][point]["cry"]
    counts = collections.defaultdict(lambda: np.zeros(3))
    for row in csv.DictReader(open(manifest, newline="")):
        if row["split"] != split or row["class"] in NOT_ASKED:
            continue
        bands = log_mel(sf.read(os.path.join(root, row["path"]), dtype="float32", always_2d=True)[0].mean(1))
        p = median5(forward(metadata, tensors, bands)[:, 0])
        alarms = segments(p, threshold)
        counts[kind_of(row)] += [sum(b - a for a, b in alarms) / 100, len(bands) / 100, len(alarms) > 0]
        counts[kind_of(row), "clips"] += 1
    kinds = sorted((k for k in counts if isinstance(k, str)), key=lambda k: -counts[k][0] / counts[k][1])
    for kind in kinds:
        false, total, clips = counts[kind]
        all_clips = counts[kind, "clips"][0]
        print(f"{kind:32} {100 * false / total:5.1f} % of {total:6.0f} s, in {clips:.0f} of {all_clips:.0f} clips")


if __name__ == "__main__":
    main(*sys.argv[1:])
