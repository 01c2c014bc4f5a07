#!/usr/bin/env python3
"""Frame F1 of crying and of adult voices by the scenes' noise and band: python3 breakdown.py SCENES RTTM_FOLDER

SCENES holds NAME.rttm and NAME.json with `snr_db`, `band` and `seconds`.
"""
import collections
import glob
import json
import os
import sys

import numpy as np

from evaluate import truth_of
from events import runs

GROUPS = {"cry": [0], "adult": [3, 4]}


def joined(active):
    """Gaps below a tenth of a second filled, as the scenes' truth is scored."""
    out = np.zeros(len(active), bool)
    for begin, end in runs(active):
        out[begin:end] = True
    return out


def main(scenes, found):
    counts = collections.defaultdict(lambda: np.zeros(3))
    for path in sorted(glob.glob(os.path.join(scenes, "*.rttm"))):
        scene = json.load(open(path[:-5] + ".json"))
        frames = int(scene["seconds"] * 100) + 1
        truth = truth_of(path, frames)
        said = truth_of(os.path.join(found, os.path.basename(path)), frames)
        for group, voices in GROUPS.items():
            t, s = joined(truth[:, voices].any(1)), joined(said[:, voices].any(1))
            for part in (f"{scene['band']} band", f"{scene['snr_db']:2d} dB above the background", "all"):
                counts[group, part] += [(t & s).sum(), (s & ~t).sum(), (t & ~s).sum()]
    for (group, part), (hits, false, missed) in sorted(counts.items()):
        print(f"{group:6} {part:28} F1 {2 * hits / max(1, 2 * hits + false + missed):.3f} "
              f"precision {hits / max(1, hits + false):.3f} recall {hits / max(1, hits + missed):.3f} "
              f"truth {(hits + missed) / 6000:.1f} min")


if __name__ == "__main__":
    main(*sys.argv[1:])
