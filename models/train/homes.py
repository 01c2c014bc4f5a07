"""Homes of three to seven minutes: one infant, a carer or two, a background, and crying that is answered or not.

`exact` homes have the rhythm and the levels of the scenes that the card scores; the others are wider in every
respect, and one home in four has no crying at all but what is taken for it.
"""
import numpy as np
from scipy.signal import butter, oaconvolve, resample_poly, sosfiltfilt

import scenes
from clips import RATE
from features import HOP, log_mel
from phones import available, coded
from pitch import glide, higher, whispered
from scenes import rms

STEADY = ("vacuum_cleaner", "washing_machine", "rain", "wind", "clock_tick", "snoring", "breathing", "keyboard",
          "toilet_flush", "pouring_water", "brushing_teeth")
CONFUSING = ("cat", "siren", "laugh", "crow", "rooster", "hen", "sheep", "cow", "pig", "dog", "door", "bird", "alarm",
             "sneez", "squeak", "frog", "clapping", "drinking", "birdsong")
ADULTS = (("adult_female", 3), ("adult_male", 4))
OTHERS = (1, 2, 3, 4)


def fade(x, ms=20):
    return scenes.fade(x, ms)


def faster(x, ratio):
    """`ratio` times as fast and as high."""
    down = int(round(100 * ratio))
    return x if down == 100 or len(x) < 200 else resample_poly(x, 100, down).astype(np.float32)


