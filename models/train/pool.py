"""A folder of mixed scenes, filled by workers while the training reads it."""
import os

import numpy as np

import clips
from scenes import Mixer

SECONDS = 12.8
PER_FILE = 64


def fill(manifest, root, folder, files, worker, seed, tuning):
    """Writes `files` files of scenes; what is there already is kept, so a broken-off run goes on."""
    data = clips.load(manifest, root, "train", tuning)
    rooms = [c.samples[: clips.RATE].astype(np.float32) / 32768 for g in data.get("rir", {}).values() for c in g]
    os.makedirs(folder, exist_ok=True)
    for part in range(files):
        name = os.path.join(folder, f"{worker:02d}-{part:05d}.npz")
        if os.path.exists(name):
            continue
        bands, truth, weight = [], [], []
        for i in range(PER_FILE):
            rng = np.random.default_rng([seed, worker, part, i, tuning])
            x, y, w = Mixer(data, rooms, rng, SECONDS).scene()
            bands.append(x.astype(np.float16)), truth.append(y), weight.append(w)
        # A name that the reader does not look for, until it is whole.
        aside = os.path.join(folder, f"writing-{worker}.tmp.npz")
        np.savez(aside, x=np.stack(bands), y=np.packbits(np.stack(truth), axis=-1),
                 w=np.packbits(np.stack(weight), axis=-1))
        os.rename(aside, name)


def files_of(folder):
    return sorted(os.path.join(folder, n) for n in os.listdir(folder) if n[:1].isdigit()) if os.path.isdir(folder) else []


def read(path):
    """bands in dB, truth and weight of each frame and voice."""
    f = np.load(path)
    unpacked = [np.unpackbits(f[k], axis=-1, count=5) for k in ("y", "w")]
    return f["x"].astype(np.float32), *unpacked
