"""The room: its echo, its noise, and what happens in it."""
import numpy as np
from scipy.signal import butter, lfilter, sosfilt

from signal_tools import RATE, gain, rms, slow_noise


def room(rng, decay_s, direct_to_rest_db):
    """An impulse response: the direct sound, seven early reflections, and a tail that loses its highs first."""
    count = int(decay_s * RATE)
    t = np.arange(count) / RATE
    tail = rng.standard_normal(count) * 10 ** (-3 * t / decay_s) * np.clip((t - .012) / .02, 0, 1)
    dull = lfilter([.35], [1, -.65], tail)
    tail = tail * np.exp(-9 * t) + 1.3 * dull * (1 - np.exp(-9 * t))
    rest = 1.0 * tail / rms(tail) / np.sqrt(count)
    for delay in np.sort(rng.uniform(.0025, .028, 7)):
        rest[int(delay * RATE)] += rng.choice([-1, 1]) * .35 * np.exp(-delay / .02)
    rest *= gain(-direct_to_rest_db) / np.sqrt(np.sum(rest**2))
    rest[0] += 1
    return rest / np.sqrt(np.sum(rest**2))


def room_noise(rng, count):
    """Noise as in a furnished room: 6.5 dB less an octave above 60 Hz."""
    hertz = np.fft.rfftfreq(count, 1 / RATE)
    slope = np.maximum(hertz, 60) ** (-6.5 / 6.02) / np.sqrt(1 + (30 / np.maximum(hertz, 1)) ** 4)
    x = np.fft.irfft(np.fft.rfft(rng.standard_normal(count)) * slope, count)
    return x / rms(x)


def steady_background(rng, count):
    """Air and microphone noise, mains hum, and a fridge that runs half of the time."""
    t = np.arange(count) / RATE
    out = gain(-53) * room_noise(rng, count) * np.exp(.08 * slow_noise(rng, count, .3, RATE))
    for k, level in ((1, -70), (2, -68), (3, -76), (6, -80)):
        out += gain(level) * np.sqrt(2) * np.sin(2 * np.pi * 50 * k * t + rng.uniform(0, 6))
    motor = sosfilt(butter(2, [90, 420], "bandpass", fs=RATE, output="sos"), rng.standard_normal(count))
    motor = motor / rms(motor) * (1 + .3 * np.sin(2 * np.pi * 24.5 * t))
    runs = np.clip(8 * np.sin(2 * np.pi * (t / 210 + rng.uniform())), -1, 1) / 2 + .5
    return out + gain(-63) * runs * motor


def knock(rng):
    t = np.arange(int(.25 * RATE)) / RATE
    body = sum(np.sin(2 * np.pi * f * t + rng.uniform(0, 6)) * np.exp(-t / d)
               for f, d in zip(rng.uniform([110, 240, 520], [160, 330, 800]), (.05, .03, .015)))
    return body + .3 * rng.standard_normal(len(t)) * np.exp(-t / .006)


def clink(rng):
    t = np.arange(int(.4 * RATE)) / RATE
    return sum(a * np.sin(2 * np.pi * f * t) * np.exp(-t / d) for f, d, a in
               zip(rng.uniform(2200, 6800, 5), rng.uniform(.02, .12, 5), rng.uniform(.3, 1, 5)))


def murmur(rng, seconds):
    """A radio two rooms away: no words, only the low part of something speech-like."""
    count = int(seconds * RATE)
    x = sosfilt(butter(2, [140, 600], "bandpass", fs=RATE, output="sos"), rng.standard_normal(count))
    syllables = np.clip(slow_noise(rng, count, 4, RATE), -.6, 2) + .6
    edge = np.clip(np.minimum(np.arange(count), np.arange(count)[::-1]) / (3 * RATE), 0, 1)
    return x / rms(x) * syllables * edge
