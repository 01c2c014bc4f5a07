"""Runs a trained network over recordings and writes RTTM: python3 evaluate.py MODEL.safetensors AUDIO_FOLDER OUT [POINT]"""
import glob
import json
import os
import struct
import sys

import numpy as np
import soundfile as sf

from events import SHORTEST, median5, segments
from features import RATE, log_mel

LABELS = ("CRY", "KCHI", "OCH", "FEM", "MAL")
VOICE_NAMES = ("cry", "infant", "child", "female", "male")
ROWS = 4096


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


def convolved(x, layer, weight, bias):
    """x: rows x channels. Rows outside of it are 0. A few thousand rows at a time: any length in little memory."""
    kernel, stride, dilation = layer["kernel"], layer["stride"], layer["dilation"]
    pad = (kernel - 1) // 2 * dilation
    padded = np.pad(x, ((pad, pad), (0, 0)))
    rows = (len(padded) - (kernel - 1) * dilation - 1) // stride + 1
    out = np.empty((rows, weight.shape[0]), np.float32)
    flat = weight.reshape(weight.shape[0], -1).T
    for first in range(0, rows, ROWS):
        count = min(ROWS, rows - first)
        taps = [padded[first * stride + k * dilation:][: (count - 1) * stride + 1: stride] for k in range(kernel)]
        out[first: first + count] = np.concatenate(taps, 1) @ flat + bias
    return out


def forward(metadata, tensors, bands):
    """frames x voices probabilities, from the exported weights alone."""
    x = ((bands - tensors["input.offset"]) * tensors["input.scale"]).astype(np.float32)
    for layer in metadata["layers"]:
        y = convolved(x, layer, tensors[layer["name"] + ".weight"], tensors[layer["name"] + ".bias"])
        y = np.maximum(y, 0) if layer["activation"] == "relu" else y
        x = x + y if layer["residual"] else y
    z = x.reshape(-1, len(metadata["labels"]))[: len(bands)]
    return 1 / (1 + np.exp(-z))


def truth_of(path, frames):
    """frames x voices, 0 or 1, of an RTTM file."""
    truth = np.zeros((frames, len(LABELS)), np.uint8)
    for line in open(path):
        f = line.split()
        if f and f[0] == "SPEAKER" and f[7] in LABELS:
            begin, end = float(f[3]), float(f[3]) + float(f[4])
            truth[int(round(begin * 100)): int(round(end * 100)), LABELS.index(f[7])] = 1
    return truth


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
    main(*sys.argv[1:])
