"""What the voices and the room share."""
import numpy as np
from scipy.signal import butter, sosfilt

RATE = 16000


def gain(decibels):
    return 10.0 ** (decibels / 20.0)


def rms(x):
    return np.sqrt(np.mean(np.square(x))) + 1e-12


def slow_noise(rng, count, hertz, rate):
    """Gaussian noise of unit variance that moves about `hertz` times a second."""
    sos = butter(2, min(0.95, 2 * hertz / rate), output="sos")
    x = sosfilt(sos, rng.standard_normal(count + 400))[400:]
    return x / (x.std() + 1e-12)


def sounding(x, drop_db):
    """Seconds from where to where a dry sound is within drop_db of its loudest 10 ms."""
    hop = RATE // 100
    frames = np.lib.stride_tricks.sliding_window_view(np.pad(x, hop), 2 * hop)[::hop // 4]
    power = np.mean(np.square(frames), axis=1)
    loud = np.flatnonzero(power >= power.max() * gain(drop_db) ** 2)
    return loud[0] * (hop // 4) / RATE, min(len(x), loud[-1] * (hop // 4)) / RATE
