"""The probabilities at which a voice starts and stops to count, chosen on recordings that nothing was trained on."""
import glob
import os

import numpy as np
import soundfile as sf
import torch

from evaluate import LABELS
from events import SHORTEST, choose, median5, score
from export import VOICE_NAMES
from features import log_mel
from pool import files_of, read

LONG = 3000  # frames: recordings rather than short scenes


def truth_of(path, frames):
    truth = np.zeros((frames, 5), np.uint8)
    for line in open(path):
        f = line.split()
        if f and f[0] == "SPEAKER" and f[7] in LABELS:
            begin, end = float(f[3]), float(f[3]) + float(f[4])
            truth[int(round(begin * 100)): int(round(end * 100)), LABELS.index(f[7])] = 1
    return truth


def pairs_of(network, folder, tune_folder):
    """[(probabilities, truth)] of the recordings of `folder` (NAME.flac, NAME.rttm) and of the pool's tuning scenes."""
    out = []
    with torch.no_grad():
        for path in sorted(glob.glob(os.path.join(folder, "*.flac"))) if folder else []:
            bands = log_mel(sf.read(path, dtype="float32", always_2d=True)[0].mean(1))
            out.append((torch.sigmoid(network(torch.from_numpy(bands)[None]))[0].numpy(),
                        truth_of(path[:-5] + ".rttm", len(bands))))
        for path in files_of(tune_folder)[:4]:
            x, y, _ = read(path)
            out += list(zip(torch.sigmoid(network(torch.from_numpy(x))).numpy(), y))
    return out


def thresholds_of(network, folder, tune_folder):
    network.eval()
    pairs = pairs_of(network, folder, tune_folder)
    out = {"f1": {}, "precision": {}}
    for voice, name in enumerate(VOICE_NAMES):
        all_scenes = [(median5(p[:, voice]), y[:, voice]) for p, y in pairs]
        # Whole recordings where the voice occurs in them: short scenes are denser than life.
        recordings = [pair for pair in all_scenes if len(pair[1]) > LONG]
        used = recordings if any(y.any() for _, y in recordings) else all_scenes
        out["f1"][name], out["precision"][name] = choose(used, voice)
        for point in ("f1", "precision"):
            t = out[point][name]
            p, r, f, e = score(used, t["on"], t["off"], SHORTEST[voice])
            print(f"{name} {point}: on {t['on']} off {t['off']}: precision {p:.3f} recall {r:.3f} F1 {f:.3f} "
                  f"event F1 {e:.3f}", flush=True)
    return out
