"""Scores of a model on single clips: crying found in clips with it, alarms in clips without."""
import collections
import csv
import os

import numpy as np
import soundfile as sf

from evaluate import forward
from events import median5
from false_alarms import NOT_ASKED, kind_of
from features import RATE, log_mel
from report_scenes import cry_segments, share

NARROW_DB = -45.0  # power above 3.8 kHz, re all of it, below which a clip counts as narrow
TELEPHONE = (300, 3400)  # Hz: the voice band of telephones (ITU-T G.712)


def is_narrow(samples):
    power = np.abs(np.fft.rfft(samples)) ** 2
    edge = int(3800 / 8000 * len(power))
    return 10 * np.log10(power[edge:].sum() / power.sum() + 1e-12) < NARROW_DB


def telephoned(samples):
    """What a telephone passes of them."""
    spectrum = np.fft.rfft(samples)
    at = np.fft.rfftfreq(len(samples), 1 / RATE)
    return np.fft.irfft(spectrum * ((at >= TELEPHONE[0]) & (at <= TELEPHONE[1])), len(samples)).astype(np.float32)


def found_in(model, samples):
    """Probabilities of voices, and the frames called crying."""
    p = forward(*model, log_mel(samples))
    found = np.zeros(len(p), bool)
    for a, b in cry_segments(model, p, "f1"):
        found[a:b] = True
    return p, found


def area(positive, negative):
    """Under the receiver's curve: how often a clip of the first scores above one of the second."""
    if len(positive) == 0 or len(negative) == 0:
        return None
    p, n = np.array(positive)[:, None], np.array(negative)[None]
    return float(((p > n) + 0.5 * (p == n)).mean())


def report(model, manifest, root, split):
    tallies = collections.defaultdict(lambda: np.zeros(4))  # clips, hits, false, missed
    alarms = collections.defaultdict(lambda: np.zeros(5))   # seconds, clips, with an alarm, false s at f1, at precision
    scores = collections.defaultdict(list)
    for row in csv.DictReader(open(manifest, newline="")):
        if row["split"] != split or row["class"] == "rir":
            continue
        samples = sf.read(os.path.join(root, row["path"]), dtype="float32", always_2d=True)[0].mean(1)
        p, found = found_in(model, samples)
        score = float(np.sort(median5(p[:, 0]))[-100:].mean())  # of the clip: its loudest second, so to say
        if row["class"] == "cry":
            true = np.zeros(len(p), bool)
            for span in filter(None, (row.get("truth") or f"0-{len(p) / 100}").split(";")):
                a, b = map(float, span.split("-"))
                true[int(round(a * 100)): int(round(b * 100))] = True

            def tally(key, found):
                tallies[key] += [1, (true & found).sum(), (found & ~true).sum(), (true & ~found).sum()]

            data = row.get("dataset") or "crying"
            tally(data, found)
            tally(f"{data}, {'narrow' if is_narrow(samples) else 'wide'} band", found)
            if not is_narrow(samples):
                tally(f"{data}, wide band, by telephone", found_in(model, telephoned(samples))[1])
            scores["cry"].append(score)
        elif row["class"] not in NOT_ASKED:
            careful = sum(b - a for a, b in cry_segments(model, p, "precision")) / 100
            alarms[kind_of(row)] += [len(p) / 100, 1, found.any(), found.sum() / 100, careful]
            scores["other"].append(score)
            if "laugh" in row["path"]:
                scores["laughing"].append(score)
    cry = [[key, int(n), share(2 * tp, 2 * tp + fp + fn), share(tp, tp + fp), share(tp, tp + fn)]
           for key, (n, tp, fp, fn) in sorted(tallies.items())]
    false = [[key, float(s), int(n), int(k), float(60 * a / s), float(60 * b / s)]
             for key, (s, n, k, a, b) in sorted(alarms.items(), key=lambda item: -item[1][3] / item[1][0])]
    curve = [["crying against all other clips", area(scores["cry"], scores["other"])],
             ["crying against laughing", area(scores["cry"], scores["laughing"])]]
    return {"cry": cry, "false": false, "curve": curve}
