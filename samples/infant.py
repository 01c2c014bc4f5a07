"""The voice of an infant: a glottal source through the resonances of a short tract.

A unit is described at CONTROL_HZ (F0, level, formants, roughness) and then rendered as a sum of harmonics.
"""
import numpy as np
from scipy.interpolate import PchipInterpolator

from signal_tools import RATE, gain, rms, slow_noise

CONTROL_HZ = 200


def at_samples(control, count):
    return np.interp(np.arange(count) / RATE, np.arange(len(control)) / CONTROL_HZ, control)


def tract(hertz, formants, widths):
    """Magnitude of a cascade of resonances, each with gain 1 at 0 Hz. formants: one row a resonance."""
    out = np.ones(np.broadcast_shapes(np.shape(hertz), np.shape(formants[0])))
    for f, b in zip(formants, widths):
        out = out * f**2 / np.sqrt((f**2 - hertz**2) ** 2 + (b * hertz) ** 2)
    return out


def melody(rng, seconds, peak_hz, shape):
    """F0 at the control rate: one of the contours that infant cries show, with vibrato and jitter."""
    contours = {
        "rise_fall": [(0, .72), (rng.uniform(.2, .35), .97), (rng.uniform(.45, .6), 1), (.85, .86), (1, .68)],
        "fall": [(0, .9), (.12, 1), (.5, .93), (.85, .78), (1, .62)],
        "flat": [(0, .78), (.12, .97), (.5, 1), (.88, .97), (1, .8)],
        "double": [(0, .7), (.2, .98), (.45, .86), (.68, 1), (.9, .84), (1, .66)],
    }
    where, height = np.array(contours[shape]).T
    t = np.arange(int(np.ceil(seconds * CONTROL_HZ)) + 1) / CONTROL_HZ
    f0 = peak_hz * PchipInterpolator(where * seconds, height)(np.minimum(t, seconds))
    vibrato = rng.uniform(.004, .018) * np.sin(2 * np.pi * rng.uniform(5, 8) * t + rng.uniform(0, 6))
    drift = .012 * slow_noise(rng, len(t), 4, CONTROL_HZ)
    jitter = rng.uniform(.003, .008) * slow_noise(rng, len(t), 60, CONTROL_HZ)
    return f0 * (1 + vibrato + drift + jitter)


def envelope(rng, seconds, attack, release):
    t = np.arange(int(np.ceil(seconds * CONTROL_HZ)) + 1) / CONTROL_HZ
    rise = np.sin(np.pi / 2 * np.clip(t / attack, 0, 1)) ** 2
    fall = np.sin(np.pi / 2 * np.clip((seconds - t) / release, 0, 1)) ** 2
    sway = np.exp(.16 * slow_noise(rng, len(t), 3, CONTROL_HZ))
    shimmer = np.exp(.05 * slow_noise(rng, len(t), 50, CONTROL_HZ))
    return rise * fall * sway * shimmer


def opening(seconds, closed, opened):
    """Formants while the mouth opens and closes once. closed, opened: five formants each."""
    t = np.linspace(0, 1, int(np.ceil(seconds * CONTROL_HZ)) + 1)
    how_far = np.clip(np.minimum(t / .25, (1 - t) / .35), 0, 1)
    return [c + (o - c) * how_far for c, o in zip(closed, opened)]


def phonate(rng, f0, level, formants, widths, tilt, breath, rough):
    """Harmonics of a glottal source through a moving vocal tract, with turbulence.

    tilt: dB an octave of source and radiation together; breath: turbulence against the voice, dB;
    rough: 0..1, how far every other glottal period is weaker (0 at most times; dysphonation).
    """
    count = int((len(f0) - 1) / CONTROL_HZ * RATE)
    phase = 2 * np.pi * np.cumsum(at_samples(f0, count)) / RATE
    voice = np.zeros(count)
    for k in range(1, int(.97 * RATE / 2 / f0.min()) + 1):
        hertz = k * f0
        amplitude = k ** (tilt / 6.02) * tract(hertz, formants, widths) * np.clip((7800 - hertz) / 400, 0, 1)
        voice += at_samples(amplitude, count) * np.cos(k * phase + .4 * k**.5)
    roughness = at_samples(rough, count)
    voice *= 1 + .8 * roughness * np.cos(phase / 2)
    noise = rng.standard_normal(count)
    middle = [np.median(f) for f in formants]
    spectrum = np.fft.rfft(noise) * tract(np.fft.rfftfreq(count, 1 / RATE), middle, [2 * b for b in widths])
    noise = np.fft.irfft(spectrum, count) * (.6 + .4 * np.cos(phase))
    loudness = gain(breath) * (1 + 5 * roughness)
    return (voice / rms(voice) + loudness * noise / rms(noise)) * at_samples(level, count)


