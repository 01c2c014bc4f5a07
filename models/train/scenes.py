"""Short home scenes with exact truth, mixed on the fly from clips."""
import numpy as np
from scipy.signal import butter, fftconvolve, resample_poly, sosfilt

from clips import RATE
from features import HOP, log_mel
from pitch import glide, higher

VOICES = ("cry", "infant", "child", "female", "male")
KIND = {"cry": "cry", "infant": "infant_other", "child": "child_other", "female": "adult_female", "male": "adult_male"}
# Sounds that are most often taken for crying or for a voice: heard as events far more often than by chance.
CONFUSING = ("cat", "siren", "laugh", "dog", "crow", "rooster", "hen", "sheep", "cow", "goat", "door", "cough", "sneez",
             "bird", "frog", "insects", "cricket", "alarm", "squeak", "violin", "starling")


def rms(x):
    return float(np.sqrt(np.mean(np.square(x), dtype=np.float64))) + 1e-9


def fade(x, ms=15):
    n = min(len(x) // 2, RATE * ms // 1000)
    if n > 1:
        ramp = np.sin(np.linspace(0, np.pi / 2, n, dtype=np.float32)) ** 2
        x = x.copy()
        x[:n] *= ramp
        x[-n:] *= ramp[::-1]
    return x


class Mixer:
    def __init__(self, clips, rirs, rng, seconds):
        self.clips, self.rng, self.n = clips, rng, int(seconds * RATE)
        self.rirs = rirs

    # -- small random helpers ------------------------------------------------------------------------------------
    def pick(self, items):
        return items[int(self.rng.integers(len(items)))]

    def group(self, kind):
        groups = self.clips.get(kind)
        return groups[self.pick(sorted(groups))] if groups else None

    def db(self, low, high):
        return 10 ** (self.rng.uniform(low, high) / 20)

    def room(self, near, far):
        """A room response, direct sound first: a measured one, or decaying noise; or none."""
        r = self.rng.random()
        if r < 0.2:
            return None
        if r < 0.65 and self.rirs:
            h = self.pick(self.rirs)
            h = h[int(np.argmax(np.abs(h))):]
        else:
            length = int(self.rng.uniform(0.08, 0.7) * RATE)
            t = np.arange(length, dtype=np.float32) / RATE
            h = self.rng.standard_normal(length).astype(np.float32) * np.exp(-6.9 * t / (length / RATE)).astype(np.float32)
            h[: int(self.rng.uniform(0.001, 0.012) * RATE)] = 0
        h = h / (np.sqrt(np.sum(h * h)) + 1e-9)
        wet = self.rng.uniform(near, far)
        y = wet * h
        y[0] += 1 - wet
        return (y / np.sqrt(np.sum(y * y))).astype(np.float32)

    def colour(self, x):
        """A microphone's tilt: no source may be told by its spectrum's slope alone."""
        if self.rng.random() < 0.5:
            return x
        a = self.rng.uniform(-0.6, 0.6)
        y = x.copy()
        y[1:] += np.float32(a) * x[:-1]
        return y * (rms(x) / rms(y))

    def speed(self, x, low, high):
        if self.rng.random() < 0.4:
            return x, 1.0
        up = int(round(100 * self.rng.uniform(low, high)))
        return resample_poly(x, up, 100).astype(np.float32), up / 100

    def put(self, mix, truth, voice, x, at, room, spans, unsure=()):
        i = int(at * RATE)
        if i >= self.n or len(x) < 16:
            return
        y = fftconvolve(x, room)[: len(x) + RATE // 3].astype(np.float32) if room is not None else x
        skip = max(0, -i)
        i = max(i, 0)
        y = y[skip: skip + self.n - i]
        mix[i: i + len(y)] += y
        for other in unsure:
            truth[1][i // HOP: (i + len(y)) // HOP + 1, other] = 0
        if voice is None:
            return
        for a, b in spans:
            # Edges of the truth are good to some 50 ms: frames beside an edge are given no weight.
            lo, hi = int(round((at + a) * 100)), int(round((at + b) * 100))
            frames = len(truth[0])
            truth[0][max(0, lo): max(0, min(hi, frames)), voice] = 1
            for edge in (lo, hi):
                truth[1][max(0, edge - 2): max(0, edge + 2), voice] = 0

    # -- sources ----------------------------------------------------------------------------------------------------
    def cry(self, mix, truth, level):
        clips = self.group("cry")
        room = self.room(0.0, 0.5)
        ratio = self.rng.uniform(0.85, 1.18) if self.rng.random() < 0.6 else 1.0
        up = int(round(100 / ratio))
        t = self.rng.uniform(-2, self.n / RATE * 0.8)
        until = t + self.rng.uniform(2, 14)
        fall = self.rng.uniform(0, 1.2) if self.rng.random() < 0.4 else 0.0
        t0 = t
        while t < until and t < self.n / RATE:
            clip = self.pick(clips)
            spans = [s for s in clip.truth if s[1] - s[0] > 0.15]
            if not spans:
                break
            loud = rms(np.concatenate([clip.cut(*s) for s in spans]))
            first = spans[0][0]
            for a, b in spans:
                at = t + (a - first) * up / 100
                if at > until or at > self.n / RATE:
                    break
                x = clip.cut(a, b)
                if up != 100:
                    x = resample_poly(x, up, 100).astype(np.float32)
                # What `lively` does to other voices is done to some cries too: it must not tell them apart.
                if self.rng.random() < 0.12:
                    x = glide(x, self.rng, 0.1)
                if self.rng.random() < 0.08:
                    x = higher(x, self.rng.uniform(0.9, 1.12), 1.0)
                x = fade(x) * (level / loud * 10 ** (-fall * max(0, at - t0) / 20))
                self.put(mix, truth, 0, x.astype(np.float32), at, room, [(0, len(x) / RATE)])
            t += (spans[-1][1] - first) * up / 100 + self.rng.uniform(0.15, 1.4)

    def talk(self, mix, truth, voice, level, low, high, wet):
        clips = self.group(KIND[VOICES[voice]])
        if not clips:
            return
        room = self.room(*wet)
        t = self.rng.uniform(-3, self.n / RATE)
        until = t + self.rng.uniform(1, 12)
        while t < until and t < self.n / RATE:
            clip = self.pick(clips)
            k = int(self.rng.integers(len(clip.truth)))
            spans = clip.truth[k: k + int(self.rng.integers(1, 4))]
            a0 = spans[0][0]
            b0 = min(spans[-1][1], a0 + 8)
            x = clip.cut(a0, b0)
            if len(x) < 800:
                t += 0.3
                continue
            x, ratio = self.speed(x, low, high)
            x = fade(self.colour(x) if self.rng.random() < 0.5 else x)
            x = x * np.float32(level * self.db(-3, 3) / rms(x))
            self.put(mix, truth, voice, x, t, room,
                     [((a - a0) * ratio, (min(b, b0) - a0) * ratio) for a, b in spans if a < b0])
            t += len(x) / RATE + self.rng.uniform(0.2, 4)

    def event(self, mix, truth, level):
        groups = self.clips["noise"]
        names = sorted(groups)
        if self.rng.random() < 0.5:
            wanted = [g for g in names if any(w in c.path for c in groups[g] for w in CONFUSING)] or names
            clip = self.pick(groups[self.pick(wanted)])
        else:
            clip = self.pick(groups[self.pick(names)])
        x = clip.samples.astype(np.float32) / 32768
        live = np.flatnonzero(np.abs(x) > 1e-4)
        if len(live) < 1600:
            return
        x = x[live[0]: live[-1] + 1]
        x = x[: int(self.rng.uniform(0.5, 6) * RATE)]
        x, _ = self.speed(x, 0.85, 1.2)
        x = fade(self.colour(x)) * np.float32(level * self.db(-12, 6) / rms(x))
        self.put(mix, truth, None, x, self.rng.uniform(-1, self.n / RATE), self.room(0.1, 0.6), [])

    def lively(self, mix, truth, level):
        """Adults who play with an infant, infants who babble and laugh: as high and as sung as crying, and not crying."""
        rng = self.rng
        what = self.pick(("mother", "mother", "babble", "laugh", "infant"))
        kind = {"mother": "adult_female", "babble": "child_other", "laugh": "noise", "infant": "infant_other"}[what]
        groups = self.clips.get(kind, {})
        names = sorted(g for g in groups if what != "laugh" or any("laugh" in c.path for c in groups[g]))
        if not names:
            return
        voice = {"mother": 3, "babble": 1, "laugh": None, "infant": 1}[what]
        unsure = {"mother": (1, 2), "babble": (2,), "laugh": (1, 2, 3, 4), "infant": (2,)}[what]
        clips, room = groups[self.pick(names)], self.room(0.0, 0.7)
        times = rng.uniform(0.8, 1.4) if what == "infant" else rng.uniform(1.1, 1.8 if what == "babble" else 1.55)
        length = rng.uniform(0.8, 1.5)
        t = rng.uniform(-1, self.n / RATE)
        until = t + rng.uniform(1, 8)
        while t < min(until, self.n / RATE):
            clip = self.pick(clips)
            a, b = self.pick(clip.truth)
            a = rng.uniform(a, max(a, b - 4))
            x = clip.cut(a, min(b, a + 4))
            if len(x) < 2400:
                t += 0.3
                continue
            x = self.colour(fade(glide(higher(x, times, length), rng, 0.3)))
            x = x * np.float32(level * self.db(-5, 5) / rms(x))
            self.put(mix, truth, voice, x, t, room, [(0, len(x) / RATE)], unsure)
            t += len(x) / RATE + rng.uniform(0.1, 2)

    def background(self, level, snr):
        kind = "music" if self.rng.random() < 0.12 and "music" in self.clips else "noise"
        if self.rng.random() < 0.08 and "silence" in self.clips:
            kind = "silence"
        x = self.pick(self.group(kind)).samples.astype(np.float32) / 32768
        start = int(self.rng.integers(len(x)))
        x = np.tile(np.concatenate([x[start:], x[:start]]), self.n // len(x) + 1)[: self.n]
        return x * np.float32(level * 10 ** (-snr / 20) / rms(x))

    # -- a whole scene ----------------------------------------------------------------------------------------------
    def scene(self):
        """Returns frames x bands (dB), frames x voices (0 or 1), frames x voices weights."""
        rng = self.rng
        frames = self.n // HOP
        mix = np.zeros(self.n, np.float32)
        truth = (np.zeros((frames, 5), np.uint8), np.ones((frames, 5), np.uint8))
        level = self.db(-28, -12)
        if rng.random() < 0.6:
            self.cry(mix, truth, level)
        relative = level * self.db(-14, 5)
        for voice, share in ((3, 0.5), (4, 0.4)):
            if rng.random() < share:
                self.talk(mix, truth, voice, relative, 0.92, 1.1, (0.1, 0.8))
        if rng.random() < 0.22:
            self.talk(mix, truth, 2, level * self.db(-12, 2), 0.9, 1.12, (0.1, 0.7))
        if rng.random() < 0.25:
            self.talk(mix, truth, 1, level * self.db(-12, 2), 0.8, 1.25, (0.0, 0.5))
        if rng.random() < 0.35:
            self.lively(mix, truth, level * self.db(-10, 3))
        for _ in range(int(rng.choice([0, 1, 2, 3], p=[0.4, 0.3, 0.2, 0.1]))):
            self.event(mix, truth, level)
        mix += self.background(level, rng.choice([40, 30, 25, 20, 15, 10, 5, 0, -5],
                                                 p=[.12, .14, .12, .14, .14, .12, .1, .08, .04]))
        mix += rng.standard_normal(self.n).astype(np.float32) * np.float32(level * self.db(-60, -35))
        return self.record(mix), truth[0], truth[1]

    def record(self, mix):
        """What a microphone and a phone make of it: band, level, clipping, 16 bits."""
        rng = self.rng
        if rng.random() < 0.4:
            sos = butter(6, rng.uniform(3200, 4000), fs=RATE, output="sos")
            mix = sosfilt(sos, mix).astype(np.float32)
        if rng.random() < 0.3:
            mix = sosfilt(butter(2, rng.uniform(60, 320), "highpass", fs=RATE, output="sos"), mix).astype(np.float32)
        mix = self.colour(mix)
        peak = float(np.max(np.abs(mix))) + 1e-9
        r = rng.random()
        if r < 0.05:
            mix = np.clip(mix * (rng.uniform(1.5, 6) / peak), -1, 1)
        elif r < 0.5:
            mix = mix * np.float32(min(1, 0.98 / peak))
        else:
            mix = mix * np.float32(min(0.98 / peak, self.db(-35, 8)))
        if rng.random() < 0.05:
            mix = mix + np.float32(rng.uniform(-0.1, 0.1))
        samples = np.round(np.clip(mix, -1, 1) * 32767) / np.float32(32768)
        return log_mel(samples.astype(np.float32))
