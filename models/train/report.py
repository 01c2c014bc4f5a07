#!/usr/bin/env python3
"""Everything the card says in figures, in one run.

python3 report.py MODEL.safetensors MANIFEST.csv CLIPS --scenes DEV --tuning TUNE --play FOLDER --out docs/model

DEV and TUNE hold NAME.flac, NAME.rttm and NAME.json; FOLDER holds recordings without crying, named FAMILY.*.flac.
Writes scores.md, scores.json and the figures to --out.
"""
import argparse
import glob
import json
import os

import numpy as np
import soundfile as sf

import report_clips
import report_scenes
from calibrate import reliability
from evaluate import VOICE_NAMES, forward, read_model
from features import log_mel
from figures import bars, lines, spectrogram
from stand_ins import all_of_them


def table(head, rows):
    """Markdown; numbers to three places."""
    text = lambda v: "-" if v is None else f"{v:.3f}" if isinstance(v, float) else str(v)
    return "\n".join(["| " + " | ".join(head) + " |", "|" + "---|" * len(head)] +
                     ["| " + " | ".join(text(v) for v in row) + " |" for row in rows]) + "\n"


def play(model, folder, point):
    """{family: (seconds, seconds called crying)}"""
    out = {}
    for path in sorted(glob.glob(os.path.join(folder, "*.flac"))):
        bands = log_mel(sf.read(path, dtype="float32", always_2d=True)[0].mean(1))
        family = os.path.basename(path).split(".")[0]
        seconds, false = out.get(family, (0.0, 0.0))
        said = report_scenes.cry_segments(model, forward(*model, bands), point)
        out[family] = (seconds + len(bands) / 100, false + sum(b - a for a, b in said) / 100)
    return out


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("model")
    p.add_argument("manifest")
    p.add_argument("clips")
    p.add_argument("--scenes", required=True)
    p.add_argument("--tuning", required=True)
    p.add_argument("--play")
    p.add_argument("--split", default="dev", help="of the clips")
    p.add_argument("--out", required=True)
    a = p.parse_args()
    os.makedirs(a.out, exist_ok=True)
    model = read_model(a.model)
    text, data = [], {"model": model[0]["id"]}
    folders = {"held back from training and used for tuning": a.tuning, "other infants and speakers": a.scenes}
    for what, folder in folders.items():
        scenes = report_scenes.load(model, folder)
        part = data[what] = {}
        text.append(f"## Scenes: {what}\n")
        for point in ("f1", "precision"):
            overall = part[point] = report_scenes.overall(model, scenes, point)
            text.append(table(["at " + point, "frame F1", "95 %", "precision", "recall", "event F1", "false min/h",
                               "total time, bias"],
                              [[g, s["f1"], s["interval"], s["precision"], s["recall"], s["event_f1"],
                                s["false_min_per_h"], s["bias"]] for g, s in overall.items()]))
        part["sex"] = report_scenes.sexes(model, scenes, "f1")
        text.append("Of adult time found where one sex speaks and one is named, the right one: "
                    f"{100 * part['sex']:.1f} %.\n")
        for name, rows in report_scenes.breakdowns(model, scenes, "f1").items():
            part[name] = rows
            text.append(table([name, "cry F1", "cry precision", "cry recall", "minutes", "adult F1"], rows))
        part["edges"] = report_scenes.edges(model, scenes, "f1")
        text.append(table(["edges of matched segments", "n", "onset bias ms", "offset bias ms", "onset median error ms",
                           "offset median error ms"], part["edges"]))
        part["answers"] = {calm: report_scenes.answers(model, scenes, "f1", calm) for calm in (10, 30)}
        text.append(table(["answers"] + [f"t_calm {c} s" for c in part["answers"]],
                          [[key] + [r[key] for r in part["answers"].values()] for key in part["answers"][10]]))
        curves = {}
        rows = []
        for voice, name in enumerate(VOICE_NAMES):
            if any(s.truth[:, voice].any() for s in scenes):
                points, error = reliability(*report_scenes.frames_of(scenes, voice))
                curves[name] = [(x, y) for x, y, _ in points]
                rows.append([name, error])
        part["calibration"] = rows
        text.append(table(["calibration", "expected error"], rows))
        tag = "tuning" if folder == a.tuning else "dev"
        lines(os.path.join(a.out, f"reliability-{tag}.svg"), f"Reliability, scenes {tag}", "probability said",
              "share that is true", curves)
        noise = [r for r in part["above the background by, dB"]]
        bars(os.path.join(a.out, f"noise-{tag}.svg"), f"Frame F1 by noise, scenes {tag}",
             "dB that crying is above the background", "frame F1", [r[0] for r in noise],
             {"cry": [r[1] for r in noise], "adult": [r[5] for r in noise]})
    text.append("## Level\n")
    data["level"] = report_scenes.levels(model, a.scenes, "f1")
    text.append(table(["crying at, dBFS", "cry F1", "cry event F1", "adult F1"], data["level"]))
    text.append("## Clips\n")
    data["clips"] = report_clips.report(model, a.manifest, a.clips, a.split)
    text.append(table(["crying clips", "clips", "frame F1", "precision", "recall"], data["clips"]["cry"]))
    text.append(table(["clip score", "area under the curve"], data["clips"]["curve"]))
    text.append(table(["clips without crying", "seconds", "clips", "with an alarm", "false min/h at f1", "at precision"],
                      data["clips"]["false"]))
    if a.play:
        text.append("## Play\n")
        rows = [[family, point, seconds, false, 60 * false / seconds]
                for point in ("f1", "precision") for family, (seconds, false) in play(model, a.play, point).items()]
        data["play"] = rows
        text.append(table(["family", "at", "seconds", "seconds called crying", "min/h"], rows))
    text.append("## Stand-ins\n")
    data["stand-ins"] = []
    for name, (title, samples) in all_of_them().items():
        bands = log_mel(samples.astype(np.float32))
        p = forward(*model, bands)[:, 0]
        spectrogram(os.path.join(a.out, f"{name}.svg"), title, bands, p)
        data["stand-ins"].append([title, float(p.max())])
    text.append(table(["sound made here", "highest probability of crying"], data["stand-ins"]))
    with open(os.path.join(a.out, "scores.md"), "w") as f:
        f.write("# Scores of " + model[0]["id"] + "\n\n" + "\n".join(text))
    with open(os.path.join(a.out, "scores.json"), "w") as f:
        json.dump(data, f, indent=1)
    print("\n".join(text))


if __name__ == "__main__":
    main()