class Home:
    def __init__(self, clips, rooms, rng, exact):
        self.clips, self.rooms, self.rng, self.exact = clips, rooms, rng, exact
        self.seconds = rng.uniform(180, 420) if exact else rng.uniform(60, 240)
        self.n = int(self.seconds * RATE)
        frames = self.n // HOP
        self.mix = np.zeros(self.n, np.float32)
        self.truth = np.zeros((frames, 5), np.uint8)
        self.weight = np.ones((frames, 5), np.uint8)
        noise = clips["noise"]
        self.noise = [c for g in sorted(noise) for c in noise[g]]
        self.confusing = [c for c in self.noise if any(w in c.path for w in CONFUSING)] or self.noise
        self.steady = [c for c in self.noise if any(w in c.path for w in STEADY)] or self.noise
        self.steady = self.steady + [c for g in sorted(clips.get("silence", {})) for c in clips["silence"][g]]

    # -- chance ---------------------------------------------------------------------------------------------------
    def pick(self, items):
        return items[int(self.rng.integers(len(items)))]

    def group(self, kind):
        groups = self.clips.get(kind) or {}
        return groups[self.pick(sorted(groups))] if groups else []

    def db(self, low, high):
        return 10 ** (self.rng.uniform(low, high) / 20)

    def either(self, share):
        return self.rng.random() < share

    def room(self, wet):
        """Direct sound and a share `wet` of a response that starts at its peak; None for no room at all."""
        if not self.rooms or self.either(0.2):
            return None
        if not self.exact and self.either(0.35):
            t = np.arange(int(self.rng.uniform(0.08, 0.8) * RATE), dtype=np.float32) / RATE
            h = self.rng.standard_normal(len(t)).astype(np.float32) * np.exp(-6.9 * t / t[-1])
            h[: int(self.rng.uniform(0.001, 0.012) * RATE)] = 0
        else:
            h = self.pick(self.rooms)
            h = h[int(np.argmax(h)):]
        y = wet * h / (np.sqrt(np.sum(h * h)) + 1e-9)
        y[0] += 1 - wet
        return (y / np.sqrt(np.sum(y * y))).astype(np.float32)

    def colour(self, x):
        """A microphone's tilt."""
        a = self.rng.uniform(-0.6, 0.6)
        y = x.copy()
        y[1:] += np.float32(a) * x[:-1]
        return y * np.float32(rms(x) / rms(y))

    # -- placing --------------------------------------------------------------------------------------------------
    def put(self, x, at, room, voice=None, spans=(), unsure=()):
        """Adds `x` from second `at`, with its reverberation; spans: where in it `voice` is; unsure: voices not asked."""
        i = int(at * RATE)
        if i < 0 or i >= self.n or len(x) == 0:
            return
        y = oaconvolve(x, room)[: len(x) + RATE // 3].astype(np.float32) if room is not None else x
        y = y[: self.n - i]
        self.mix[i: i + len(y)] += y
        for other in unsure:
            self.weight[i // HOP: (i + len(y)) // HOP + 1, other] = 0
        for a, b in spans:
            lo, hi = int(round((at + a) * 100)), int(round((at + b) * 100))
            self.truth[lo: hi, voice] = 1
            for edge in (lo, hi):  # silver edges: the frame on either side says nothing
                self.weight[max(0, edge - 1): edge + 1, voice] = 0

    # -- sources --------------------------------------------------------------------------------------------------
    def infant(self):
        """[Clip] of one infant, filled up to three from others; and how much faster it is made."""
        clips = list(self.group("cry"))
        while len(clips) < 3:
            clips.append(self.pick(self.group("cry")))
        return clips, (self.rng.uniform(0.84, 1.2) if self.either(0.6) else 1.0)

    def cry(self, who, t, until, level, room, gain):
        clips, ratio = who
        while t < until and t < self.seconds:
            clip = self.pick(clips)
            spans = [s for s in clip.truth if s[1] - s[0] > 0.15]
            if not spans:
                return t
            loud = rms(np.concatenate([clip.cut(*s) for s in spans]))
            first = spans[0][0]
            for a, b in spans:
                at = t + (a - first) / ratio
                if at >= until:
                    break
                vary = ratio if self.exact else ratio * self.rng.uniform(0.97, 1.03)
                x = fade(faster(clip.cut(a, b), vary)) * np.float32(gain(at) * level / loud)
                if not self.exact:
                    x = x * np.float32(self.db(-4, 3))
                    if self.either(0.1):  # what is done to play is done to some cries: it must not tell them apart
                        x = glide(x, self.rng, 0.08)
                self.put(x, at, room, 0, [(0, len(x) / RATE)])
            t += (spans[-1][1] - first) / ratio + self.rng.uniform(0.2, 1.2)
        return t

    def speaker(self, kind, voice, low=0.88, high=1.14):
        return self.group(kind), voice, (self.rng.uniform(low, high) if self.either(0.6) else 1.0)

    def talk(self, who, t, until, level, room, gap):
        clips, voice, ratio = who
        tilted = self.either(0.3)
        hushed = not self.exact and voice in (3, 4) and self.either(0.1)
        while clips and t < until and t < self.seconds:
            clip = self.pick(clips)
            most = min(len(clip.truth), int(self.rng.integers(1, 4)))
            k = int(self.rng.integers(len(clip.truth) - most + 1))
            spans = clip.truth[k: k + most]
            a0, b0 = spans[0][0], min(spans[-1][1], spans[0][0] + 8)
            x = fade(faster(clip.cut(a0, b0), ratio))
            if hushed:
                x = fade(whispered(x, self.rng))
            if tilted:
                x = self.colour(x)
            x = x * np.float32(level / rms(x))
            self.put(x, t, room, voice, [((a - a0) / ratio, (min(b, b0) - a0) / ratio) for a, b in spans if a < b0],
                     (3 + 4 - voice,) if voice in (3, 4) and (hushed or abs(ratio - 1) > 0.12) else ())
            t += (len(x) / RATE or 0.5) + self.rng.uniform(*gap)
        return t

    def event(self, t, level, confusing):
        clip = self.pick(self.confusing if confusing else self.noise)
        x = clip.samples.astype(np.float32) / 32768
        if not self.exact:
            x = self.colour(faster(x, self.rng.uniform(0.8, 1.25)))
        x = fade(x)
        self.put(x * np.float32(level / rms(x)), t, self.room(0.4))

    def hush(self, t, level):
        """Shushing, made here: bands of noise that come and go. That it is no crying is sure, whose it is is not."""
        rng = self.rng
        sos = butter(2, (rng.uniform(900, 2000), rng.uniform(3000, 6500)), "bandpass", fs=RATE, output="sos")
        room, length, rest = self.room(0.4), rng.uniform(0.15, 0.9), rng.uniform(0.1, 0.7)
        for _ in range(int(rng.integers(1, 8))):
            s = np.linspace(0, np.pi, int(length * rng.uniform(0.8, 1.2) * RATE))
            x = sosfiltfilt(sos, rng.standard_normal(len(s))) * np.sin(s) ** 0.5
            x = x.astype(np.float32)
            self.put(x * np.float32(level * self.db(-3, 3) / rms(x)), t, room, unsure=(3, 4))
            t += length + rest

    def tones(self, t, level):
        """Toys, alarms and whistles: held, swept or fluttering harmonics, made here."""
        rng = self.rng
        kind = self.pick(("held", "sweep", "flutter"))
        length = rng.uniform(0.08, 0.5) if kind != "sweep" else rng.uniform(1.5, 4)
        low = 10 ** rng.uniform(np.log10(350), np.log10(2200))
        s = np.arange(int(length * RATE)) / RATE
        hertz = {"held": np.full(len(s), low), "sweep": low * (1 + 0.5 * np.sin(2 * np.pi * rng.uniform(0.2, 0.6) * s)),
                 "flutter": low * (1 + rng.uniform(0.05, 0.3) * np.sign(np.sin(2 * np.pi * rng.uniform(6, 14) * s)))}[kind]
        phase = 2 * np.pi * np.cumsum(hertz) / RATE
        one = sum(rng.uniform(0, 1) ** 2 / k * np.sin(k * phase) * (k * hertz < 7000) for k in range(1, 9))
        one = fade(one.astype(np.float32), 8)
        again, room = rng.uniform(0.1, 0.8), self.room(0.4)
        for _ in range(int(rng.integers(1, 9)) if kind != "sweep" else 1):
            self.put(one * np.float32(level * self.db(-3, 3) / rms(one)), t, room)
            t += length + again

    def play(self, t, until, level):
        """Carers and infants who laugh, squeal and babble; every voice but crying is masked where it is not known."""
        rng = self.rng
        what = self.pick(("take", "take", "laugh", "laugh", "infant", "infant", "mother", "babble"))
        kind = {"take": "play", "laugh": "noise", "infant": "infant_other", "mother": "adult_female",
                "babble": "child_other"}[what]
        groups = self.clips.get(kind) or {}
        names = sorted(g for g in groups if what != "laugh" or any("laugh" in c.path for c in groups[g]))
        if not names:
            return
        voice = {"infant": 1, "mother": 3, "babble": 1}.get(what)
        unsure = {"take": OTHERS, "laugh": OTHERS, "infant": (2,), "mother": (1, 2, 4), "babble": (1, 2)}[what]
        times = {"take": (0.85, 1.25), "laugh": (0.9, 1.7), "infant": (0.75, 1.35), "mother": (1.05, 1.55),
                 "babble": (1.05, 1.8)}[what]
        times = rng.uniform(*times) if self.either(0.8) else 1.0
        sung = self.either(0.35) and what != "take"
        clips, room, longest = groups[self.pick(names)], self.room(rng.uniform(0.05, 0.7)), 12 if what == "take" else 4
        while t < min(until, self.seconds):
            clip = self.pick(clips)
            a, b = self.pick(clip.truth)
            a = rng.uniform(a, max(a, b - longest))
            x = clip.cut(a, min(b, a + longest))
            if len(x) >= 1600:
                x = higher(x, times, rng.uniform(0.8, 1.4)) if self.either(0.25) else faster(x, times)
                x = fade(self.colour(glide(x, rng, 0.25) if sung else x))
                x = x * np.float32(level * self.db(-4, 4) / rms(x))
                self.put(x, t, room, voice, [(0, len(x) / RATE)] if voice else (), unsure)
                t += len(x) / RATE
            t += rng.uniform(0.1, 1.5)

    def background(self, level):
        clip = self.pick(self.steady)
        if self.either(0.1) and "music" in self.clips:
            clip = self.pick(self.group("music"))
        elif not self.exact and self.either(0.3):
            clip = self.pick(self.noise)
        x = clip.samples.astype(np.float32) / 32768
        snr = self.pick((40, 30, 20, 15, 10, 5, 0)) if self.exact else self.rng.uniform(-4, 35)
        y, step, at = fade(x, 500), max(RATE, len(x) - RATE // 2), 0
        y = y * np.float32(level * 10 ** (-snr / 20) / rms(x))
        while at < self.n:
            self.mix[at: at + len(y)] += y[: self.n - at]
            at += step

    # -- a whole home ---------------------------------------------------------------------------------------------
    def gap(self, begin, end, level, relative, adults, room_infant, room_adult):
        """What happens between two episodes."""
        rng = self.rng
        if end - begin <= 6:
            return
        if self.either(0.3):
            self.talk(self.pick(adults), begin, min(end, begin + rng.uniform(3, 30)), level * relative, room_adult,
                      (0.5, 6))
        if self.either(0.4 if self.exact else 0.25) and self.clips.get("infant_other"):
            at = rng.uniform(begin, end - 4)
            self.talk((self.group("infant_other"), 1, rng.uniform(0.75, 1.35)), at, at + (0.01 if self.exact else 5),
                      level * self.db(-9, 0), room_infant, (0.2, 2))
        if self.either(0.6):
            self.event(rng.uniform(max(0, begin - 5), end), level * self.db(-9, 3), self.either(0.4))
        if not self.exact:
            if self.either(0.35):
                self.play(rng.uniform(begin, end), end, level * self.db(-10, 3))
            if self.either(0.12):
                self.tones(rng.uniform(begin, end), level * self.db(-15, 0))
            if self.either(0.12):
                self.hush(rng.uniform(begin, end), level * self.db(-15, 0))
            if self.either(0.25):
                self.talk(self.speaker("child_other", 2), begin, begin + rng.uniform(2, 12), level * self.db(-12, 2),
                          self.room(rng.uniform(0.1, 0.7)), (0.4, 4))

    def crying(self, level, relative, adults):
        rng = self.rng
        who = self.infant()
        room_infant = self.room(rng.uniform(0.05, 0.4 if self.exact else 0.6))
        room_adult = self.room(rng.uniform(0.2, 0.7) if self.exact else rng.uniform(0.05, 0.8))
        pause = (12, 90) if self.exact else (6, 25)
        t = rng.uniform(5, 30) if self.exact else rng.uniform(1, 10)
        while t < self.seconds - (45 if self.exact else 10):
            kind = rng.choice(["prompt", "late", "none", "before"], p=[0.45, 0.25, 0.2, 0.1])
            adult = self.pick(adults)
            if kind == "none":
                end = self.cry(who, t, t + rng.uniform(4, 60 if self.exact else 25), level, room_infant, lambda u: 1.0)
            else:
                late = {"prompt": rng.uniform(1, 15), "late": rng.uniform(40, 110) if self.exact else
                        rng.uniform(10, 30), "before": -rng.uniform(1, 3)}[kind]
                soothe = min(rng.lognormal(3.0 if self.exact else 2.3, 0.8), 150)
                answer = t + late
                end = self.cry(who, t, max(t + 3, answer + soothe), level, room_infant,
                               lambda u: 1.0 if u < answer else 10 ** (-min(12, 0.25 * (u - answer)) / 20))
                end = max(end, self.talk(adult, max(0, answer), max(end - rng.uniform(0, 6), answer + 1),
                                         level * relative, room_adult, (0.4, 4)))
            t = end + rng.uniform(*pause)
            self.gap(end + (6 if self.exact else 1), t - (2 if self.exact else 0), level, relative, adults, room_infant,
                     room_adult)

    def calm(self, level, relative, adults):
        """No crying: play, talk, animals, toys."""
        rng, t = self.rng, 0.0
        room = self.room(rng.uniform(0.2, 0.7))
        while t < self.seconds - 5:
            what = self.pick(("play", "play", "play", "talk", "event", "event", "tones", "child", "quiet"))
            until = t + rng.uniform(3, 20)
            if what == "play":
                self.play(t, until, level * self.db(-8, 4))
            elif what == "talk":
                self.talk(self.pick(adults), t, until, level * relative, room, (0.3, 3))
            elif what == "event":
                self.event(t, level * self.db(-8, 4), self.either(0.7))
                until = t + 5
            elif what == "tones":
                self.tones(t, level * self.db(-12, 2))
                until = t + 4
            elif what == "child":
                self.talk(self.speaker("child_other", 2), t, until, level * self.db(-10, 2), room, (0.3, 3))
            t = until + rng.uniform(-2, 3)
            t = max(t, 0.0)

    def scene(self):
        """frames x bands in dB; frames x voices of truth and of weight."""
        rng = self.rng
        level = self.db(-26, -12)
        relative = self.db(-12, 3) if self.exact else self.db(-14, 6)
        adults = [self.speaker(*a) for a in ADULTS if self.clips.get(a[0]) and (a[1] == 3 or self.either(0.6))]
        if len(adults) > 1 and self.either(0.25):
            adults = adults[1:]
        if not self.exact and self.either(0.35):
            self.calm(level, relative, adults)
        else:
            self.crying(level, relative, adults)
        self.background(level)
        self.mix += rng.standard_normal(self.n).astype(np.float32) * np.float32(
            level * (10 ** (-45 / 20) if self.exact else self.db(-60, -35)))
        if self.either(1 / 3):
            order, edge = (8, 3800) if self.exact else (int(self.pick((4, 6, 8))), rng.uniform(3200, 3900))
            self.mix = sosfiltfilt(butter(order, edge, fs=RATE, output="sos"), self.mix).astype(np.float32)
        peak = float(np.max(np.abs(self.mix)))
        if not self.exact and self.either(0.06):
            self.mix = np.clip(self.mix * (rng.uniform(1.3, 5) / peak), -1, 1)
        elif peak > 0.98:
            self.mix *= np.float32(0.98 / peak)
        if not self.exact and self.either(0.2) and available():
            self.mix = coded(self.mix, rng)
        samples = np.round(self.mix * 32767) / np.float32(32768)
        frames = len(self.truth)
        return log_mel(samples.astype(np.float32))[:frames], self.truth, self.weight
