"""A folder of mixed scenes, filled by workers while the training reads it."""
import os

import numpy as np

import clips
from homes import Home
from scenes import Mixer

SECONDS = 12.8
FRAMES = 1280
PER_FILE = 64
SHORT, EXACT = 0.25, 0.5  # shares of the files: dense scenes of 12.8 s; of the homes, those with the rhythm of the card's scenes
QUIET = 0.5               # share of the windows without any voice that are kept


def windows(data, rooms, rng):
    """Scenes of 12.8 s cut from homes."""
    while True:
        bands, truth, weight = Home(data, rooms, rng, rng.random() < EXACT).scene()
        first = int(rng.integers(0, FRAMES // 2))
        for at in range(first, len(bands) - FRAMES, FRAMES):
            cut = slice(at, at + FRAMES)
            if truth[cut].any() or not weight[cut].all() or rng.random() < QUIET:
                yield bands[cut], truth[cut], weight[cut]


def fill(manifest, root, folder, files, worker, seed, tuning):
    """Writes `files` files of scenes; what is there already is kept, so a broken-off run goes on."""
    data = clips.load(manifest, root, "train", tuning)
    rooms = [c.samples[: clips.RATE].astype(np.float32) / 32768 for g in data.get("rir", {}).values() for c in g]
    os.makedirs(folder, exist_ok=True)
    for part in range(files):
        name = os.path.join(folder, f"{worker:02d}-{part:05d}.npz")
        if os.path.exists(name):
            continue
        rng = np.random.default_rng([seed, worker, part, tuning])
        if rng.random() < SHORT:
            scenes = [Mixer(data, rooms, rng, SECONDS).scene() for _ in range(PER_FILE)]
        else:
            source = windows(data, rooms, rng)
            scenes = [next(source) for _ in range(PER_FILE)]
        bands, truth, weight = (np.stack([s[i] for s in scenes]) for i in range(3))
        # A name that the reader does not look for, until it is whole.
        aside = os.path.join(folder, f"writing-{worker}.tmp.npz")
        np.savez(aside, x=bands.astype(np.float16), y=np.packbits(truth, axis=-1), w=np.packbits(weight, axis=-1))
        os.rename(aside, name)


def files_of(folder):
    return sorted(os.path.join(folder, n) for n in os.listdir(folder) if n[:1].isdigit()) if os.path.isdir(folder) else []


def read(path):
    """bands in dB (half precision), truth and weight of each frame and voice."""
    f = np.load(path)
    unpacked = [np.unpackbits(f[k], axis=-1, count=5) for k in ("y", "w")]
    return f["x"], *unpacked
