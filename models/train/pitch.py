"""Voices made higher, slower, more sung or whispered."""
import numpy as np
from scipy.signal import istft, resample_poly, stft

POINTS, HOP = 512, 128


def stretch(x, ratio):
    """`ratio` times as long at the same pitch: a phase vocoder."""
    if len(x) < 2 * POINTS:
        return x
    spectrum = stft(x, nperseg=POINTS, noverlap=POINTS - HOP)[2]
    at = np.arange(0, spectrum.shape[1] - 1.001, 1 / ratio)
    low = at.astype(int)
    part = (at - low)[None].astype(np.float32)
    size, angle = np.abs(spectrum), np.angle(spectrum)
    size = size[:, low] * (1 - part) + size[:, low + 1] * part
    turn = angle[:, low + 1] - angle[:, low]
    phase = angle[:, :1] + np.concatenate([np.zeros_like(turn[:, :1]), np.cumsum(turn, 1)[:, :-1]], 1)
    return istft(size * np.exp(1j * phase), nperseg=POINTS, noverlap=POINTS - HOP)[1].astype(np.float32)


def higher(x, times, length):
    """`times` as high (the whole spectrum with it) and `length` times as long."""
    return resample_poly(stretch(x, times * length), 100, int(round(100 * times))).astype(np.float32)


def glide(x, rng, depth):
    """Pitch that rises and falls by up to a share of `depth`, two to four times in three seconds."""
    t = np.arange(len(x)) / 16000
    speed = 1 + rng.uniform(0, depth) * np.sin(2 * np.pi * rng.uniform(0.6, 1.4) * t + rng.uniform(0, 2 * np.pi))
    at = np.cumsum(speed)
    return np.interp(at * (len(x) - 1) / at[-1], np.arange(len(x)), x).astype(np.float32)


def whispered(x, rng):
    """Noise in place of the voice, with the spectrum's envelope of each moment and less of what lies low."""
    if len(x) < 2 * POINTS:
        return x
    hertz, _, spectrum = stft(x, 16000, nperseg=POINTS, noverlap=POINTS - HOP)
    around = np.ones(13) / 13  # 400 Hz: wider than the harmonics lie apart
    size = np.sqrt(np.apply_along_axis(np.convolve, 0, np.abs(spectrum) ** 2, around, "same"))
    lift = np.sqrt(hertz ** 2 / (hertz ** 2 + rng.uniform(400, 900) ** 2))[:, None]
    noise = np.exp(2j * np.pi * rng.random(size.shape))
    y = istft(size * lift * noise, nperseg=POINTS, noverlap=POINTS - HOP)[1][: len(x)]
    return np.pad(y, (0, len(x) - len(y))).astype(np.float32)


def giggled(x, rng):
    """Pieces of a voice in the rhythm of laughter: bursts of a tenth of a second, four to seven of them in a second, that
    grow softer and lower."""
    beat = int(16000 / rng.uniform(4, 7))
    size = min(int(beat * rng.uniform(0.4, 0.75)), len(x) - 1)
    ramp = np.minimum(1, np.minimum(np.arange(size), np.arange(size)[::-1]) / 240).astype(np.float32)
    out = np.zeros(beat * int(rng.integers(3, 13)), np.float32)
    for k, at in enumerate(range(0, len(out), beat)):
        start = int(rng.integers(0, len(x) - size))
        at_pitch = np.interp(np.arange(size) * 0.985 ** k, np.arange(size), x[start: start + size])
        out[at: at + size] = at_pitch * ramp * 0.93 ** k
    return out
