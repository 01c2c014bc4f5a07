"""The probabilities at which a voice starts and stops to count, chosen on recordings that nothing was trained on."""
import glob
import os

import numpy as np
import soundfile as sf

from evaluate import LABELS
from events import SHORTEST, choose, median5, score
from export import VOICE_NAMES
from features import log_mel
from fit import probabilities
from pool import files_of, read

FILES = 8  # of mixed scenes: two hours


def truth_of(path, frames):
    truth = np.zeros((frames, len(LABELS)), np.uint8)
    for line in open(path):
        f = line.split()
        if f and f[0] == "SPEAKER" and f[7] in LABELS:
            begin, end = float(f[3]), float(f[3]) + float(f[4])
            truth[int(round(begin * 100)): int(round(end * 100)), LABELS.index(f[7])] = 1
    return truth


def recordings_of(folder):
    """[(bands, truth)], each 1 x frames x many, of the NAME.flac with NAME.rttm in `folder`."""
    out = []
    for path in sorted(glob.glob(os.path.join(folder, "*.flac"))):
        bands = log_mel(sf.read(path, dtype="float32", always_2d=True)[0].mean(1))
        out.append((bands[None], truth_of(path[:-5] + ".rttm", len(bands))[None]))
    return out


def scenes_of(folder):
    """[(bands, truth)], each scenes x frames x many, of mixed scenes."""
    return [read(path)[:2] for path in files_of(folder)[:FILES]]


def thresholds_of(network, recordings, scenes):
    """{operating point: {voice: on and off}}, from recordings if the voice occurs there: scenes are denser than life."""
    whole, short = probabilities(network, recordings), probabilities(network, scenes)
    out = {"f1": {}, "precision": {}}
    for voice, name in enumerate(VOICE_NAMES):
        used = whole if any(y[:, voice].any() for _, y in whole) else short
        smooth = [(median5(p[:, voice]), y[:, voice]) for p, y in used]
        out["f1"][name], out["precision"][name] = choose(smooth, voice)
        for point in ("f1", "precision"):
            t = out[point][name]
            p, r, f, e = score(smooth, t["on"], t["off"], SHORTEST[voice])
            print(f"{name} {point}: on {t['on']} off {t['off']}: precision {p:.3f} recall {r:.3f} F1 {f:.3f} "
                  f"event F1 {e:.3f}", flush=True)
    return out
