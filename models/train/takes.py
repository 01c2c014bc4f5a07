"""Takes: some seconds of one source as a room and a microphone hand it on, with the truth about it.

A take is at the level at which its voiced part (of a voice) or all of it (of anything else) has an effective value of 1,
so that what mixes takes says in decibels how loud each is.
"""
import numpy as np
from scipy.signal import butter, oaconvolve, resample_poly, sosfiltfilt

from clips import RATE
from features import HOP, log_mel
from phones import available, coded
from pitch import giggled, glide, higher, whispered

VOICES = ("cry", "infant", "child", "female", "male")
OTHERS = (1, 2, 3, 4)
STEADY = ("vacuum_cleaner", "washing_machine", "rain", "wind", "clock_tick", "snoring", "breathing", "keyboard",
          "toilet_flush", "pouring_water", "brushing_teeth", "ambi", "ambient")
# What calls, creaks or wails, as words in the names of clips.
CALLING = ("cat", "meow", "siren", "crow", "rooster", "hen", "chick", "sheep", "baa", "goat", "cow", "cattle", "moo", "pig", "dog",
           "wolf", "horse", "elephant", "camel", "lion", "peacock", "flamingo", "seagull", "racek", "goose", "duck", "owl", "monkey",
           "bird", "ptak", "frog", "bunny", "door", "squeak", "alarm", "sneez")
SECONDS = 18.0          # of a take, at most
TAIL = RATE // 3        # of a room, behind a sound
SILVER = 1              # frames on either side of an edge of the truth that say nothing
CODED = 0.05            # share of the takes that went through a codec


def rms(x):
    return float(np.sqrt(np.mean(np.square(x), dtype=np.float64))) + 1e-9


