#!/usr/bin/env python3
"""Made-up tunes on each instrument of General MIDI, as clips and rows of a manifest.

python3 made_music.py MANIFEST.csv OUT writes clips of class music below OUT and adds their rows to OUT/manifest.csv or, where
there is none, to the rows of MANIFEST. All of them are `train`. Needs fluidsynth and the
sound font of the Debian package fluid-soundfont-gm (MIT licence). The tunes are drawn here and nobody's work.

A classifier that has heard few solo instruments takes their held, gliding or trembling notes for crying and voices.
"""
import os
import subprocess
import sys
import tempfile

import numpy as np
import soundfile as sf
from scipy.signal import resample_poly

from clip_writer import RATE, Writer

FONT = os.path.join(os.sep, "usr", "share", "sounds", "sf2", "FluidR3_GM.sf2")
VOICES = (52, 53, 54, 85, 91)  # choirs, and pads made of voices: they would teach that voices are music
PROGRAMS = [p for p in range(112) if p not in VOICES]
# These are what homes hear most, and what was mistaken most: music box, guitars, strings, flutes, accordion and others.
OFTEN = {0: 3, 8: 2, 10: 3, 21: 2, 22: 2, 24: 4, 25: 4, 26: 2, 27: 2, 40: 4, 41: 2, 42: 2, 56: 2, 65: 2, 68: 2, 71: 2,
         73: 3, 74: 3, 75: 2, 78: 2}
LOWEST = {0: 40, 8: 60, 9: 72, 10: 65, 14: 60, 22: 55, 24: 40, 25: 40, 26: 40, 27: 40, 28: 40, 29: 40, 30: 40, 31: 40,
          32: 28, 33: 28, 34: 28, 35: 28, 36: 28, 37: 28, 38: 28, 39: 28, 40: 55, 41: 48, 42: 36, 43: 28, 46: 40,
          47: 40, 57: 40, 58: 28, 67: 38, 70: 34, 72: 74, 73: 60, 74: 62, 75: 60, 78: 70, 79: 60}  # others: 52
SCALES = ((0, 2, 4, 5, 7, 9, 11), (0, 2, 3, 5, 7, 8, 10), (0, 2, 4, 7, 9), (0, 3, 5, 7, 10), (0, 2, 3, 5, 7, 8, 11))
SECONDS, BEAT = 20, 480  # of a clip; ticks of a beat


def tune(program, rng):
    """([(tick, MIDI message)], beats a minute): a walk along a scale, with or without chords or broken chords below."""
    tempo, scale = rng.uniform(60, 150), SCALES[rng.integers(len(SCALES))]
    lowest = LOWEST.get(program, 52) + int(rng.integers(0, 12))
    ladder = [lowest + 12 * octave + step for octave in range(3) for step in scale if 12 * octave + step < 26]
    style = ("melody", "chords", "broken")[rng.choice(3, p=(0.5, 0.2, 0.3))]
    end, at, rung, out = int(SECONDS * tempo / 60 * BEAT), 0, len(ladder) // 2, [(0, bytes([0xC0, program]))]
    # Some players let the pitch tremble: as crying does.
    out.append((0, bytes([0xB0, 1, int(rng.choice((0, 0, 40, 90)))])))

    def note(key, start, length):
        out.append((start, bytes([0x90, key, int(rng.integers(55, 115))])))
        out.append((start + length, bytes([0x80, key, 0])))

    rests, beats = rng.choice((0.03, 0.15)), rng.permutation((0.25, 0.5, 0.5, 1, 1, 2))[:3]
    while at < end:
        length = int(BEAT * rng.choice(beats))
        if rng.random() > rests:
            rung = int(np.clip(rung + rng.integers(-3, 4), 0, len(ladder) - 1))
            note(ladder[rung], at, int(length * rng.choice((0.5, 0.95, 1.0))))
            if style == "chords":
                for k in (2, 4):
                    note(ladder[(rung + k) % len(ladder)], at, length)
        at += length
    if style == "broken":
        for bar in range(0, end, 4 * BEAT):
            root = int(rng.integers(0, len(scale)))
            for k in range(8):
                note(ladder[(root + (0, 2, 4, 2)[k % 4]) % len(ladder)], bar + k * BEAT // 2, BEAT // 2)
    return out, tempo


def midi(events, tempo):
    """The bytes of a MIDI file of one track."""
    def number(n):
        parts = [n & 127]
        while n > 127:
            n >>= 7
            parts.insert(0, n & 127 | 128)
        return bytes(parts)

    track, before = b"\0\xff\x51\3" + int(60e6 / tempo).to_bytes(3, "big"), 0
    for at, message in sorted(events, key=lambda e: (e[0], e[1][0] == 0x90)):  # ends of notes before new ones
        track += number(at - before) + message
        before = at
    track += b"\0\xff\x2f\0"
    head = b"MThd" + (6).to_bytes(4, "big") + b"\0\0\0\1" + BEAT.to_bytes(2, "big")
    return head + b"MTrk" + len(track).to_bytes(4, "big") + track


def played(data):
    """At 16 kHz, what fluidsynth plays; with its own reverberation left out, as rooms are added later."""
    with tempfile.TemporaryDirectory() as folder:
        song, sound = os.path.join(folder, "tune.mid"), os.path.join(folder, "tune.wav")
        with open(song, "wb") as f:
            f.write(data)
        subprocess.run(["fluidsynth", "-q", "-n", "-i", "-R", "0", "-C", "0", "-r", "32000", "-g", "0.6", "-F", sound,
                        FONT, song], check=True, stdout=subprocess.DEVNULL)
        x = sf.read(sound, dtype="float32", always_2d=True)[0].mean(1)
    return resample_poly(x, 1, 2)[: SECONDS * RATE].astype(np.float32)


def main(manifest, out):
    writer = Writer(out)
    for program in PROGRAMS:
        for k in range(OFTEN.get(program, 1)):
            x = played(midi(*tune(program, np.random.default_rng((program, k)))))
            peak = float(np.max(np.abs(x)))
            if peak >= 1e-3:
                writer.add(f"gm{program:03d}-{k}", x * np.float32(min(20.0, 0.7 / peak)), [], "music", f"made_music:{program}",
                           "fluid-soundfont-gm", "GPL-3+ (sound font MIT)")
    writer.join(manifest)


if __name__ == "__main__":
    main(*sys.argv[1:])
