#!/usr/bin/env python3
"""What the training makes of sounds: codecs keep length and time, whispering takes the pitch and leaves the envelope.

usage: sounds_made.py MODELS_TRAIN_FOLDER
"""
import sys

SKIPPED = 77
sys.path.insert(0, sys.argv[1])
try:
    import numpy as np
    import phones
    from features import log_mel
    from pitch import whispered
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(SKIPPED)

RATE = 16000


def syllables(rng):
    """Three seconds of a voice of 220 Hz that comes and goes at irregular times."""
    t = np.arange(3 * RATE) / RATE
    voice = sum(np.sin(2 * np.pi * 220 * k * t) / k for k in range(1, 14))
    knots = rng.uniform(0, 1, 25) ** 2
    return (0.15 * voice * np.interp(t, np.linspace(0, 3, 25), knots)).astype(np.float32)


def pitch_strength(x):
    """Height of the highest peak of the autocorrelation between 100 and 400 Hz, of the loudest 100 ms; 1 for a tone."""
    at = int(np.argmax(np.convolve(x ** 2, np.ones(1600), "valid")))
    y = x[at: at + 1600] - x[at: at + 1600].mean()
    match = np.correlate(y, y, "full")[len(y) - 1:]
    return float(match[40: 161].max() / match[0])


def frames_late(sent, received):
    a, b = (log_mel(x)[20:-20].mean(1) for x in (sent, received))
    middle = a[10:-10]
    shifts = range(-10, 11)
    return max(shifts, key=lambda k: np.corrcoef(middle, b[10 + k: 10 + k + len(middle)])[0, 1])


def main():
    x = syllables(np.random.default_rng(5))
    quiet = whispered(x, np.random.default_rng(6))
    assert len(quiet) == len(x) and np.isfinite(quiet).all()
    assert pitch_strength(x) > 0.8 and pitch_strength(quiet) < 0.5, (pitch_strength(x), pitch_strength(quiet))
    assert frames_late(x, quiet) == 0
    if not phones.available():
        print("skipped: no ffmpeg")
        sys.exit(SKIPPED)
    through = 0
    for codec in phones.CODECS:
        phones.CODECS = (codec,)
        y = phones.coded(x, np.random.default_rng(7))
        assert len(y) == len(x), codec
        if y is x:  # an ffmpeg built without it
            continue
        assert abs(frames_late(x, y)) <= 1, (codec, frames_late(x, y))
        through += 1
    assert through > 0, "ffmpeg is there, but none of its codecs"
    print(f"{through} codecs")


if __name__ == "__main__":
    main()
