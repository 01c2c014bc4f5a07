#!/usr/bin/env python3
"""Synthesise the two sample recordings and their truth. See SOURCES.md.

usage: generate.py OUTDIR

Writes answered.flac, answered.rttm, unanswered.flac and unanswered.rttm, and prints the episodes that follow
from the truth. Needs numpy, scipy, soundfile and espeak-ng. Nothing is random but the seeds below.
"""
import io
import itertools
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
SPEECH_DBFS = -24.0
OVER_CRYING_DB = 2.0  # people speak up against a cry
MOTHER, FATHER = "en-us+f2", "en-us+m3"

SOOTHING = [
    "Oh sweetheart, I am here.", "It is all right, little one.", "There, there. I have got you.",
    "Hush now, hush.", "Oh, what a day you are having.", "I know, my love, I know.",
    "Come here, come to me.", "Are you so tired? Yes, you are.", "Easy now. Nice and slow.",
    "I am not going away.", "Shall we look out of the window?", "That's better. Much better now.",
    "Oh dear, oh dear, such big tears.", "Let me hold you a while.", "All is well, all is well.",
]
EVERYDAY = [  # a man on the telephone
    "The bus comes at ten past nine.", "It is on the shelf, behind the blue bowl.",
    "Yes, when the rain has stopped.", "And we still need apples and rice.",
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
    """Where a phrase sounds: energy within 35 dB of its peak, joined over pauses of up to 300 ms."""
    hop = RATE // 100
    power = np.mean(np.square(x[: len(x) // hop * hop].reshape(-1, hop)), axis=1)
    loud = np.flatnonzero(power > power.max() * gain(-35) ** 2)
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
                t = self.infant_sound(x, t, CRY_DBFS - 10 + 10 * v + rng.normal(0, 1), "FUS")
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
            t = self.infant_sound(x, t, CRY_DBFS - 11 + self.rng.normal(0, 1), "KCHI")
            end, t = t, t + self.rng.uniform(.5, 1.8)
        return end

    def say(self, text, onset, voice, label, pitch, words_a_minute, effort_db=0.0):
        x = speak(text, voice, pitch, words_a_minute)
        x = x / rms(x) * gain(SPEECH_DBFS + effort_db + self.rng.normal(0, .7))
        if voice not in self.adult_rooms:
            self.adult_rooms[voice] = room(self.rng, .42, 4)
        self.put(x, onset, self.adult_rooms[voice])
        self.truth += [(onset + a, onset + b, label) for a, b in speech_segments(x)]
        return onset + len(x) / RATE

    def soothe(self, onset, quiet, voice, label):
        """Short phrases, slow and melodious, from onset until a little after it is quiet."""
        t, rng = onset, self.rng
        until = quiet + rng.uniform(1.5, 3)
        order = rng.permutation(len(SOOTHING))
        for i in itertools.count():
            if t >= until:
                return t
            pitch = int(rng.integers(48, 61) if label == "FEM" else rng.integers(38, 60))
            pace, effort_db = int(rng.integers(120, 146)), OVER_CRYING_DB if t < quiet else 0.0
            t = self.say(SOOTHING[order[i % len(order)]], t, voice, label, pitch, pace, effort_db)
            t += rng.uniform(.5, 1.5)

    def answered(self, onset, seconds, vigour, latency, voice, label):
        end = self.cry(onset, seconds, vigour)
        self.soothe(onset + latency, end, voice, label)
        return end

    def everyday_talk(self, onset, voice, label):
        t = onset
        for line in EVERYDAY:
            end = self.say(line, t, voice, label, 42 + int(self.rng.integers(-4, 5)), 150)
            t = end + self.rng.uniform(.3, .9)
        return end

    def household(self, knocks, clinks, radio):
        """knocks, clinks: seconds; radio: (onset, seconds)."""
        far = room(self.rng, .5, 0)
        for make, times, level in ((knock, knocks, -40), (clink, clinks, -44)):
            for t in times:
                x = make(self.rng)
                self.put(x / np.abs(x).max() * gain(level + self.rng.normal(0, 2)), t, far)
        onset, seconds = radio
        self.put(murmur(self.rng, seconds) * gain(-62), onset, far)

    def write(self, folder):
        x = sosfilt(ellip(8, .1, 60, 6000, fs=RATE, output="sos"), self.mix)  # a small recorder's band
        assert np.abs(x).max() < .98, "too loud"
        samples = np.round(x * 32767).astype(np.int16)
        soundfile.write(folder / f"{self.name}.flac", samples, RATE, subtype="PCM_16")
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
    knots = [0, .3 * answer, answer, answer + .3 * (1 - answer), 1]
    return lambda share: np.interp(share, knots, [.3, .7, .85, .6, .08])


def answered():
    r = Recording("answered", 20240611, 297, f0=430, tract_scale=1.0)
    plan = [  # seconds of crying, answered after, by whom
        (17, 4.5, MOTHER, "FEM"), (21, 7.0, MOTHER, "FEM"), (26, 11.0, FATHER, "MAL"), (16, 2.6, MOTHER, "FEM")]
    t = 41.0
    for seconds, latency, voice, label in plan:
        t = r.answered(t, seconds, calmed_by(latency / seconds), latency, voice, label) + r.rng.uniform(39, 42)
    r.household(knocks=[9.1, 9.5, 77.3, 198.2, 275.8], clinks=[22.4, 78.9, 79.3, 206.0], radio=(172, 80))
    return r


def unanswered():
    r = Recording("unanswered", 20240612, 299, f0=400, tract_scale=.95)
    waves = [.3, .75, .9, .7, .95, .6, .85, .75, .8, .5, .08]
    onset, late = 36.0, 77.0
    end = r.answered(onset, 94.0, lambda share: np.interp(share, np.linspace(0, 1, len(waves)), waves),
                     late, MOTHER, "FEM")
    end = r.everyday_talk(end + 37.0, FATHER, "MAL")
    end = r.babbling(end + 1.5, 8.0)
    end = r.cry(end + 37.0, 7.0, lambda share: np.interp(share, [0, .4, 1], [.2, .28, .1]))
    r.household(knocks=[23.2, 30.4, 148.6, 285.0], clinks=[20.3, 27.5, 185.4], radio=(150, 60))
    return r


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for recording in (answered(), unanswered()):
        recording.write(folder)
        print(f"{recording.name}: {recording.seconds} s")
        for onset, offset, latency, who in recording.episodes():
            after = "-" if latency is None else f"{latency:.3f}"
            print(f"  {onset:8.3f} {offset:8.3f}  answered after {after} by {who}")


if __name__ == "__main__":
    main()
