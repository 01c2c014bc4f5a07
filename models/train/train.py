#!/usr/bin/env python3
"""From a manifest of clips to a model file. See README.md beside this file."""
import argparse
import csv
import multiprocessing
import os
import sys
import tempfile

import torch

from export import export, write_check
from fit import fit
from network import Network
from pool import PER_FILE, SECONDS, fill, files_of
from thresholds import finish, recordings_of, scenes_of


def sources(manifest):
    """{data set: licences} of the rows that were trained on."""
    out = {}
    for row in csv.DictReader(open(manifest, newline="")):
        if row["split"] == "train":
            out.setdefault(row.get("dataset") or "unnamed", set()).add(row.get("licence") or "none stated")
    return {name: sorted(licences) for name, licences in sorted(out.items())}


def parse():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("manifest", help="CSV with path, class, group_id, split, truth")
    p.add_argument("root", help="folder that the manifest's paths start from")
    p.add_argument("--out", required=True, help="the model file to write")
    p.add_argument("--id", default="lull-v1", help="name of the model")
    p.add_argument("--check", help="also write a small stored check for the C++ tests")
    p.add_argument("--minutes", type=float, default=50, help="of training, after the first scenes are there")
    p.add_argument("--steps", type=int, help="of training, if sooner; the scenes are then mixed before it, and a run repeats")
    p.add_argument("--hours", type=float, default=170, help="of scenes to mix")
    p.add_argument("--workers", type=int, default=1, help="processes that mix")
    p.add_argument("--trainers", type=int, default=1, help="processes that train, each on a core of its own")
    p.add_argument("--start", help="weights.pt of an earlier run to go on from")
    p.add_argument("--also", help="folder of scenes of an earlier run; a third of the training is on them")
    p.add_argument("--seed", type=int, default=3)
    p.add_argument("--tune", help="folder of NAME.flac with NAME.rttm to choose thresholds on; without it: mixed scenes")
    p.add_argument("--best", action="store_true", help="keep the weights that tuned best, not the last ones")
    p.add_argument("--work", help="folder for the scenes, kept; without it a temporary one")
    p.add_argument("--smoke", action="store_true", help="half a minute of everything, to see that it runs")
    a = p.parse_args()
    if a.smoke:
        a.minutes, a.hours, a.workers, a.steps = 10, 0.7, 1, 150
    return a


def main():
    a = parse()
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as temporary:
        work = a.work or temporary
        train, tune = os.path.join(work, "train"), os.path.join(work, "tune")
        files = max(1, round(a.hours * 3600 / SECONDS / PER_FILE / a.workers))
        fill(a.manifest, a.root, tune, 1 if a.smoke else 15, 0, a.seed, True)
        mixers = [multiprocessing.Process(target=fill, args=(a.manifest, a.root, train, files, w, a.seed, False))
                  for w in range(a.workers)]
        for m in mixers:
            m.start()
        enough = files * a.workers if a.steps else 4
        while len(files_of(train)) < enough and any(m.is_alive() for m in mixers):
            mixers[0].join(1)
        weights = os.path.join(work, "weights.pt")
        scenes, recordings = scenes_of(tune), recordings_of(a.tune) if a.tune else []
        steps = fit(train, recordings or scenes, a.minutes, a.seed, weights, a.start, a.also, a.trainers, a.steps)
        for m in mixers:
            m.terminate()
            m.join()
        network = Network()
        network.load_state_dict(torch.load(weights if a.best else weights + ".last"))
        command = " ".join(["train.py"] + [os.path.basename(os.path.normpath(word)) for word in sys.argv[1:]])
        hours = len(files_of(train)) * PER_FILE * SECONDS / 3600
        provenance = {"command": command, "minutes": a.minutes, "hours_of_scenes": round(hours, 1), "steps": steps,
                      "seed": a.seed, "sources": sources(a.manifest)}
        export(a.out, network, *finish(network, recordings, scenes), provenance, a.id)
        if a.check:
            write_check(a.check, a.out)


if __name__ == "__main__":
    main()
