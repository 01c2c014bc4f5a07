#!/usr/bin/env python3
"""A trained network and its thresholds as a safetensors file, and a small stored check beside it.

python3 export.py MODEL.safetensors KEY JSON adds a line to what the file says of its origin, such as a score.
"""
import json
import struct
import sys

import numpy as np

from evaluate import TYPES, VOICE_NAMES, forward, read_model
from features import BANDS, OPTIONS, log_mel
from network import OFFSET, SCALE, SUBFRAMES
from quantise import quantised


def write_safetensors(path, tensors, metadata):
    """{name: array} and {key: value}, each value kept as JSON text; the order given is kept. Integers have 8 bits."""
    header, data = {"__metadata__": {k: json.dumps(v) for k, v in metadata.items()}}, b""
    for name, array in tensors.items():
        dtype = "I8" if array.dtype == np.int8 else "F32"
        raw = np.ascontiguousarray(array, dtype=TYPES[dtype]).tobytes()
        header[name] = {"dtype": dtype, "shape": list(array.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as f:
        f.write(struct.pack("<Q", len(text)) + text + data)


def tensors_of(layers, samples):
    """(descriptions, {name: array}) of the folded layers, as integers; samples: [frames x bands in dB]."""
    infos, tensors = quantised(layers, np.float32(OFFSET), np.float32(SCALE), samples)
    return infos, {"input.offset": np.full(BANDS, OFFSET, np.float32), "input.scale": np.full(BANDS, SCALE, np.float32),
                   **tensors}


def export(path, layers, samples, thresholds, provenance, name):
    """layers: the network's, folded, with what calibration made of its head; samples: see tensors_of."""
    infos, tensors = tensors_of(layers, samples)
    metadata = {"format": "lull-model-2", "id": name, "features": OPTIONS, "labels": VOICE_NAMES, "layers": infos,
                "subframes": SUBFRAMES, "thresholds": thresholds, "provenance": provenance}
    write_safetensors(path, tensors, metadata)


def add_provenance(path, key, value):
    metadata, tensors = read_model(path)
    metadata["provenance"][key] = value
    write_safetensors(path, tensors, metadata)


def write_check(path, model):
    """Two and a half seconds of tones, noise and clicks, with what the front end and the written model make of them."""
    rng = np.random.default_rng(7)
    t = np.arange(40000) / 16000
    x = 0.1 * np.sin(2 * np.pi * 450 * t) * (t < 1) + 0.05 * np.sin(2 * np.pi * (600 + 300 * t) * t) * (t > 1.2)
    x = x + rng.standard_normal(len(t)) * np.where(t < 2, 0.003, 0.05)
    x[::8000] += 0.4
    x = x.astype(np.float32)
    bands = log_mel(x)
    probabilities = forward(*read_model(model), bands)
    write_safetensors(path, {"samples": x, "features": bands, "probabilities": probabilities},
                      {"what": "front end and forward pass"})


if __name__ == "__main__":
    add_provenance(sys.argv[1], sys.argv[2], json.loads(sys.argv[3]))