def roughness(rng, control_count, share):
    """Where a cry turns dysphonic: patches that cover about `share` of the unit."""
    wander = slow_noise(rng, control_count, 3, CONTROL_HZ)
    return np.clip((wander - np.quantile(wander, 1 - share)) * 2, 0, 1) if share > 0 else np.zeros(control_count)


def cry_expiration(rng, infant, seconds, vigour):
    """One cry. vigour 0..1: higher, brighter, rougher."""
    shape = rng.choice(["rise_fall", "rise_fall", "fall", "flat", "double"])
    peak = infant["f0"] * (1 + .4 * (vigour - .5)) * np.exp(.14 * rng.standard_normal())
    f0 = melody(rng, seconds, peak, shape)
    level = envelope(rng, seconds, rng.uniform(.04, .11), rng.uniform(.09, .2))
    if vigour > .6 and seconds > .7 and rng.random() < .22:  # hyperphonation: the voice breaks to above 1 kHz
        first = int(rng.uniform(.25, .5) * len(f0))
        last = first + int(rng.uniform(.15, .35) * len(f0))
        f0[first:last] *= 1080 / f0[first:last].mean() * rng.uniform(1, 1.3)
        for edge in (first, last):
            level[max(0, edge - 3): edge + 3] *= .35
    scale = infant["tract"] * np.exp(.03 * rng.standard_normal())
    closed = scale * np.array([720, 2150, 4300, 6300, 8600])
    opened = scale * np.array([1020 + 260 * vigour, 2500 + rng.uniform(-350, 350), 4700, 6800, 8900])
    formants = opening(seconds, closed, opened)
    rough = roughness(rng, len(f0), rng.uniform(.15, .7) if rng.random() < .45 * vigour + .1 else 0)
    return phonate(rng, f0, level, formants, [190, 280, 420, 560, 700], -5.0 + 3.0 * vigour,
                   rng.uniform(-28, -12), rough)


def fuss_expiration(rng, infant, seconds):
    """A whimper: lower, weaker, the mouth half closed."""
    shape = rng.choice(["rise_fall", "fall", "flat"])
    f0 = melody(rng, seconds, infant["f0"] * rng.uniform(.75, .95), shape)
    level = envelope(rng, seconds, rng.uniform(.04, .09), rng.uniform(.08, .15))
    scale = infant["tract"]
    formants = opening(seconds, scale * np.array([620, 2100, 4200, 6200, 8600]),
                       scale * np.array([rng.uniform(780, 980), 2350, 4500, 6500, 8800]))
    return phonate(rng, f0, level, formants, [200, 300, 450, 600, 750], -7.0, rng.uniform(-22, -15),
                   roughness(rng, len(f0), .15 if rng.random() < .3 else 0))


def babble(rng, infant):
    """Contented syllables, one consonant and one vowel over and over: "babababa", "dedede"."""
    lengths = rng.uniform(.15, .24, rng.integers(2, 6))
    seconds = lengths.sum()
    t = np.arange(int(np.ceil(seconds * CONTROL_HZ)) + 1) / CONTROL_HZ
    f0 = np.interp(t / seconds, [0, .3, 1], [1, 1.05, .75]) * rng.uniform(295, 345)
    f0 *= 1 + .01 * slow_noise(rng, len(t), 4, CONTROL_HZ) + .005 * slow_noise(rng, len(t), 60, CONTROL_HZ)
    starts = np.cumsum(lengths) - lengths
    which = np.searchsorted(starts, t, side="right") - 1
    into, left = t - starts[which], starts[which] + lengths[which] - t
    rise, fall = np.clip((into - .035) / .04, 0, 1), np.clip(left / .06, 0, 1)
    opened = (np.sin(np.pi / 2 * rise) * np.sin(np.pi / 2 * fall)) ** 2
    level = (.06 + .94 * opened) * np.clip(t / .03, 0, 1) * np.clip((seconds - t) / .1, 0, 1)
    first, second = rng.choice([[950, 1700], [640, 2300]])  # /a/, /e/
    scale = .95 * infant["tract"]
    formants = [scale * (300 + (first - 300) * opened), scale * second * (.7 + .3 * opened)]
    formants += [np.full(len(t), scale * hertz) for hertz in (4300, 6300, 8600)]
    return phonate(rng, f0, level, formants, [160, 260, 450, 600, 750], -11.0, rng.uniform(-13, -8), np.zeros(len(t)))


def inspiration(rng, infant, seconds):
    """The breath between two cries: mostly turbulence, with a trace of a high voice."""
    f0 = melody(rng, seconds, rng.uniform(650, 900), "flat")
    level = envelope(rng, seconds, .3 * seconds, .4 * seconds)
    target = infant["tract"] * np.array([900, 2600, 4700, 6700, 8800])
    return phonate(rng, f0, level, opening(seconds, target, target), [300, 450, 600, 700, 800], -10.0,
                   rng.uniform(0, 8), np.zeros(len(f0)))
