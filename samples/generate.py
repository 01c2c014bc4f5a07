#!/usr/bin/env python3
"""Synthesise the two sample recordings and their truth. See SOURCES.md.

usage: generate.py OUTDIR

Writes answered.flac, answered.rttm, unanswered.flac and unanswered.rttm, and prints the episodes that follow
from the truth. Needs numpy, scipy, soundfile and espeak-ng. Nothing is random but the seeds below.
"""
import io
import pathlib
import subprocess
import sys

import numpy as np
import soundfile
from scipy.interpolate import PchipInterpolator
from scipy.signal import butter, fftconvolve, lfilter, resample_poly, sosfilt

RATE = 16000
CONTROL_HZ = 200  # how often pitch and formants are set
CRY_DBFS = -22.0
SPEECH_DBFS = -26.0
MOTHER, FATHER, MOTHER_2, FATHER_2 = "en-us+f3", "en-us+m3", "en-us+belinda", "en-us+m7"

SOOTHING = [
    "Oh sweetheart, I am here.", "It is all right, little one.", "There, there. I have got you.",
    "Hush now, hush.", "Oh, what a day you are having.", "I know, my love, I know.",
    "Come here, come to me.", "Are you so tired? Yes, you are.", "Easy now. Nice and slow.",
    "I am not going away.", "Shall we look out of the window?", "That's better. That's my little bird.",
    "Oh dear, oh dear, such big tears.", "Let me hold you a while.", "All is well, all is well.",
]
EVERYDAY = [
    "Did you put the bread away?", "It is on the shelf, behind the blue bowl.",
    "The bus comes at ten past nine.", "Then we have time for coffee.",
    "Could you bring the washing in later?", "Yes, when the rain has stopped.",
    "And we still need apples and rice.", "I will write it on the list.",
]


def gain(decibels):
    return 10.0 ** (decibels / 20.0)


def rms(x):
    return np.sqrt(np.mean(np.square(x))) + 1e-12


def slow_noise(rng, count, hertz, rate):
    """Gaussian noise of unit variance that moves about `hertz` times a second."""
    sos = butter(2, min(0.95, 2 * hertz / rate), output="sos")
    x = sosfilt(sos, rng.standard_normal(count + 400))[400:]
    return x / (x.std() + 1e-12)


def at_samples(control, count):
    return np.interp(np.arange(count) / RATE, np.arange(len(control)) / CONTROL_HZ, control)


def tract(hertz, formants, widths):
    """Magnitude of a cascade of resonances, each with gain 1 at 0 Hz. formants: one row a resonance."""
    out = np.ones(np.broadcast_shapes(np.shape(hertz), np.shape(formants[0])))
    for f, b in zip(formants, widths):
        out = out * f**2 / np.sqrt((f**2 - hertz**2) ** 2 + (b * hertz) ** 2)
    return out


# -- the infant ----------------------------------------------------------------------------------------------------

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
    peak = infant["f0"] * (1 + .25 * (vigour - .5)) * np.exp(.06 * rng.standard_normal())
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
    rough = roughness(rng, len(f0), rng.uniform(.1, .5) if rng.random() < .35 * vigour + .05 else 0)
    return phonate(rng, f0, level, formants, [190, 280, 420, 560, 700], -5.5 + 2.5 * vigour,
                   rng.uniform(-27, -19), rough)


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


def babble(rng, infant, seconds):
    """A contented vowel, /a/ or /e/."""
    f0 = melody(rng, seconds, rng.uniform(310, 390), "flat")
    level = envelope(rng, seconds, .09, .16)
    vowel = rng.choice([[950, 1900], [640, 2700]])
    target = infant["tract"] * np.array([*vowel, 4500, 6500, 8700])
    formants = opening(seconds, target * np.array([.8, .95, 1, 1, 1]), target)
    return phonate(rng, f0, level, formants, [160, 260, 450, 600, 750], -11.0, rng.uniform(-22, -17), np.zeros(len(f0)))


