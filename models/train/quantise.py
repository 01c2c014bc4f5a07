"""Trained layers as integers: eight bits a weight, sixteen an input; and the network in floats, as it was trained.

A layer is (description, weight out x kernel x width, bias), with the normalisation multiplied in. Its description holds
name, kernel, stride, dilation, activation and residual, and, where it slides over its channels, positions and slide.
"""
import numpy as np

from evaluate import LARGEST_INPUT, activated, convolved, normalised, windows

HEADROOM = 1.25       # of the largest input that the samples show
LARGEST_SHIFT = 30
LARGEST_WEIGHT = 127
DAMPING = 0.1         # of the mean square of an input
LARGEST_SUM = (2**31 - 1) // LARGEST_INPUT  # of an output's weights: its sum then fits into 32 bits, whatever it hears


def inputs_of(layers, offset, scale, bands):
    """What each layer hears of frames x bands in dB, one after the other, and at last what the last one says."""
    x = normalised(bands, offset, scale)
    yield x
    for info, weight, bias in layers:
        y = activated(convolved(x, info, weight) + np.tile(bias, info.get("positions", 1)), info)
        x = x + y if info["residual"] else y
        yield x


def heard(layers, offset, scale, samples):
    """[(largest magnitude of its input, mean products of what an output looks at: depth x depth)] of each layer."""
    largest, products, rows = np.zeros(len(layers)), [0.0] * len(layers), [0] * len(layers)
    for bands in samples:
        for i, (x, (info, weight, _)) in enumerate(zip(inputs_of(layers, offset, scale, bands), layers)):
            largest[i] = max(largest[i], np.abs(x).max(initial=0))
            for _, _, seen in windows(x, info, weight.shape[2]):
                products[i] = products[i] + (seen.T @ seen).astype(np.float64)
                rows[i] += len(seen)
    return [(top, product / count) for top, product, count in zip(largest, products, rows)]


def shift_of(largest):
    """By how many doublings an input becomes an integer, so that HEADROOM times the largest one still fits."""
    if largest == 0:
        return 0
    return int(np.clip(np.floor(np.log2(LARGEST_INPUT / (HEADROOM * largest))), -LARGEST_SHIFT, LARGEST_SHIFT))


def integer_weights(weight, products):
    """(weights of 8 bits, scale of each output). products: of what an output looks at, depth x depth.

    Weights are rounded one after the other, and those that are left make up for the error as well as what is heard with
    them allows (Frantar, Ashkboos, Hoefler and Alistarh 2023, "GPTQ"): half to a third of the error of plain rounding.
    """
    flat = weight.reshape(len(weight), -1).astype(np.float64)
    # Rounding adds at most half to each weight: of very many even the sum of the rounded ones has to fit.
    scale = np.maximum(np.abs(flat).max(1) / LARGEST_WEIGHT, np.abs(flat).sum(1) / (LARGEST_SUM - flat.shape[1] / 2))
    scale = np.where(scale > 0, scale, 1).astype(np.float32)
    order = np.argsort(-np.diag(products), kind="stable")  # what is loudest first
    damped = products + DAMPING * (np.trace(products) / len(products) + 1e-9) * np.eye(len(products))
    upper = np.linalg.cholesky(np.linalg.inv(damped[np.ix_(order, order)])).T
    left, rounded = flat[:, order], np.empty_like(flat)
    for i, column in enumerate(order):
        rounded[:, column] = np.clip(np.rint(left[:, i] / scale), -LARGEST_WEIGHT, LARGEST_WEIGHT)
        error = (left[:, i] - rounded[:, column] * scale) / upper[i, i]
        left[:, i + 1:] -= np.outer(error, upper[i, i + 1:])
    assert np.abs(rounded).sum(1).max() <= LARGEST_SUM
    return rounded.astype(np.int8).reshape(weight.shape), scale


def quantised(layers, offset, scale, samples):
    """(descriptions, {name: array}) as they stand in a model file. samples: [frames x bands in dB] to find ranges on."""
    infos, tensors = [], {}
    for (info, weight, bias), (largest, products) in zip(layers, heard(layers, offset, scale, samples)):
        infos.append({"positions": 1, "slide": 0, **info, "shift": shift_of(largest)})
        name = info["name"]
        tensors[name + ".weight"], tensors[name + ".scale"] = integer_weights(weight, products)
        tensors[name + ".bias"] = bias.astype(np.float32)
    return infos, tensors
