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
from scipy.signal import butter, ellip, fftconvolve, resample_poly, sosfilt

from infant import babble, cry_expiration, fuss_expiration, inspiration
from room import clink, knock, murmur, room, steady_background
from signal_tools import RATE, gain, rms, sounding

CRY_DBFS = -22.0
SPEECH_DBFS = -25.0
MOTHER, FATHER, MOTHER_2, FATHER_2 = "en-us+f3", "en-us+m3", "en-us+f4", "en-us+m7"

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
            x = babble(self.rng, self.infant)
            t = self.infant_sound(x, t, CRY_DBFS - 14 + self.rng.normal(0, 1), "KCHI") + self.rng.uniform(.5, 1.8)

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
        x = sosfilt(ellip(8, .1, 60, 6000, fs=RATE, output="sos"), self.mix)  # a small recorder's band
        x = x if rate == RATE else resample_poly(x, rate // step, RATE // step)
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
    r = Recording("answered", 20240611, 323, f0=430, tract_scale=1.0)
    plan = [  # seconds of crying, answered after, by whom
        (17, 4.5, MOTHER, "FEM"), (20, 7.0, MOTHER, "FEM"), (25, 11.0, FATHER, "MAL"),
        (15, 2.6, MOTHER, "FEM"), (23, 14.0, MOTHER, "FEM")]
    t = 36.0
    for seconds, latency, voice, label in plan:
        t = r.answered(t, seconds, calmed_by(latency / seconds), latency, voice, label) + r.rng.uniform(35.5, 37)
    r.household(knocks=[9.1, 9.5, 72.3, 193.2, 308.8], clinks=[22.4, 73.9, 74.3, 201.0, 254.6], radio=(172, 80))
    return r


def unanswered():
    r = Recording("unanswered", 20240612, 317, f0=400, tract_scale=.95)
    r.babbling(4.0, 8.0)
    waves = [.3, .75, .9, .7, .95, .6, .85, .75, .5, .08]
    end = r.cry(46.0, 78.0, lambda share: np.interp(share, np.linspace(0, 1, len(waves)), waves))
    end = r.conversation(end + 9.0, EVERYDAY[:4], [(MOTHER_2, "FEM"), (FATHER_2, "MAL")])
    end = r.cry(end + 11.0, 8.0, lambda share: np.interp(share, [0, .4, 1], [.2, .55, .1]))
    onset = end + 35.0
    late = 62.0
    end = r.answered(onset, 77.0, calmed_by(late / 77.0), late, MOTHER_2, "FEM")
    r.household(knocks=[23.2, 30.4, 148.6, 303.0], clinks=[20.3, 27.5, 185.4], radio=(15, 60))
    return r


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for recording, rate in ((answered(), RATE), (unanswered(), 22050)):
        recording.write(folder, rate)
        print(f"{recording.name}: {recording.seconds} s at {rate} Hz")
        for onset, offset, latency, who in recording.episodes():
            after = "-" if latency is None else f"{latency:.3f}"
            print(f"  {onset:8.3f} {offset:8.3f}  answered after {after} by {who}")


if __name__ == "__main__":
    main()
