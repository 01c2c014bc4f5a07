"""Runs a trained network over recordings and writes RTTM: python3 evaluate.py MODEL.safetensors AUDIO_FOLDER OUT [POINT]"""
import glob
import json
import os
import struct
import sys

import numpy as np
import soundfile as sf
import torch

from events import SHORTEST, median5, segments
from features import RATE, log_mel

LABELS = ("CRY", "KCHI", "OCH", "FEM", "MAL")


def read_model(path):
    """(metadata, {name: array}) of a safetensors file of floats."""
    raw = open(path, "rb").read()
    size = struct.unpack("<Q", raw[:8])[0]
    header = json.loads(raw[8: 8 + size])
    metadata = {k: json.loads(v) for k, v in header.pop("__metadata__").items()}
    data = raw[8 + size:]
    tensors = {name: np.frombuffer(data[h["data_offsets"][0]: h["data_offsets"][1]], "<f4").reshape(h["shape"])
               for name, h in header.items()}
    return metadata, tensors


def forward(metadata, tensors, bands):
    """frames x voices probabilities, from the exported weights alone."""
    x = torch.from_numpy((bands - tensors["input.offset"]) * tensors["input.scale"]).T[None]
    for layer in metadata["layers"]:
        weight = torch.from_numpy(tensors[layer["name"] + ".weight"].copy()).transpose(1, 2)
        bias = torch.from_numpy(tensors[layer["name"] + ".bias"].copy())
        pad = (layer["kernel"] - 1) // 2 * layer["dilation"]
        y = torch.nn.functional.conv1d(x, weight, bias, layer["stride"], pad, layer["dilation"])
        y = torch.relu(y) if layer["activation"] == "relu" else y
        x = x + y if layer["residual"] else y
    voices = len(metadata["labels"])
    return torch.sigmoid(x[0].T.reshape(-1, voices))[: len(bands)].numpy()


def main(model, folder, out, point="f1"):
    metadata, tensors = read_model(model)
    os.makedirs(out, exist_ok=True)
    for path in sorted(glob.glob(os.path.join(folder, "*.flac"))):
        name = os.path.basename(path)[:-5]
        samples, rate = sf.read(path, dtype="float32", always_2d=True)
        if rate != RATE:
            raise SystemExit(f"{path}: {rate} Hz; convert it to {RATE} Hz")
        p = forward(metadata, tensors, log_mel(samples.mean(1)))
        lines = []
        for voice, label in enumerate(LABELS):
            t = metadata["thresholds"][point][metadata["labels"][voice]]
            for a, b in segments(median5(p[:, voice]), t["on"], t["off"], SHORTEST[voice]):
                lines.append((a / 100, f"SPEAKER {name} 1 {a / 100:.3f} {(b - a) / 100:.3f} <NA> <NA> {label} <NA> <NA>\n"))
        with open(os.path.join(out, name + ".rttm"), "w") as f:
            f.writelines(line for _, line in sorted(lines))


if __name__ == "__main__":
    torch.set_num_threads(1)
    main(*sys.argv[1:])
