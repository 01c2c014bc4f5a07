"""The front end of lull in numpy: what include/lull/features/frames.hpp computes, band for band."""
import numpy as np
from scipy import fft

RATE, WINDOW, HOP, POINTS = 16000, 400, 160, 512
BANDS, LOW_HZ, HIGH_HZ, FLOOR_DB = 40, 60.0, 3600.0, -100.0
BLOCK = 256  # frames at a time: what is worked on stays in the cache
OPTIONS = {"sample_rate_hz": RATE, "window_ms": 25, "hop_ms": 10, "fft": POINTS, "bands": BANDS,
           "low_hz": LOW_HZ, "high_hz": HIGH_HZ, "floor_db": FLOOR_DB}


def mel_weights():
    """bands x bins: triangles of unit peak, evenly spaced in mel (O'Shaughnessy 1987), straight in hertz."""
    mel = lambda f: 2595 * np.log10(1 + f / 700)
    edges = 700 * (10 ** (np.linspace(mel(LOW_HZ), mel(HIGH_HZ), BANDS + 2) / 2595) - 1)
    hertz = np.arange(POINTS // 2 + 1) * RATE / POINTS
    rise = (hertz - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    fall = (edges[2:, None] - hertz) / (edges[2:] - edges[1:-1])[:, None]
    return np.maximum(0, np.minimum(rise, fall)).astype(np.float32)


MEL = mel_weights()
HANN = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(WINDOW) / WINDOW)).astype(np.float32)


def log_mel(samples):
    """frames x bands in dB. A frame for every hop that starts inside; the last ones are filled with zeros."""
    frames = -(-len(samples) // HOP)
    padded = np.zeros(frames * HOP + WINDOW, np.float32)
    padded[: len(samples)] = samples
    view = np.lib.stride_tricks.as_strided(padded, (frames, WINDOW), (4 * HOP, 4))
    out = np.empty((frames, BANDS), np.float32)
    block = np.zeros((BLOCK, POINTS), np.float32)
    for first in range(0, frames, BLOCK):
        part = view[first: first + BLOCK]
        block[: len(part), :WINDOW] = (part - part.mean(1, keepdims=True)) * HANN
        spectrum = fft.rfft(block[: len(part)], axis=1)
        power = (spectrum.real ** 2 + spectrum.imag ** 2) * np.float32(1e-4)
        out[first: first + BLOCK] = 10 * np.log10(np.maximum(power @ MEL.T, 10 ** (FLOOR_DB / 10)))
    return out
