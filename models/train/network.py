"""The network: first over time and frequency, so that a voice is known at any height; then dilated convolutions over time.
Finite context; 25 rows a second inside, 100 frames out."""
import torch
from torch import nn

# A layer reads, at each of `positions` that are `slide` inputs apart, the `width` inputs from there on.
LAYERS = [dict(name="fine", kernel=5, stride=2, dilation=1, outputs=32, positions=17, slide=2, width=8),
          dict(name="coarse", kernel=3, stride=2, dilation=1, outputs=56, positions=8, slide=64, width=96),
          dict(name="join", kernel=1, stride=1, dilation=1, outputs=96, positions=1, slide=0, width=448)]
LAYERS += [dict(name=f"mid{i}", kernel=3, stride=1, dilation=d, outputs=96, positions=1, slide=0, width=96, residual=True)
           for i, d in enumerate((1, 2, 4, 8, 1, 2, 4, 8, 12, 4))]  # 1.9 s to either side
SUBFRAMES, VOICES = 4, 5
OFFSET, SCALE = -55.0, 1 / 20.0


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.convs, self.norms = nn.ModuleList(), nn.ModuleList()
        channels = 1  # of a position
        for layer in LAYERS:
            tall = layer["width"] // channels if layer["positions"] > 1 else 1
            # The first layer's bands are laid side by side as channels beforehand: one channel is slow.
            inside, tall = (tall, 1) if channels == 1 else (channels, tall)
            inside = layer["width"] if layer["positions"] == 1 else inside
            pad = (layer["kernel"] - 1) // 2 * layer["dilation"]
            step = 1 if tall == 1 else layer["slide"] // channels
            self.convs.append(nn.Conv2d(inside, layer["outputs"], (tall, layer["kernel"]), (step, layer["stride"]), (0, pad),
                                        (1, layer["dilation"]), bias=False))
            self.norms.append(nn.BatchNorm2d(layer["outputs"]))
            channels = layer["outputs"]
        self.drop = nn.Dropout2d(0.07)  # whole channels: cheap, and neighbouring rows are alike
        self.head = nn.Conv2d(channels, SUBFRAMES * VOICES, 1)
        self.to(memory_format=torch.channels_last)

    def forward(self, bands):
        """batch x frames x bands in dB -> batch x frames x voices, logits."""
        frames, first = bands.shape[1], LAYERS[0]
        x = ((bands - OFFSET) * SCALE).unfold(2, first["width"], first["slide"])[:, :, :first["positions"]].permute(0, 3, 2, 1)
        x = x.contiguous(memory_format=torch.channels_last)
        for layer, conv, norm in zip(LAYERS, self.convs, self.norms):
            if layer["positions"] == 1 and x.shape[2] > 1:  # positions one after the other, as the model file has them
                x = x.permute(0, 2, 1, 3).reshape(len(x), -1, 1, x.shape[3]).contiguous(memory_format=torch.channels_last)
            y = torch.relu(norm(conv(x)))
            x = x + self.drop(y) if layer.get("residual") else y
        y = self.head(x).permute(0, 3, 1, 2)
        return y.reshape(len(bands), -1, VOICES)[:, :frames]

    def folded(self):
        """[(description, weight outputs x kernel x width, bias)] with the normalisation multiplied in."""
        out = []
        for layer, conv, norm in zip(LAYERS, self.convs, self.norms):
            gain = norm.weight / torch.sqrt(norm.running_var + norm.eps)
            weight = conv.weight * gain[:, None, None, None]  # outputs x channels x positions x kernel
            weight = weight.permute(0, 3, 2, 1).reshape(len(gain), layer["kernel"], layer["width"])
            info = {k: layer[k] for k in ("name", "kernel", "stride", "dilation", "positions", "slide")}
            info |= dict(activation="relu", residual=layer.get("residual", False))
            out.append((info, weight, norm.bias - norm.running_mean * gain))
        info = dict(name="head", kernel=1, stride=1, dilation=1, positions=1, slide=0, activation="none", residual=False)
        out.append((info, self.head.weight[:, :, 0].transpose(1, 2), self.head.bias))
        return [(i, w.detach().numpy().copy(), b.detach().numpy().copy()) for i, w, b in out]

    def cost(self):
        """Multiply-adds for a second of audio."""
        rate, total = 100.0, 0.0
        for layer in LAYERS:
            rate /= layer["stride"]
            total += rate * layer["positions"] * layer["outputs"] * layer["width"] * layer["kernel"]
        return total + rate * LAYERS[-1]["outputs"] * SUBFRAMES * VOICES
