"""Windows of homes, mixed from takes anew for each step of training: powers of bands add up."""
import numpy as np
import torch

from augment import curves, noise_table, warps
from features import FLOOR_DB, log_mel

FRAMES = 1280
HEARD_DB = -10.0    # a voice that is softer than the whole by this in every band is hardly there
HARDLY = 0.2        # what its frames count
# Kinds that say nothing of a voice: those takes in which one is heard wrongly come more often.
MINED = {"animal": [0], "event": [0], "play": [0], "hush": [0], "tones": [0, 3, 4], "music": [0, 3, 4], "steady_noise": [0, 3, 4]}
MINING = 0.6        # share of the choices that are the hardest of three
FORGOTTEN = 0.4     # of what is known of a take, each time it is heard
NEPER = float(np.log(10) / 10)
ROUNDING_DB = -101.1  # effective value of the rounding to 16 bits


def white():
    """1 x BANDS: white noise of effective value 1, in decibels."""
    noise = np.random.default_rng(0).standard_normal(160 * 2000).astype(np.float32)
    return torch.from_numpy(10 * np.log10(np.mean(10 ** (log_mel(noise) / 10), 0, keepdims=True)).astype(np.float32))


class Window:
    """One window while it is put together."""

    def __init__(self):
        self.pieces = []  # (first frame, bands in dB, truth, sure)
        self.mined = []   # (kind, take, first frame, last frame)

    def finished(self, floor):
        """floor: bands in dB of what is always there."""
        power = torch.exp(NEPER * floor)
        truth, sure = np.zeros((FRAMES, 5), np.uint8), np.ones((FRAMES, 5), np.uint8)
        known = np.zeros((FRAMES, 5), np.uint8)
        for first, bands, said, certain in self.pieces:
            power[first: first + len(bands)] += torch.exp(NEPER * bands)
            part = slice(first, first + len(bands))
            truth[part] |= said
            sure[part] &= certain
            known[part] |= said & certain
        x = torch.log(power) / NEPER
        weight = torch.from_numpy(np.where(known, 1, sure).astype(np.float32))
        for first, bands, said, certain in self.pieces:
            voice = np.flatnonzero(said.any(0))
            if len(voice):
                part = slice(first, first + len(bands))
                faint = ((bands - x[part]).amax(1) < HEARD_DB).numpy()
                for v in voice:
                    rows = np.flatnonzero(faint & (said[:, v] > 0))
                    weight[first + rows, v] *= HARDLY
        return x, torch.from_numpy(truth.astype(np.float32)), weight


WHITE = white()


class Mixer:
    def __init__(self, kinds, rng):
        self.kinds, self.rng, self.noise = kinds, rng, noise_table(rng)
        self.hard = {kind: np.full(len(kinds[kind]), 0.5) for kind in MINED}
        self.used = []  # (window, kind, take, first frame, last frame) of the last batch

    def either(self, share):
        return self.rng.random() < share

    def choose(self, kind):
        """A take's number."""
        if kind not in MINED or not self.either(MINING):
            return int(self.rng.integers(len(self.kinds[kind])))
        some = self.rng.integers(len(self.kinds[kind]), size=3)
        return int(some[self.hard[kind][some].argmax()])

    def heard(self, probabilities, truth):
        """Learns from the last batch which takes are hard: count x frames x voices, numpy."""
        wrong = np.where(truth > 0, 0, probabilities)
        for window, kind, k, first, last in self.used:
            now = wrong[window][first: last, MINED[kind]].mean(0).max()
            self.hard[kind][k] += (1 - FORGOTTEN) * (now - self.hard[kind][k])

    def add(self, window, kind, begin, seconds, level, fall=0.0, unsure=()):
        """A take from about second `begin` on, for about `seconds`; fall: decibels a second, down to -12."""
        takes, rng = self.kinds[kind], self.rng
        if len(takes) == 0:
            return
        k = self.choose(kind)
        start, end, cuts = int(takes.starts[k]), int(takes.ends[k]), takes.cuts[k]
        a = int(cuts[rng.integers(max(1, len(cuts) // 2))])
        later = cuts[cuts > a + 100 * seconds]
        b = int(later[0]) if len(later) else end - start
        first = int(100 * begin)
        a, first = a + max(0, -first), max(0, first)
        b = min(b, a + FRAMES - first)
        if b - a < 5:
            return
        rows = slice(start + a, start + b)
        bands = torch.from_numpy(takes.bands[rows]).float()
        if self.either(0.5):
            bands = bands @ warps(rng, 1, 0.06)[0]
        gain = float(level) + (curves(rng, 1, 4, 1.5)[0] if self.either(0.6) else 0.0)
        if fall:
            gain = gain - torch.clamp(fall * torch.arange(b - a) / 100 + float(rng.uniform(-4, 6)), 0, 12)[:, None]
        truth = np.unpackbits(takes.truth[rows][:, None], axis=1, count=5)
        sure = np.unpackbits(takes.sure[rows][:, None], axis=1, count=5)
        for voice in unsure:
            sure[:, voice] = 0
        window.pieces.append((first, bands + gain, truth, sure))
        if kind in MINED:
            window.mined.append((kind, k, first, first + b - a))

    def window(self):
        rng, window = self.rng, Window()
        level, adult = rng.uniform(-30, -10), rng.uniform(-14, 4)
        at = lambda least=-10.0: rng.uniform(least, 12)
        if self.either(0.56):
            self.add(window, "cry", at(-13), rng.uniform(2, 26), level, 0.25 if self.either(0.45) else 0.0)
        for kind, share in (("female", 0.46), ("male", 0.36)):
            if self.either(share):
                self.add(window, kind, at(), rng.uniform(1.5, 20), level + adult + rng.uniform(-2, 2))
        for kind, share, low, high in (("infant", 0.18, -12, 2), ("child", 0.16, -12, 3), ("play", 0.32, -12, 4),
                                       ("animal", 0.32, -14, 4), ("hush", 0.05, -15, 0), ("tones", 0.08, -20, 2)):
            if self.either(share):
                self.add(window, kind, at(), rng.uniform(1, 14), level + rng.uniform(low, high))
        for _ in range(int(rng.choice(4, p=(0.42, 0.36, 0.15, 0.07)))):
            self.add(window, "event", at(-4), rng.uniform(0.3, 8), level + rng.uniform(-12, 5))
        if self.either(0.04):  # a television: what it says is no answer, but who is to know
            self.add(window, "male" if self.either(0.5) else "female", -3, 20, level - rng.uniform(6, 25), unsure=(3, 4))
        snr = float(rng.choice((40, 30, 20, 15, 10, 5, 0, -5), p=(.13, .13, .14, .14, .15, .14, .12, .05)))
        self.add(window, "music" if self.either(0.27) else "steady_noise", -1, 20, level - snr + rng.uniform(-2, 2))
        floor = 10 * np.log10(10 ** ((level + rng.uniform(-60, -35)) / 10) + 10 ** (ROUNDING_DB / 10))
        rows = int(rng.integers(0, len(self.noise) - FRAMES))
        return window.finished(self.noise[rows: rows + FRAMES] + WHITE + floor), window.mined

    def batch(self, count):
        """count x frames x bands in dB; count x frames x voices: truth, and what a frame counts."""
        windows = [self.window() for _ in range(count)]
        self.used = [(i, *piece) for i, (_, mined) in enumerate(windows) for piece in mined]
        made = [finished for finished, _ in windows]
        x, truth, weight = (torch.stack([m[i] for m in made]) for i in range(3))
        return torch.clamp(x, min=FLOOR_DB), truth, weight