def fade(x, ms=20):
    n = min(len(x) // 2, RATE * ms // 1000)
    if n > 1:
        ramp = np.sin(np.linspace(0, np.pi / 2, n, dtype=np.float32)) ** 2
        x = x.copy()
        x[:n] *= ramp
        x[-n:] *= ramp[::-1]
    return x


def faster(x, ratio):
    """`ratio` times as fast and as high."""
    down = int(round(100 * ratio))
    return x if down == 100 or len(x) < 200 else resample_poly(x, 100, down).astype(np.float32)


class Take:
    """What is put together of one source. `cuts`: seconds at which it may begin or end."""

    def __init__(self, room, seconds=SECONDS):
        self.room, self.n = room, int(seconds * RATE)
        self.mix = np.zeros(self.n + TAIL, np.float32)
        frames = len(self.mix) // HOP
        self.truth, self.sure = np.zeros((frames, 5), np.uint8), np.ones((frames, 5), np.uint8)
        self.cuts, self.end = [], 0

    def put(self, x, at, voice=None, spans=(), unsure=()):
        """Adds `x` from second `at`; spans: where in it `voice` is heard; unsure: voices that nobody knows of."""
        i = int(at * RATE)
        room_left = max(0, self.n - i)
        if room_left < 2 or len(x) < 2:
            return
        if len(x) > room_left:
            x = fade(x[:room_left])
            spans = [(a, min(b, room_left / RATE)) for a, b in spans if a < room_left / RATE]
        y = oaconvolve(x, self.room)[: len(x) + TAIL].astype(np.float32) if self.room is not None else x
        y = y[: len(self.mix) - i]
        self.mix[i: i + len(y)] += y
        self.cuts.append(at)
        self.end = max(self.end, i + len(y))
        for other in unsure:
            self.sure[i // HOP: (i + len(y)) // HOP + 1, other] = 0
        for a, b in spans:
            lo, hi = int(round((at + a) * 100)), int(round((at + b) * 100))
            self.truth[lo: hi, voice] = 1
            for edge in (lo, hi):
                self.sure[max(0, edge - SILVER): edge + SILVER, voice] = 0

    def finished(self, rng):
        """(bands, truth, sure, cut frames), or None if nothing is in it."""
        if not self.cuts or self.end < RATE // 4:
            return None
        x = self.mix[: self.end]
        if rng.random() < CODED and available():
            loud = np.max(np.abs(x)) + 1e-9
            x = coded(x * np.float32(0.7 / loud), rng) * np.float32(loud / 0.7)
        elif rng.random() < 0.05:  # an overdriven microphone
            most = np.quantile(np.abs(x), rng.uniform(0.97, 0.998))
            x = np.clip(x, -most, most)
        bands = log_mel(x.astype(np.float32))
        n = min(len(bands), len(self.truth))
        cuts = sorted({min(n - 1, max(0, int(round(c * 100)) - 1)) for c in self.cuts})
        return bands[:n], self.truth[:n], self.sure[:n], cuts


class Recorder:
    """Makes takes from the clips of a manifest."""

    def __init__(self, clips, rng):
        self.clips, self.rng = clips, rng
        self.rooms = [c.samples[: RATE].astype(np.float32) / 32768 for g in clips.get("rir", {}).values() for c in g]
        noise = clips.get("noise", {})
        self.noise = [noise[g] for g in sorted(noise)]
        named = lambda words: [c for g in self.noise for c in g if any(w in c.path.lower() for w in words)]
        self.steady, self.laughing = named(STEADY), named(("laugh",))
        self.calling = [found for found in (named((word,)) for word in CALLING) if found]  # some words have many clips
        self.steady = self.steady + [c for g in sorted(clips.get("silence", {})) for c in clips["silence"][g]]

    # -- chance -------------------------------------------------------------------------------------------------
    def pick(self, items):
        return items[int(self.rng.integers(len(items)))]

    def group(self, kind):
        groups = self.clips.get(kind) or {}
        return groups[self.pick(sorted(groups))] if groups else []

    def db(self, low, high):
        return np.float32(10 ** (self.rng.uniform(low, high) / 20))

    def either(self, share):
        return self.rng.random() < share

    def room(self, near, far):
        """Direct sound and a share of a response that starts at its peak; None for no room at all."""
        if self.either(0.2) or not self.rooms:
            return None
        if self.either(0.3):
            t = np.arange(int(self.rng.uniform(0.08, 0.8) * RATE), dtype=np.float32) / RATE
            h = self.rng.standard_normal(len(t)).astype(np.float32) * np.exp(-6.9 * t / t[-1])
            h[: int(self.rng.uniform(0.001, 0.012) * RATE)] = 0
        else:
            h = self.pick(self.rooms)
            h = h[int(np.argmax(np.abs(h))):]
        wet = self.rng.uniform(near, far)
        y = wet * h / (np.sqrt(np.sum(h * h)) + 1e-9)
        y[0] += 1 - wet
        return (y / np.sqrt(np.sum(y * y))).astype(np.float32)

    def colour(self, x):
        """A microphone's tilt: no source may be told by its spectrum's slope alone."""
        if self.either(0.5):
            return x
        y = x.copy()
        y[1:] += np.float32(self.rng.uniform(-0.6, 0.6)) * x[:-1]
        return y * np.float32(rms(x) / rms(y))

    # -- takes --------------------------------------------------------------------------------------------------
    def cry(self):
        """One infant's cries in their own rhythm."""
        rng, take = self.rng, Take(self.room(0.0, 0.5))
        clips = list(self.group("cry"))
        while len(clips) < 3 and self.either(0.5):
            clips.append(self.pick(self.group("cry")))
        ratio = round(rng.uniform(0.82, 1.22), 2) if self.either(0.6) else 1.0
        sung, t = self.either(0.12), 0.0
        apart = (rng.uniform(0.85, 1.2), rng.uniform(0.9, 1.15)) if self.either(0.2) else None  # pitch, and tempo
        ratio = 1 / apart[1] if apart else ratio
        while t < SECONDS:
            clip = self.pick(clips)
            spans = [s for s in clip.truth if s[1] - s[0] > 0.15]
            if not spans:
                break
            loud, first = rms(np.concatenate([clip.cut(*s) for s in spans])), spans[0][0]
            even = self.either(0.5)
            for a, b in spans:
                x = higher(clip.cut(a, b), *apart) if apart else faster(clip.cut(a, b), ratio)
                if sung:  # what is done to play is done to some cries: it must not tell them apart
                    x = glide(x, rng, 0.1)
                x = fade(x) * np.float32((1 if even else self.db(-4, 3)) / loud)
                take.put(x, t + (a - first) / ratio, 0, [(0, len(x) / RATE)])
            t += (spans[-1][1] - first) / ratio + rng.uniform(0.2, 1.2)
        return take

    def talk(self, kind, voice, low, high, wet, level=(0, 0)):
        """One speaker: phrases of up to 8 s, as loud as each other."""
        rng, take = self.rng, Take(self.room(*wet))
        clips = self.group(kind)
        ratio = round(rng.uniform(low, high), 2) if self.either(0.6) else 1.0  # what `faster` can do exactly
        hushed = voice in (3, 4) and self.either(0.06)
        sung = not hushed and self.either(0.15)
        unsure = (7 - voice,) if voice in (3, 4) and (hushed or abs(ratio - 1) > 0.12) else ()
        rest, t = self.pick(((0.4, 4), (0.4, 1.5), (0.5, 6))), 0.0
        while clips and t < SECONDS - 1:
            clip = self.pick(clips)
            most = min(len(clip.truth), int(rng.integers(1, 4)))
            k = int(rng.integers(len(clip.truth) - most + 1))
            spans = clip.truth[k: k + most]
            a0, b0 = spans[0][0], min(spans[-1][1], spans[0][0] + 8)
            x = self.colour(faster(clip.cut(a0, b0), ratio))
            if len(x) < 400:
                t += 0.3
                continue
            x = whispered(x, rng) if hushed else glide(x, rng, 0.12) if sung else x
            take.put(fade(x) * np.float32(self.db(*level) / rms(x)), t, voice,
                     [((a - a0) / ratio, (min(b, b0) - a0) / ratio) for a, b in spans if a < b0], unsure)
            t += len(x) / RATE + rng.uniform(*rest)
        return take

    def female(self):
        return self.talk("adult_female", 3, 0.88, 1.14, (0.1, 0.8))

    def male(self):
        return self.talk("adult_male", 4, 0.88, 1.14, (0.1, 0.8))

    def child(self):
        return self.talk("child_other", 2, 0.9, 1.12, (0.1, 0.7), (-3, 3))

    def infant(self):
        return self.talk("infant_other", 1, 0.75, 1.35, (0.0, 0.5), (-3, 3))

    def play(self):
        """Carers and infants who laugh, squeal and babble, as high and as sung as crying; every voice but crying is
        masked where nobody knows of it."""
        rng = self.rng
        what = self.pick(("take", "take", "take", "laugh", "laugh", "infant", "infant", "mother", "babble", "giggle", "giggle"))
        kind = {"take": "play", "infant": "infant_other", "mother": "adult_female", "babble": "child_other",
                "giggle": self.pick(("child_other", "infant_other", "adult_female"))}.get(what)
        source = [self.pick(self.laughing) for _ in range(2)] if what == "laugh" and self.laughing else self.group(kind)
        if not source:
            source, what = self.group("child_other"), "babble"
        voice = {"infant": 1, "mother": 3, "babble": 1}.get(what)
        unsure = {"take": OTHERS, "laugh": OTHERS, "infant": (2,), "mother": (1, 2, 4), "babble": (1, 2),
                  "giggle": OTHERS}[what]
        times = {"take": (0.85, 1.25), "laugh": (0.9, 1.7), "infant": (0.75, 1.4), "mother": (1.05, 1.6),
                 "babble": (1.05, 1.8), "giggle": (1.1, 2.0)}[what]
        times = rng.uniform(*times) if self.either(0.8) else 1.0
        sung, take, t = self.either(0.35) and what != "take", Take(self.room(0.0, 0.7)), 0.0
        while source and t < SECONDS:
            clip = self.pick(source)
            a, b = self.pick(clip.truth)
            longest = 12 if what == "take" else 4
            a = rng.uniform(a, max(a, b - longest))
            x = clip.cut(a, min(b, a + longest))
            if len(x) < 1600:
                t += 0.3
                continue
            x = higher(x, times, rng.uniform(0.8, 1.4)) if self.either(0.25) else faster(x, times)
            x = giggled(x, rng) if what == "giggle" else glide(x, rng, 0.25) if sung else x
            x = fade(self.colour(x))
            take.put(x * np.float32(self.db(-4, 4) / rms(x)), t, voice, [(0, len(x) / RATE)] if voice else (), unsure)
            t += len(x) / RATE + rng.uniform(0.1, 1.5)
        return take

    def animal(self):
        """One animal, or what sounds like one, that calls again and again in the rhythm of crying."""
        rng, take, t = self.rng, Take(self.room(0.0, 0.7)), 0.0
        clips = self.pick(self.calling) if self.calling else self.pick(self.noise)
        clips = [self.pick(clips) for _ in range(int(rng.integers(1, 3)))]
        ratio, even = rng.uniform(0.75, 1.45) if self.either(0.7) else 1.0, self.either(0.5)
        while t < SECONDS - 1:
            clip = self.pick(clips)
            a, b = self.pick(clip.truth)
            x = clip.cut(a, min(b, a + 6))
            if len(x) >= 1600 and rms(x) > 1e-4:
                x = fade(self.colour(faster(x, ratio * rng.uniform(0.96, 1.04))))
                take.put(x * np.float32((1 if even else self.db(-4, 3)) / rms(x)), t)
                t += len(x) / RATE
            t += rng.uniform(0.1, 1.5)
        return take

    def event(self):
        """A sound of the house, of animals or toys."""
        clip, take = self.pick(self.pick(self.noise)), Take(self.room(0.1, 0.7))
        x = clip.samples.astype(np.float32) / 32768
        live = np.flatnonzero(np.abs(x) > 1e-4)
        if len(live) < 800:
            return take
        x = x[live[0]: live[-1] + 1]
        x = fade(self.colour(faster(x, self.rng.uniform(0.8, 1.25))))
        take.put(x / np.float32(rms(x)), 0.0)
        take.cuts = list(np.arange(0, len(x) / RATE, 0.5))
        return take

    def lasting(self, clip):
        """A clip again and again."""
        take, x = Take(None), clip.samples.astype(np.float32) / 32768
        if len(x) < RATE or rms(x) < 1e-5:
            return take
        start = int(self.rng.integers(len(x)))
        x = self.colour(faster(np.concatenate([x[start:], x[:start]]), self.rng.uniform(0.85, 1.18)))
        y, step = fade(x, 500) / np.float32(rms(x)), max(RATE, len(x) - RATE // 2)
        for i in range(0, take.n, step):
            take.put(y, i / RATE)
        take.cuts = list(np.arange(0, SECONDS, 0.25))
        return take

    def steady_noise(self):
        return self.lasting(self.pick(self.steady) if self.steady and self.either(0.7) else self.pick(self.pick(self.noise)))

    def music(self):
        clips = self.group("music")
        return self.lasting(self.pick(clips)) if clips else self.steady_noise()

    def hush(self):
        """Shushing, made here: bands of noise that come and go. That it is no crying is sure, whose it is is not."""
        rng, take, t = self.rng, Take(self.room(0.1, 0.6)), 0.0
        sos = butter(2, (rng.uniform(900, 2000), rng.uniform(3000, 6500)), "bandpass", fs=RATE, output="sos")
        length, rest = rng.uniform(0.15, 0.9), rng.uniform(0.1, 0.7)
        for _ in range(int(rng.integers(1, 12))):
            s = np.linspace(0, np.pi, int(length * rng.uniform(0.8, 1.2) * RATE))
            x = (sosfiltfilt(sos, rng.standard_normal(len(s))) * np.sin(s) ** 0.5).astype(np.float32)
            take.put(x * np.float32(self.db(-3, 3) / rms(x)), t, unsure=(3, 4))
            t += length + rest
        return take

    def tones(self):
        """Toys, alarms, whistles and plucked strings: held, swept, fluttering or dying harmonics, made here."""
        rng, take, t = self.rng, Take(self.room(0.1, 0.6)), 0.0
        kind = self.pick(("held", "sweep", "flutter", "plucked"))
        low = 10 ** rng.uniform(np.log10(90 if kind == "plucked" else 250), np.log10(700 if kind == "plucked" else 2200))
        again, length = rng.uniform(0.1, 0.8), rng.uniform(1.5, 4) if kind == "sweep" else rng.uniform(0.08, 0.6)
        for _ in range(1 if kind == "sweep" else int(rng.integers(1, 14))):
            at = low * 2 ** (int(rng.integers(-7, 8)) / 12) if kind == "plucked" else low
            s = np.arange(int(length * RATE)) / RATE
            hertz = {"sweep": at * (1 + 0.5 * np.sin(2 * np.pi * rng.uniform(0.2, 0.6) * s)),
                     "flutter": at * (1 + rng.uniform(0.05, 0.3) * np.sign(np.sin(2 * np.pi * rng.uniform(6, 14) * s)))
                     }.get(kind, np.full(len(s), at))
            phase = 2 * np.pi * np.cumsum(hertz) / RATE
            one = sum(rng.uniform(0, 1) ** 2 / k * np.sin(k * phase) * (k * hertz < 7000) for k in range(1, 9))
            one = one * np.exp(-s / rng.uniform(0.05, 0.4)) if kind == "plucked" else one
            one = fade(one.astype(np.float32), 8)
            take.put(one * np.float32(self.db(-3, 3) / rms(one)), t)
            t += (length + again) * (rng.uniform(0.3, 1) if kind == "plucked" else 1)
        return take
