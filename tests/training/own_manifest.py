"""Trains on a manifest that is nobody's but this test's: own_manifest.py TRAINING_FOLDER PROGRAM

Every sound is made here: cries that rise and fall, voices of a woman, a man and a child, hiss, hum and an echo. What it
holds is that a laboratory's own clips go in, that training learns to tell crying from the rest, and that the program
runs what comes out.
"""
import csv
import os
import subprocess
import sys
import tempfile

try:
    import numpy as np
    import scipy.signal  # noqa: F401
    import soundfile as sf
    import torch  # noqa: F401
except ImportError as missing:
    print(f"skipped: {missing.name} is not installed (python3-torch, python3-scipy and python3-soundfile are needed)")
    sys.exit(77)

RATE = 16000


def voiced(rng, hertz, seconds, formants):
    """Harmonics of a moving pitch under a few resonances, with soft ends."""
    t = np.arange(int(seconds * RATE)) / RATE
    pitch = hertz(t / seconds)
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    x = np.zeros_like(t)
    for k in range(1, 24):
        f = k * pitch
        x += sum(a * np.exp(-((f - c) / w) ** 2) for c, w, a in formants) * np.sin(k * phase) * (f < 7000)
    x += 0.01 * rng.standard_normal(len(t))
    return x * np.sin(np.pi * t / seconds) ** 0.4


def cry(rng, base):
    peak = base * rng.uniform(1.15, 1.4)
    return voiced(rng, lambda s: base + (peak - base) * np.sin(np.pi * s) + 6 * rng.standard_normal(len(s)),
                  rng.uniform(0.6, 1.3), [(1100, 500, 1.0), (2900, 700, 0.7)])


def speech(rng, base):
    out = []
    for _ in range(6):
        first, second = rng.uniform(300, 800), rng.uniform(900, 2300)
        out += [voiced(rng, lambda s: base * (1.1 - 0.2 * s), rng.uniform(0.12, 0.22),
                       [(first, 150, 1.0), (second, 200, 0.5)]), np.zeros(int(0.04 * RATE))]
    return np.concatenate(out)


def sequence(parts, pauses):
    """(samples, truth text) of sounds with silence between."""
    at, out, spans = 0.3, [np.zeros(int(0.3 * RATE))], []
    for x, pause in zip(parts, pauses):
        spans.append(f"{at:.3f}-{at + len(x) / RATE:.3f}")
        out += [x, np.zeros(int(pause * RATE))]
        at += (len(x) + int(pause * RATE)) / RATE
    x = np.concatenate(out)
    return 0.3 * x / np.abs(x).max(), ";".join(spans)


def make(folder):
    rng, rows = np.random.default_rng(5), []

    def add(name, kind, group, x, truth=""):
        sf.write(os.path.join(folder, name + ".flac"), x, RATE, subtype="PCM_16")
        rows.append({"path": name + ".flac", "class": kind, "group_id": group, "split": "train", "truth": truth,
                     "dataset": "made here", "licence": "of this test"})

    for who in range(16):
        base = rng.uniform(380, 560)
        for k in range(2):
            add(f"cry{who}_{k}", "cry", f"infant{who}", *sequence([cry(rng, base) for _ in range(4)], rng.uniform(0.2, 0.6, 4)))
        for kind, low, high in (("adult_female", 170, 240), ("adult_male", 90, 140), ("child_other", 260, 320)):
            base = rng.uniform(low, high)
            add(f"{kind}{who}", kind, f"{kind}{who}", *sequence([speech(rng, base) for _ in range(3)], [0.3, 0.4, 0.5]))
        t = np.arange(5 * RATE) / RATE
        hiss = scipy.signal.lfilter([1], [1, -rng.uniform(0, 0.9)], rng.standard_normal(len(t)))
        hum = sum(np.sin(2 * np.pi * rng.uniform(50, 60) * k * t) / k for k in range(1, 5))
        add(f"noise{who}", "noise", f"noise{who}", 0.05 * (hiss / np.abs(hiss).max() + rng.uniform(0, 0.5) * hum))
    echo = rng.standard_normal(RATE // 2) * np.exp(-np.arange(RATE // 2) / (0.08 * RATE))
    echo[0] = 4
    add("room", "rir", "room", 0.2 * echo)
    with open(os.path.join(folder, "manifest.csv"), "w", newline="") as f:
        writer = csv.DictWriter(f, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


def listen(model, x):
    """Mean probability of crying."""
    from evaluate import forward
    from features import log_mel
    return float(forward(*model, log_mel(x.astype(np.float32)))[:, 0].mean())


def main(training, program):
    sys.path.insert(0, training)
    from evaluate import read_model
    with tempfile.TemporaryDirectory() as folder:
        clips, out = os.path.join(folder, "clips"), os.path.join(folder, "own.safetensors")
        os.mkdir(clips)
        make(clips)
        subprocess.run([sys.executable, "-B", os.path.join(training, "train.py"), os.path.join(clips, "manifest.csv"), clips,
                        "--out", out, "--id", "own", "--seed", "1", "--smoke"], check=True)
        model = read_model(out)
        assert model[0]["id"] == "own" and model[0]["provenance"]["sources"] == {"made here": ["of this test"]}
        rng = np.random.default_rng(9)
        crying = sequence([cry(rng, 450) for _ in range(5)], [0.2] * 5)[0]
        others = {"a woman": sequence([speech(rng, 205)] * 3, [0.3] * 3)[0],
                  "a man": sequence([speech(rng, 120)] * 3, [0.3] * 3)[0], "hiss": 0.05 * rng.standard_normal(4 * RATE)}
        heard = listen(model, crying)
        for name, x in others.items():
            other = listen(model, x)
            print(f"probability of crying: {heard:.3f} in crying, {other:.3f} in {name}")
            assert heard > 2 * other, name
        wav = os.path.join(folder, "crying.wav")
        sf.write(wav, np.concatenate([np.zeros(RATE)] + [crying] * 2 + [np.zeros(RATE)]), RATE, subtype="PCM_16")
        subprocess.run([program, "analyze", wav, "--model", out, "-o", os.path.join(folder, "results"), "-q"], check=True)
        rttm = os.path.join(folder, "results", "sessions", "crying", "segments.rttm")
        assert any(" CRY " in line or " FUS " in line for line in open(rttm)), "the program heard no crying"


if __name__ == "__main__":
    main(*sys.argv[1:])
