"""The network: dilated convolutions of finite context over mel bands; 25 rows a second inside, 100 frames out."""
import torch
from torch import nn

from features import BANDS

LAYERS = [dict(name="in", kernel=5, stride=2, dilation=1, outputs=48, residual=False),
          dict(name="down", kernel=5, stride=2, dilation=1, outputs=64, residual=False)]
LAYERS += [dict(name=f"mid{i}", kernel=3, stride=1, dilation=d, outputs=64, residual=True)
           for i, d in enumerate((1, 2, 4, 8, 16, 11, 4, 1))]  # 1.94 s to either side
SUBFRAMES, VOICES = 4, 5
OFFSET, SCALE = -55.0, 1 / 20.0


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.convs, self.norms = nn.ModuleList(), nn.ModuleList()
        channels = BANDS
        for layer in LAYERS:
            pad = (layer["kernel"] - 1) // 2 * layer["dilation"]
            self.convs.append(nn.Conv2d(channels, layer["outputs"], (1, layer["kernel"]), (1, layer["stride"]),
                                        (0, pad), (1, layer["dilation"]), bias=False))
            self.norms.append(nn.BatchNorm2d(layer["outputs"]))
            channels = layer["outputs"]
        self.drop = nn.Dropout2d(0.05)  # whole channels: cheap, and neighbouring rows are alike
        self.head = nn.Conv2d(channels, SUBFRAMES * VOICES, 1)
        self.to(memory_format=torch.channels_last)

    def forward(self, bands):
        """batch x frames x bands in dB -> batch x frames x voices, logits.

        Pictures of height one with the channels last: torch then multiplies without moving the data first.
        """
        frames = bands.shape[1]
        x = ((bands - OFFSET) * SCALE).unsqueeze(1).permute(0, 3, 1, 2)
        for layer, conv, norm in zip(LAYERS, self.convs, self.norms):
            y = torch.relu(norm(conv(x)))
            x = x + self.drop(y) if layer["residual"] else y
        y = self.head(x).permute(0, 3, 1, 2)
        return y.reshape(len(bands), -1, VOICES)[:, :frames]

    def folded(self):
        """[(description, weight out x kernel x in, bias)] with the normalisation multiplied in."""
        out = []
        for layer, conv, norm in zip(LAYERS, self.convs, self.norms):
            gain = norm.weight / torch.sqrt(norm.running_var + norm.eps)
            weight = conv.weight[:, :, 0] * gain[:, None, None]
            bias = norm.bias - norm.running_mean * gain
            info = {k: layer[k] for k in ("name", "kernel", "stride", "dilation")}
            out.append((dict(info, activation="relu", residual=layer["residual"]), weight.transpose(1, 2), bias))
        info = dict(name="head", kernel=1, stride=1, dilation=1, activation="none", residual=False)
        out.append((info, self.head.weight[:, :, 0].transpose(1, 2), self.head.bias))
        return [(i, w.detach().numpy().copy(), b.detach().numpy().copy()) for i, w, b in out]

    def cost(self):
        """Multiply-adds for a second of audio."""
        rate, channels, total = 100.0, BANDS, 0.0
        for layer in LAYERS:
            rate /= layer["stride"]
            total += rate * channels * layer["outputs"] * layer["kernel"]
            channels = layer["outputs"]
        return total + rate * channels * SUBFRAMES * VOICES
