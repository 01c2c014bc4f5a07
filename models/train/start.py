"""A network with the weights of a model file: to go on from what was exported, wider if wished."""
import torch

from evaluate import read_model


def load(network, path, bands):
    """Fills `network` with the folded weights of the model at `path`.

    The normalisation is laid bare again by what it sees in `bands` (scenes x frames x bands in dB), so that the network
    computes the same while it trains and when it does not. Channels that the file lacks start at random and are heard
    by none of the others until training says so.
    """
    _, tensors = read_model(path)
    rows = {k: torch.from_numpy(v.copy()) for k, v in tensors.items()}
    network.eval()
    hooks, descriptions = [], [layer["name"] for layer, _, _ in network.folded()]
    with torch.no_grad():
        for name, conv, norm in zip(descriptions, network.convs, network.norms):
            weight, bias = rows[name + ".weight"].transpose(1, 2), rows[name + ".bias"]
            outs, ins = weight.shape[:2]
            conv.weight[:outs] = 0
            conv.weight[:outs, :ins, 0] = weight
            hooks.append(conv.register_forward_hook(lambda module, _, y, norm=norm, bias=bias: lay_bare(norm, y, bias)))
        head = rows["head.weight"].transpose(1, 2)
        network.head.weight.zero_()
        network.head.weight[:, :head.shape[1], 0] = head
        network.head.bias.copy_(rows["head.bias"])
        network(bands)
    for hook in hooks:
        hook.remove()
    return network


def lay_bare(norm, y, bias):
    """Sets the statistics of `norm` to those of `y`, and for known channels its gain and offset so that both cancel."""
    mean, variance = y.mean((0, 2, 3)), y.var((0, 2, 3), unbiased=False)
    norm.running_mean.copy_(mean)
    norm.running_var.copy_(variance)
    norm.weight[:len(bias)] = torch.sqrt(variance + norm.eps)[:len(bias)]
    norm.bias[:len(bias)] = bias + mean[:len(bias)]
