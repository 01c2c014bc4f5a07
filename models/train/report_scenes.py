"""Scores of a model on scenes whose truth is known: by voice, noise, band, level, overlap, infant, edge and episode."""
import collections
import glob
import json
import os
from dataclasses import dataclass

import numpy as np
import soundfile as sf

from episodes import compare, episodes_of
from evaluate import VOICE_NAMES, forward, truth_of
from events import matches, median5, runs, segments
from features import log_mel

GROUPS = {"cry": (0,), "adult": (3, 4), "infant": (1,), "child": (2,)}
RATE, DRAWS = 16000, 1000


@dataclass
class Scene:
    name: str
    about: dict
    probabilities: np.ndarray  # frames x voices
    truth: np.ndarray          # frames x voices

    def __post_init__(self):
        self.smooth = np.stack([median5(p) for p in self.probabilities.T], 1)


def load(model, folder, change=lambda samples, truth: samples):
    """change: of the samples, given the truth, before anything is heard."""
    out = []
    for path in sorted(glob.glob(os.path.join(folder, "*.flac"))):
        samples = sf.read(path, dtype="float32", always_2d=True)[0].mean(1)
        truth = truth_of(path[:-5] + ".rttm", -(-len(samples) // 160))
        probabilities = forward(*model, log_mel(change(samples, truth)))
        out.append(Scene(os.path.basename(path)[:-5], json.load(open(path[:-5] + ".json")), probabilities, truth))
    return out


def voice_segments(model, smooth, voice, point):
    return segments(smooth, model[0]["thresholds"][point][VOICE_NAMES[voice]])


def cry_segments(model, probabilities, point):
    """[(first frame, frame after)] called crying."""
    return voice_segments(model, median5(probabilities[:, 0]), 0, point)


def said(model, scene, voice, point):
    out = np.zeros(len(scene.truth), bool)
    for a, b in voice_segments(model, scene.smooth[:, voice], voice, point):
        out[a:b] = True
    return out


def filled(mask):
    out = np.zeros(len(mask), bool)
    for a, b in runs(mask):
        out[a:b] = True
    return out


def masks(model, scene, group, point):
    """(true, found) frames of a group of voices, gaps below a tenth of a second filled."""
    voices = GROUPS[group]
    return (filled(scene.truth[:, list(voices)].any(1)),
            filled(np.any([said(model, scene, v, point) for v in voices], axis=0)))


def counts(true, found):
    """hits, false and missed frames; matched, found and true segments; frames."""
    a, b = runs(true), runs(found)
    return np.array([(true & found).sum(), (found & ~true).sum(), (true & ~found).sum(), matches(a, b), len(b), len(a),
                     len(true)], float)


def f1(c):
    return float(2 * c[0] / (2 * c[0] + c[1] + c[2])) if c[:3].sum() else None


def share(part, whole):
    return float(part / whole) if whole else None


def overall(model, scenes, point):
    """{group of voices: scores}, with an interval from drawing infants."""
    out = {}
    for group in GROUPS:
        each = [counts(*masks(model, s, group, point)) for s in scenes]
        c = np.sum(each, axis=0)
        if c[0] + c[2] == 0:
            continue
        infants = collections.defaultdict(lambda: np.zeros(7))
        for s, one in zip(scenes, each):
            infants[s.about["infant"]] += one
        rng, rows = np.random.default_rng(1), np.array(list(infants.values()))
        drawn = [f1(rows[rng.integers(0, len(rows), len(rows))].sum(0)) or 0.0 for _ in range(DRAWS)]
        low, high = np.percentile(drawn, [2.5, 97.5])
        out[group] = {"f1": f1(c), "interval": f"{low:.2f} to {high:.2f}", "precision": share(c[0], c[0] + c[1]),
                      "recall": share(c[0], c[0] + c[2]), "event_f1": share(2 * c[3], c[4] + c[5]),
                      "false_min_per_h": float(c[1] / c[6] * 60), "bias": share(c[1] - c[2], c[0] + c[2])}
    return out


def sexes(model, scenes, point):
    """Share of the adult time that was found, with one sex speaking and one named, that is named right."""
    right = total = 0
    for s in scenes:
        female, male = said(model, s, 3, point), said(model, s, 4, point)
        one = (s.truth[:, 3] != s.truth[:, 4]) & (female != male)
        right += (one & (female == (s.truth[:, 3] > 0))).sum()
        total += one.sum()
    return share(right, total)


def breakdowns(model, scenes, point):
    """{by what: [[part, cry F1, precision, recall, minutes of crying, adult F1]]}"""
    cry, adult = collections.defaultdict(lambda: np.zeros(3)), collections.defaultdict(lambda: np.zeros(3))
    heads = ("above the background by, dB", "band of the scene", "infant, worst five", "crying with")
    for s in scenes:
        true, found = masks(model, s, "cry", point)
        grown, heard = masks(model, s, "adult", point)
        whole = np.ones(len(true), bool)
        parts = [(heads[0], s.about["snr_db"], whole), (heads[1], s.about["band"], whole),
                 (heads[2], s.about["infant"], whole), (heads[3], "an adult's voice", grown),
                 (heads[3], "no adult's voice", ~grown)]
        for head, part, where in parts:
            for table, t, f in ((cry, true, found), (adult, grown, heard)):
                table[head, part] += [(t & f & where).sum(), (f & ~t & where).sum(), (t & ~f & where).sum()]
    out = {}
    for head in heads:
        keys = sorted((k for k in cry if k[0] == head), key=lambda k: k[1])
        rows = [[str(k[1]), f1(cry[k]), share(cry[k][0], cry[k][:2].sum()), share(cry[k][0], cry[k][0] + cry[k][2]),
                 float(cry[k][0] + cry[k][2]) / 6000, f1(adult[k])] for k in keys]
        out[head] = sorted(rows, key=lambda r: r[1] if r[1] is not None else 2)[:5] if head == heads[2] else rows
    return out


def edges(model, scenes, point):
    """[[group, pairs, bias and median error of onset and offset in ms]] of segments that fit within half a second."""
    out = []
    for group in ("cry", "adult"):
        on, off = [], []
        for s in scenes:
            true, found = (runs(m) for m in masks(model, s, group, point))
            for a, b in true:
                near = [f for f in found if abs(f[0] - a) <= 50 and abs(f[1] - b) <= 50]
                if near:
                    best = min(near, key=lambda f: abs(f[0] - a) + abs(f[1] - b))
                    on.append(10 * (best[0] - a)), off.append(10 * (best[1] - b))
        values = [float(np.mean(on)), float(np.mean(off)), float(np.median(np.abs(on))), float(np.median(np.abs(off)))]
        out.append([group, len(on)] + [round(v) for v in values])
    return out


def seconds(segments_of_frames):
    return [(a / 100, b / 100) for a, b in segments_of_frames]


def answers(model, scenes, point, calm):
    recordings = []
    for s in scenes:
        length = s.about["seconds"]
        true = episodes_of(seconds(runs(s.truth[:, 0])), [seconds(runs(s.truth[:, v])) for v in (3, 4)], length, calm)
        found = episodes_of(seconds(voice_segments(model, s.smooth[:, 0], 0, point)),
                            [seconds(voice_segments(model, s.smooth[:, v], v, point)) for v in (3, 4)], length, calm)
        recordings.append((true, found))
    return compare(recordings, calm)


def frames_of(scenes, voice):
    """Probabilities and truth of all frames."""
    return (np.concatenate([s.probabilities[:, voice] for s in scenes]),
            np.concatenate([s.truth[:, voice] for s in scenes]))


def levels(model, folder, point):
    """[[dBFS of the crying, cry F1, cry event F1, adult F1]], rounded to 16 bits anew."""
    out = []
    for level in (-20, -40, -60):
        def change(samples, truth):
            loud = np.repeat(truth[:, 0] > 0, 160)[: len(samples)]
            now = np.sqrt(np.mean(samples[loud] ** 2)) if loud.any() else np.sqrt(np.mean(samples ** 2))
            scaled = samples * (10 ** (level / 20) / now)
            return (np.round(np.clip(scaled, -1, 1) * 32767) / 32768).astype(np.float32)
        scores = overall(model, load(model, folder, change), point)
        out.append([level, scores["cry"]["f1"], scores["cry"]["event_f1"], scores.get("adult", {}).get("f1")])
    return out