def inspiration(rng, infant, seconds):
    """The breath between two cries: mostly turbulence, with a trace of a high voice."""
    f0 = melody(rng, seconds, rng.uniform(650, 900), "flat")
    level = envelope(rng, seconds, .3 * seconds, .4 * seconds)
    target = infant["tract"] * np.array([900, 2600, 4700, 6700, 8800])
    return phonate(rng, f0, level, opening(seconds, target, target), [300, 450, 600, 700, 800], -10.0,
                   rng.uniform(0, 8), np.zeros(len(f0)))


def sounding(x, drop_db):
    """Seconds from where to where a dry sound is within drop_db of its loudest 10 ms."""
    hop = RATE // 100
    frames = np.lib.stride_tricks.sliding_window_view(np.pad(x, hop), 2 * hop)[::hop // 4]
    power = np.mean(np.square(frames), axis=1)
    loud = np.flatnonzero(power >= power.max() * gain(drop_db) ** 2)
    return loud[0] * (hop // 4) / RATE, min(len(x), loud[-1] * (hop // 4)) / RATE


# -- adults --------------------------------------------------------------------------------------------------------

def speak(text, voice, pitch, words_a_minute):
    """espeak-ng's rendering, at RATE, silence cut off."""
    wav = subprocess.run(["espeak-ng", "-v", voice, "-p", str(pitch), "-s", str(words_a_minute), "--stdout", text],
                         check=True, capture_output=True).stdout
    x, rate = soundfile.read(io.BytesIO(wav[:40] + (len(wav) - 44).to_bytes(4, "little") + wav[44:]))
    step = np.gcd(RATE, rate)
    x = resample_poly(x, RATE // step, rate // step)
    x = sosfilt(butter(2, 90, "highpass", fs=RATE, output="sos"), x)
    first, last = sounding(x, -40)
    return x[int(first * RATE): int(last * RATE)]


def speech_segments(x):
    """Where a phrase sounds: energy within 30 dB of its loud parts, joined over pauses of up to 300 ms."""
    hop = RATE // 100
    power = np.mean(np.square(x[: len(x) // hop * hop].reshape(-1, hop)), axis=1)
    loud = np.flatnonzero(power > np.quantile(power, .95) * gain(-30) ** 2)
    cuts = np.flatnonzero(np.diff(loud) > 30)
    first, last = loud[np.r_[0, cuts + 1]], loud[np.r_[cuts, len(loud) - 1]] + 1
    return [(a / 100, b / 100) for a, b in zip(first, last)]


# -- the room ------------------------------------------------------------------------------------------------------

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


def pink(rng, count):
    hertz = np.fft.rfftfreq(count, 1 / RATE)
    spectrum = np.fft.rfft(rng.standard_normal(count)) / np.sqrt(np.maximum(hertz, 40))
    x = np.fft.irfft(spectrum, count)
    return x / rms(x)


def steady_background(rng, count):
    """Air and microphone noise, mains hum, and a fridge that runs half of the time."""
    t = np.arange(count) / RATE
    out = gain(-59) * pink(rng, count) * np.exp(.08 * slow_noise(rng, count, .3, RATE))
    for k, level in ((1, -70), (2, -68), (3, -76), (6, -80)):
        out += gain(level) * np.sqrt(2) * np.sin(2 * np.pi * 50 * k * t + rng.uniform(0, 6))
    motor = sosfilt(butter(2, [90, 420], "bandpass", fs=RATE, output="sos"), rng.standard_normal(count))
    motor = motor / rms(motor) * (1 + .3 * np.sin(2 * np.pi * 24.5 * t))
    runs = np.clip(8 * np.sin(2 * np.pi * (t / 210 + rng.uniform())), -1, 1) / 2 + .5
    return out + gain(-60) * runs * motor


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


# -- recordings ----------------------------------------------------------------------------------------------------

class Recording:
    """A mix in the making, and its truth."""

    def __init__(self, name, seed, seconds, f0, tract_scale):
        self.name = name
        self.rng = np.random.default_rng(seed)
        self.seconds = seconds
        self.mix = steady_background(self.rng, int(seconds * RATE))
        self.truth = []  # (onset, offset, label)
        self.infant = {"f0": f0, "tract": tract_scale}
        self.infant_room = room(self.rng, .38, 7)
        self.adult_rooms = {}

    def put(self, x, onset, impulse_response):
        wet = fftconvolve(x, impulse_response)
        first = int(round(onset * RATE))
        self.mix[first: first + len(wet)] += wet[: len(self.mix) - first]

    def infant_sound(self, x, onset, level_db, label):
        """Scale to a level over its sounding part, add it, and write down where it sounds."""
        first, last = sounding(x, -20)
        x = x / rms(x[int(first * RATE): int(last * RATE)]) * gain(level_db)
        self.put(x, onset, self.infant_room)
        if label:
            self.truth.append((onset + first, onset + last, label))
        return onset + len(x) / RATE

    def cry(self, onset, seconds, vigour):
        """An episode. vigour: function of the share of the episode, 0 whimper to 1 scream. Returns its end."""
        rng, t = self.rng, onset
        while t < onset + seconds:
            v = float(np.clip(vigour((t - onset) / seconds) + .07 * rng.standard_normal(), 0, 1))
            if v > .3:
                x = cry_expiration(rng, self.infant, rng.uniform(.55, .85) + rng.uniform(0, .5) * v, v)
                t = self.infant_sound(x, t, CRY_DBFS - 7 + 8 * v + rng.normal(0, 1), "CRY")
            else:
                x = fuss_expiration(rng, self.infant, rng.uniform(.4, .7))
                t = self.infant_sound(x, t, CRY_DBFS - 12 + 12 * v + rng.normal(0, 1), "FUS")
            end = t
            t += rng.uniform(.03, .08)
            if rng.random() < .35 + .6 * v:
                breath = inspiration(rng, self.infant, rng.uniform(.15, .3))
                t = self.infant_sound(breath, t, CRY_DBFS - 24 + 8 * v + rng.normal(0, 2), None)
            t += rng.uniform(.04, .12) + (1 - v) ** 2 * rng.uniform(.1, 1.1)
            if rng.random() < .06:  # out of breath, or listening
                t += rng.uniform(.8, 2.2)
        return end

    def babbling(self, onset, seconds):
        t = onset
        while t < onset + seconds:
            x = babble(self.rng, self.infant, self.rng.uniform(.35, .9))
            t = self.infant_sound(x, t, CRY_DBFS - 14 + self.rng.normal(0, 1), "KCHI") + self.rng.uniform(.25, 1.6)

    def say(self, text, onset, voice, label, pitch, words_a_minute):
        x = speak(text, voice, pitch, words_a_minute)
        x = x / rms(x) * gain(SPEECH_DBFS + self.rng.normal(0, .7))
        if voice not in self.adult_rooms:
            self.adult_rooms[voice] = room(self.rng, .42, 4)
        self.put(x, onset, self.adult_rooms[voice])
        self.truth += [(onset + a, onset + b, label) for a, b in speech_segments(x)]
        return onset + len(x) / RATE

    def soothe(self, onset, until, voice, label):
        """Short phrases, slow and melodious, from onset until about `until`."""
        t, rng = onset, self.rng
        order = rng.permutation(len(SOOTHING))
        for i in range(1000):
            if t >= until:
                return t
            pitch = int(rng.integers(55, 80) if label == "FEM" else rng.integers(38, 60))
            t = self.say(SOOTHING[order[i % len(order)]], t, voice, label, pitch, int(rng.integers(118, 146)))
            t += rng.uniform(.5, 1.5)

    def answered(self, onset, seconds, vigour, latency, voice, label):
        end = self.cry(onset, seconds, vigour)
        self.soothe(onset + latency, end + self.rng.uniform(1.5, 3), voice, label)
        return end

    def conversation(self, onset, lines, voices):
        t = onset
        for i, line in enumerate(lines):
            voice, label = voices[i % len(voices)]
            pitch = 48 if label == "FEM" else 42
            t = self.say(line, t, voice, label, pitch + int(self.rng.integers(-4, 5)), 165) + self.rng.uniform(.3, .9)
        return t

    def household(self, knocks, clinks, radio):
        """knocks, clinks: seconds; radio: (onset, seconds)."""
        far = room(self.rng, .5, 0)
        for make, times, level in ((knock, knocks, -40), (clink, clinks, -44)):
            for t in times:
                x = make(self.rng)
                self.put(x / np.abs(x).max() * gain(level + self.rng.normal(0, 2)), t, far)
        onset, seconds = radio
        self.put(murmur(self.rng, seconds) * gain(-62), onset, far)

    def write(self, folder, rate):
        step = np.gcd(rate, RATE)
        x = self.mix if rate == RATE else resample_poly(self.mix, rate // step, RATE // step)
        assert np.abs(x).max() < .98, "too loud"
        samples = np.round(x * 32767).astype(np.int16)
        soundfile.write(folder / f"{self.name}.flac", samples, rate, subtype="PCM_16")
        lines = [f"SPEAKER {self.name} 1 {a:.3f} {b - a:.3f} <NA> <NA> {label} <NA> <NA>\n"
                 for a, b, label in sorted((round(a, 3), round(b, 3), label) for a, b, label in self.truth)]
        (folder / f"{self.name}.rttm").write_text("".join(lines), encoding="ascii")

    def episodes(self):
        """What follows from the truth: (onset, offset, latency or None, label of who answered)."""
        cries = sorted((a, b) for a, b, label in self.truth if label in ("CRY", "FUS"))
        joined = []
        for a, b in cries:
            if joined and a - joined[-1][1] < 30:
                joined[-1][1] = max(joined[-1][1], b)
            else:
                joined.append([a, b])
        for a, b in joined:
            answers = sorted(s for s in self.truth if s[2] in ("FEM", "MAL") and a <= s[0] < b + 5)
            yield a, b, answers[0][0] - a if answers else None, answers[0][2] if answers else "-"


def calmed_by(answer):
    """Vigour that grows, stays, and from `answer` (a share of the episode) on fades."""
    return lambda share: np.interp(share, [0, .3 * answer, answer, answer + .3 * (1 - answer), 1], [.3, .7, .85, .6, .08])


def answered():
    r = Recording("answered", 20240611, 338, f0=430, tract_scale=1.0)
    plan = [  # seconds of crying, answered after, by whom
        (17, 4.5, MOTHER, "FEM"), (20, 7.0, MOTHER, "FEM"), (25, 11.0, FATHER, "MAL"),
        (15, 2.6, MOTHER, "FEM"), (23, 14.0, MOTHER, "FEM")]
    t = 38.0
    for seconds, latency, voice, label in plan:
        t = r.answered(t, seconds, calmed_by(latency / seconds), latency, voice, label) + r.rng.uniform(38, 40)
    r.household(knocks=[9.1, 9.5, 77.3, 205.2, 323.8], clinks=[22.4, 78.9, 79.3, 213.0, 270.6], radio=(180, 90))
    return r


def unanswered():
    r = Recording("unanswered", 20240612, 352, f0=400, tract_scale=.95)
    r.babbling(6.0, 10.0)
    waves = [.3, .75, .9, .7, .95, .6, .85, .75, .5, .08]
    end = r.cry(54.0, 82.0, lambda share: np.interp(share, np.linspace(0, 1, len(waves)), waves))
    end = r.conversation(end + 12.0, EVERYDAY[:4], [(MOTHER_2, "FEM"), (FATHER_2, "MAL")])
    end = r.cry(end + 14.0, 8.0, lambda share: np.interp(share, [0, .4, 1], [.2, .55, .1]))
    onset = end + 37.0
    late = 66.0
    end = r.answered(onset, 84.0, calmed_by(late / 84.0), late, MOTHER_2, "FEM")
    r.household(knocks=[31.2, 38.4, 160.6, 333.0], clinks=[28.3, 35.5, 200.4], radio=(20, 60))
    return r


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for recording, rate in ((answered(), RATE), (unanswered(), 44100)):
        recording.write(folder, rate)
        print(f"{recording.name}: {recording.seconds} s at {rate} Hz")
        for onset, offset, latency, who in recording.episodes():
            after = "-" if latency is None else f"{latency:.3f}"
            print(f"  {onset:8.3f} {offset:8.3f}  answered after {after} by {who}")


if __name__ == "__main__":
    main()
