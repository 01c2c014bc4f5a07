#!/usr/bin/env python3
"""From a manifest of clips to a model file. See README.md beside this file."""
import argparse
import csv
import hashlib
import os
import subprocess
import sys
import tempfile

import numpy as np
import torch

import bank
from export import export, write_check
from fit import averaged, fit
from mixing import Mixer
from thresholds import finish, recordings_of


def sources(manifest):
    """{data set: licences} of the rows that were trained on."""
    out = {}
    for row in csv.DictReader(open(manifest, newline="")):
        if row["split"] == "train":
            out.setdefault(row.get("dataset") or "unnamed", set()).add(row.get("licence") or "none stated")
    return {name: sorted(licences) for name, licences in sorted(out.items())}


def commit():
    """Of this training code, or "unknown" outside of a repository."""
    done = subprocess.run(["git", "rev-parse", "HEAD"], cwd=os.path.dirname(os.path.abspath(__file__)), capture_output=True, text=True)
    return done.stdout.strip() or "unknown"


def digest(path):
    with open(path, "rb") as f:
        return hashlib.sha256(f.read()).hexdigest()


def parse():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("manifest", help="CSV with path, class, group_id, split, truth")
    p.add_argument("root", help="folder that the manifest's paths start from")
    p.add_argument("--out", required=True, help="the model file to write")
    p.add_argument("--id", default="lull-v1", help="name of the model")
    p.add_argument("--check", help="also write a small stored check for the C++ tests")
    p.add_argument("--minutes", type=float, default=100, help="of training, after the takes are there")
    p.add_argument("--steps", type=int, help="of training, if sooner: a run then repeats")
    p.add_argument("--takes", type=float, default=1.0, help="how many takes to make, in shares of the usual number")
    p.add_argument("--workers", type=int, default=1, help="processes that make takes")
    p.add_argument("--trainers", type=int, default=1, help="processes that train, each on a core of its own")
    p.add_argument("--start", help="weights.pt of an earlier run to go on from")
    p.add_argument("--average", nargs="*", default=[], help="more weights.pt, of other moments or parts: the model is their mean")
    p.add_argument("--seed", type=int, default=3)
    p.add_argument("--tune", help="folder of NAME.flac with NAME.rttm to choose thresholds on; without it: mixed windows")
    p.add_argument("--best", action="store_true", help="keep the weights that tuned best, not the last ones")
    p.add_argument("--work", help="folder for the takes, kept; without it a temporary one")
    p.add_argument("--smoke", action="store_true", help="a minute of everything, to see that it runs")
    a = p.parse_args()
    if a.smoke:
        a.minutes, a.takes, a.steps = 10, 0.01, 120
    return a


def windows(kinds, count, seed):
    """[(bands, truth)] of mixed windows, to tune on where there are no recordings."""
    bands, truth, _ = Mixer(kinds, np.random.default_rng(seed)).batch(count)
    return list(zip(bands.numpy(), truth.numpy()))


def main():
    a = parse()
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as temporary:
        work = a.work or temporary
        train, tune = os.path.join(work, "train"), os.path.join(work, "tune")
        bank.make(a.manifest, a.root, train, False, a.seed, a.takes, a.workers)
        bank.make(a.manifest, a.root, tune, True, a.seed, 0.1 * a.takes, a.workers)
        kinds = bank.load(train)
        recordings, mixed = recordings_of(a.tune) if a.tune else [], windows(bank.load(tune), 400, a.seed)
        weights = os.path.join(work, "weights.pt")
        steps = fit(kinds, recordings or mixed, a.minutes, a.seed, weights, a.start, a.trainers, a.steps)
        network = averaged([weights if a.best else weights + ".last"] + a.average, kinds, a.seed)
        command = " ".join(["train.py"] + [os.path.basename(os.path.normpath(word)) for word in sys.argv[1:]])
        hours = sum(len(kind.bands) for kind in kinds.values()) / 360000
        provenance = {"command": command, "minutes": a.minutes, "hours_of_takes": round(hours, 1), "steps": steps,
                      "seed": a.seed, "commit": commit(), "manifest_sha256": digest(a.manifest), "sources": sources(a.manifest)}
        export(a.out, *finish(network, recordings, mixed), provenance, a.id)
        if a.check:
            write_check(a.check, a.out)


if __name__ == "__main__":
    main()
