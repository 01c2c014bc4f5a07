"""The probabilities at which a voice starts and stops to count, chosen on recordings that nothing was trained on."""
import glob
import os

import numpy as np
import soundfile as sf

from calibrate import fit_voice, fold, logit
from evaluate import VOICE_NAMES, truth_of
from events import median5, score
from features import log_mel
from fit import probabilities
from network import SUBFRAMES
from operating_points import choose, choose_adults

SAMPLES = 24  # recordings or windows that show what the layers hear


def recordings_of(folder):
    """[(bands, truth)], each frames x many, of the NAME.flac with NAME.rttm in `folder`."""
    out = []
    for path in sorted(glob.glob(os.path.join(folder, "*.flac"))):
        bands = log_mel(sf.read(path, dtype="float32", always_2d=True)[0].mean(1))
        out.append((bands, truth_of(path[:-5] + ".rttm", len(bands))))
    return out


def calibration_of(pairs):
    """(slopes, offsets) of the voices' logits. pairs: for each voice [(probabilities, truth)]."""
    fitted = []
    for voice, used in enumerate(pairs):
        z = logit(np.concatenate([p[:, voice] for p, _ in used]))
        fitted.append(fit_voice(z, np.concatenate([y[:, voice] for _, y in used]).astype(float)))
        print(f"{VOICE_NAMES[voice]}: slope {fitted[-1][0]:.3f} offset {fitted[-1][1]:+.3f}", flush=True)
    return tuple(np.array(v) for v in zip(*fitted))


def thresholds_of(pairs):
    """{operating point: {voice: on and off}}. pairs: for each voice [(calibrated probabilities, truth)]."""
    out = {"f1": {}, "precision": {}}
    smooth = [[(median5(p[:, v]), y[:, v]) for p, y in used] for v, used in enumerate(pairs)]
    for voice, name in enumerate(VOICE_NAMES):
        out["f1"][name], out["precision"][name] = choose(smooth[voice], voice)
    # An adult is heard whichever sex is named: the two thresholds are chosen together.
    if pairs[3] is pairs[4] and any(y[:, 3:].any() for _, y in pairs[3]):
        cries = [y[:, 0] for _, y in pairs[3]]
        points = (out["f1"]["female"], out["f1"]["male"])
        out["f1"]["female"], out["f1"]["male"] = choose_adults(smooth[3], smooth[4], cries, points)
    for voice, name in enumerate(VOICE_NAMES):
        # The careful point promises fewer false alarms, those far from everything sure included.
        plain, careful = out["f1"][name], out["precision"][name]
        if plain["sure"] > plain["on"]:
            careful["sure"] = max(careful["sure"], plain["sure"])
        if score(smooth[voice], careful)[0] < score(smooth[voice], plain)[0]:
            out["precision"][name] = plain
        for point in ("f1", "precision"):
            t = out[point][name]
            p, r, f, e = score(smooth[voice], t)
            print(f"{name} {point}: {t}: precision {p:.3f} recall {r:.3f} F1 {f:.3f} event F1 {e:.3f}", flush=True)
    return out


def finish(network, recordings, mixed):
    """(folded layers with the calibration in the head, samples, thresholds), from recordings where a voice occurs in
    them: mixed windows are denser than life. Both are [(bands, truth)], frames x many."""
    whole, short = probabilities(network, recordings), probabilities(network, mixed)
    pairs = [whole if any(y[:, v].any() for _, y in whole) else short for v in range(len(VOICE_NAMES))]
    slopes, offsets = calibration_of(pairs)
    calibrated = {id(used): [(1 / (1 + np.exp(-(logit(p) * slopes + offsets))), y) for p, y in used]
                  for used in (whole, short)}
    samples = [bands for bands, _ in (recordings + mixed)[:SAMPLES]]
    return (fold(network.folded(), slopes, offsets, SUBFRAMES), samples,
            thresholds_of([calibrated[id(used)] for used in pairs]))
