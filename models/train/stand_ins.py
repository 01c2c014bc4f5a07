"""Sounds made here that stand in for those that the model gets wrong: no recording of anybody is shown."""
import numpy as np

from features import RATE


def harmonics(pitch, formants, rng):
    """pitch: hertz at each sample; formants: (centre, width, gain)."""
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    x = np.zeros(len(pitch))
    for k in range(1, 20):
        f = k * pitch
        x += sum(g * np.exp(-((f - c) / w) ** 2) for c, w, g in formants) * np.sin(k * phase) * (f < 7500)
    return x + 0.02 * rng.standard_normal(len(pitch))


def bout(rng, lengths, pauses, shape, formants):
    """Sounds of `lengths` seconds with `pauses` between; shape(share of the sound, number): its pitch in hertz."""
    out = [np.zeros(RATE // 2)]
    for i, (length, pause) in enumerate(zip(lengths, pauses)):
        s = np.linspace(0, 1, int(length * RATE))
        out += [harmonics(shape(s, i), formants, rng) * np.sin(np.pi * s) ** 0.5, np.zeros(int(pause * RATE))]
    x = np.concatenate(out)
    return x / np.abs(x).max()


def all_of_them():
    """{file name: (title, samples)}"""
    rng = np.random.default_rng(3)
    mouth = [(1100, 500, 1.0), (2800, 700, 0.6)]
    cry = bout(rng, [1.0, 0.9, 1.1], [0.5, 0.5, 0.5], lambda s, i: 440 + 140 * np.sin(np.pi * s), mouth)
    hiss = rng.standard_normal(len(cry))
    laugh = bout(rng, [0.16] * 10, [0.09] * 10, lambda s, i: 520 - 15 * i + 60 * np.sin(np.pi * s), mouth)
    squeal = bout(rng, [0.9, 0.8], [0.7, 0.7], lambda s, i: 700 + 600 * s ** 2, mouth)
    sung = bout(rng, [0.8, 0.7, 0.9], [0.3, 0.3, 0.4], lambda s, i: 300 + 170 * np.sin(np.pi * s + 0.4 * i),
                [(650, 200, 1.0), (1500, 300, 0.5)])
    return {"cry": ("Crying, for comparison", 0.2 * cry + 0.001 * hiss),
            "soft-cry": ("Crying no louder than the noise", 0.02 * cry + 0.006 * hiss),
            "laugh": ("Laughing infant", 0.2 * laugh + 0.001 * rng.standard_normal(len(laugh))),
            "squeal": ("Squeal of joy", 0.2 * squeal + 0.001 * rng.standard_normal(len(squeal))),
            "sung": ("Lively, sung adult voice", 0.2 * sung + 0.001 * rng.standard_normal(len(sung)))}
