"""A folder of takes of every kind, made once before training; training mixes them anew for each step."""
import hashlib
import json
import multiprocessing
import os

import numpy as np

import clips
from features import BANDS
from takes import Recorder

# How many takes of a kind there are, in thousands.
KINDS = {"cry": 3.6, "female": 3.0, "male": 3.0, "child": 0.8, "infant": 0.5, "play": 1.8, "animal": 1.6,
         "event": 1.6, "steady_noise": 0.8, "music": 1.8, "hush": 0.2, "tones": 0.5}
PART = 100  # takes of a file


def make_part(job):
    """One file of takes of a kind; what is there already is kept, so that a broken-off run goes on."""
    data, folder, kind, part, count, seed = job
    name = os.path.join(folder, f"{kind}-{part:04d}.npz")
    if os.path.exists(name):
        return
    rng = np.random.default_rng([seed, sorted(KINDS).index(kind), part])
    recorder, made = Recorder(data, rng), []
    for _ in range(4 * count):
        take = getattr(recorder, kind)().finished(rng)
        if take:
            made.append(take)
        if len(made) == count:
            break
    if not made:
        return
    bands, truth, sure = (np.concatenate([m[i] for m in made]) for i in range(3))
    aside = os.path.join(folder, f"writing-{kind}-{part}.tmp.npz")
    np.savez(aside, bands=bands.astype(np.float16), truth=np.packbits(truth, axis=-1)[:, 0],
             sure=np.packbits(sure, axis=-1)[:, 0], lengths=np.array([len(m[0]) for m in made]),
             cuts=np.array(json.dumps([m[3] for m in made])))
    os.rename(aside, name)


def of_what(manifest, tuning, seed, share):
    with open(manifest, "rb") as f:
        return json.dumps({"manifest": hashlib.sha256(f.read()).hexdigest(), "tuning": tuning, "seed": seed, "share": share})


def make(manifest, root, folder, tuning, seed, share=1.0, workers=1):
    """Fills `folder` with takes of the train groups (or of those of them that tune); share: of the usual number."""
    stamp, kept = of_what(manifest, tuning, seed, share), os.path.join(folder, "made-of.json")
    os.makedirs(folder, exist_ok=True)
    if os.path.exists(kept) and open(kept).read() != stamp:
        raise SystemExit(f"{folder} holds takes of another manifest, seed or number; use another --work")
    with open(kept, "w") as f:
        f.write(stamp)
    data = clips.load(manifest, root, "train", tuning)
    jobs = []
    for kind, thousands in KINDS.items():
        wanted = max(8, int(1000 * thousands * share))
        jobs += [(kind, part, min(PART, wanted - part * PART)) for part in range(-(-wanted // PART))]
    jobs = [jobs[i] for i in np.random.default_rng(seed).permutation(len(jobs))]  # long and short ones in any order

    def work(mine):
        for kind, part, count in mine:
            make_part((data, folder, kind, part, count, seed))

    others = [multiprocessing.Process(target=work, args=(jobs[w::workers],)) for w in range(1, workers)]
    for other in others:
        other.start()
    work(jobs[::workers])
    for other in others:
        other.join()
        if other.exitcode:
            raise SystemExit("a process that makes takes has ended with an error")


class Kind:
    """All takes of one kind, in memory."""

    def __init__(self, files):
        parts = [np.load(f) for f in files]
        self.bands = np.concatenate([p["bands"] for p in parts]) if parts else np.zeros((0, BANDS), np.float16)
        self.truth = np.concatenate([p["truth"] for p in parts]) if parts else np.zeros(0, np.uint8)
        self.sure = np.concatenate([p["sure"] for p in parts]) if parts else np.zeros(0, np.uint8)
        lengths = np.concatenate([p["lengths"] for p in parts]) if parts else np.zeros(0, int)
        self.ends = np.cumsum(lengths)
        self.starts = self.ends - lengths
        self.cuts = [np.array(c) for p in parts for c in json.loads(str(p["cuts"]))]

    def __len__(self):
        return len(self.starts)


def load(folder):
    """{kind: Kind} of the takes in `folder`."""
    names = sorted(os.listdir(folder))
    return {kind: Kind([os.path.join(folder, n) for n in names if n.startswith(kind + "-")]) for kind in KINDS}
