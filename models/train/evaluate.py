"""Runs a trained network over recordings and writes RTTM: python3 evaluate.py MODEL.safetensors AUDIO_FOLDER OUT [POINT]"""
import glob
import json
import os
import struct
import sys

import numpy as np
import soundfile as sf

from events import median5, segments
from features import RATE, log_mel

LABELS = ("CRY", "KCHI", "OCH", "FEM", "MAL")
VOICE_NAMES = ("cry", "infant", "child", "female", "male")
ROWS = 4096
TYPES = {"F32": "<f4", "I8": "i1"}
LARGEST_INPUT = 32767


def read_model(path):
    """(metadata, {name: array}) of a safetensors file of floats and 8-bit integers."""
    raw = open(path, "rb").read()
    size = struct.unpack("<Q", raw[:8])[0]
    header = json.loads(raw[8: 8 + size])
    metadata = {k: json.loads(v) for k, v in header.pop("__metadata__").items()}
    data = raw[8 + size:]
    tensors = {name: np.frombuffer(data[h["data_offsets"][0]: h["data_offsets"][1]], TYPES[h["dtype"]]).reshape(h["shape"])
               for name, h in header.items()}
    return metadata, tensors


def windows(x, layer, width):
    """What the outputs of a layer look at, a few thousand rows at a time: any length in little memory.

    x: rows x channels; outside of it is 0. Each position reads `width` channels, `slide` further than the one before.
    Yields (first row of output, position, rows x taps and channels).
    """
    kernel, stride, dilation = layer["kernel"], layer["stride"], layer["dilation"]
    pad = (kernel - 1) // 2 * dilation
    padded = np.pad(x, ((pad, pad), (0, 0)))
    rows = (len(padded) - (kernel - 1) * dilation - 1) // stride + 1
    for first in range(0, rows, ROWS):
        count = min(ROWS, rows - first)
        taps = [padded[first * stride + k * dilation:][: (count - 1) * stride + 1: stride] for k in range(kernel)]
        for position in range(layer.get("positions", 1)):
            at = position * layer.get("slide", 0)
            yield first, position, np.concatenate([tap[:, at: at + width] for tap in taps], 1)


def convolved(x, layer, weight):
    """x: rows x channels; weight: outputs x kernel x width. Returns rows x outputs of one position after the other."""
    outputs, stride = len(weight), layer["stride"]
    out = np.empty(((len(x) + stride - 1) // stride, layer.get("positions", 1) * outputs), x.dtype)
    flat = weight.reshape(outputs, -1).T.astype(x.dtype)
    for first, position, seen in windows(x, layer, weight.shape[2]):
        out[first: first + len(seen), position * outputs: (position + 1) * outputs] = seen @ flat
    return out


def normalised(bands, offset, scale):
    return ((bands - offset) * scale).astype(np.float32)


def activated(y, layer):
    return np.maximum(y, 0) if layer["activation"] == "relu" else y


def logistic(z):
    return 1 / (1 + np.exp(-z))


def forward(metadata, tensors, bands):
    """frames x voices probabilities, from the model file alone, by the same arithmetic as in C++: sums of integers are
    exact, and each operation on floats is rounded once."""
    x = normalised(bands, tensors["input.offset"], tensors["input.scale"])
    for layer in metadata["layers"]:
        positions = layer["positions"]
        weight, scale, bias = (tensors[layer["name"] + part] for part in (".weight", ".scale", ".bias"))
        to_integer, unit = np.float32(2.0 ** layer["shift"]), np.float32(2.0 ** -layer["shift"])
        q = np.clip(np.rint(x * to_integer), -LARGEST_INPUT, LARGEST_INPUT)
        sums = convolved(q.astype(np.float64), layer, weight)  # of integers below 2^31: exact in any order
        y = activated(sums.astype(np.float32) * np.tile(scale * unit, positions) + np.tile(bias, positions), layer)
        x = y + q * unit if layer["residual"] else y
    return logistic(x.reshape(-1, len(metadata["labels"]))[: len(bands)])


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
            for a, b in segments(median5(p[:, voice]), t):
                lines.append((a / 100, f"SPEAKER {name} 1 {a / 100:.3f} {(b - a) / 100:.3f} <NA> <NA> {label} <NA> <NA>\n"))
        with open(os.path.join(out, name + ".rttm"), "w") as f:
            f.writelines(line for _, line in sorted(lines))


if __name__ == "__main__":
    main(*sys.argv[1:])
