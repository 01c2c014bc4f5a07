"""Gradient descent over windows that are mixed from takes as it goes."""
import copy
import multiprocessing
import time

import numpy as np
import torch
from torch.nn.functional import binary_cross_entropy_with_logits, max_pool1d, softplus

from augment import Augment
from events import median5, point_of, score
from mixing import Mixer
from network import Network

BATCH = 24
PEAK_RATE, GO_ON_RATE = 2.5e-3, 1.7e-3  # from nothing; from the weights of an earlier run
# Crying is what everything stands on; other infant sounds and other children have few clips.
VOICE_WEIGHT = torch.tensor([2.0, 0.5, 0.5, 1.0, 1.0])
ADULT_WEIGHT = 0.7  # that an adult is heard, of whichever sex
PLAY_WEIGHT = 4.0   # play that nobody has labelled: only that it is not crying
EDGE_WEIGHT, EDGE_FRAMES = 2.0, 10
SMOOTHING = 0.01
STRENGTH = 0.4      # of the augmentation; none at the end of training
TOGETHER = 25       # steps between two meetings of the processes that train
REPORT_SHARE = 0.04
GRID = np.arange(0.1, 0.95, 0.1)


def loss_of(logits, truth, weight):
    """truth and weight: scenes x frames x voices. The mean loss of a frame that counts."""
    change = torch.abs(truth[:, 1:] - truth[:, :-1]).transpose(1, 2)
    near = max_pool1d(torch.nn.functional.pad(change, (1, 0)), 2 * EDGE_FRAMES + 1, 1, EDGE_FRAMES).transpose(1, 2)
    counted = weight * (1 + (EDGE_WEIGHT - 1) * near)
    played = (weight[..., 1:].sum(-1) == 0) & (truth[..., 0] == 0)
    counted[..., 0] *= 1 + (PLAY_WEIGHT - 1) * played.float()
    each = binary_cross_entropy_with_logits(logits, truth * (1 - 2 * SMOOTHING) + SMOOTHING, reduction="none")
    # Of two independent voices none is heard with probability exp(-s).
    s = softplus(logits[..., 3]) + softplus(logits[..., 4])
    true = truth[..., 3:].amax(-1)
    sure = torch.maximum(weight[..., 3:].amin(-1), (weight * truth)[..., 3:].amax(-1))
    adult = torch.where(true > 0, -torch.log(-torch.expm1(-s) + 1e-6), s) * sure
    return ((each * counted * VOICE_WEIGHT).sum() + ADULT_WEIGHT * adult.sum()) / weight.sum()


def best_f1(pairs):
    """[(frame F1, event F1)] of each voice at the probability that suits its frames best.

    Not the loss: a network that grows too sure raises its loss while it still learns to tell the voices apart.
    """
    out = []
    for voice in range(len(VOICE_WEIGHT)):
        if not any(y[:, voice].any() for _, y in pairs):
            out.append((0.0, 0.0))
            continue
        smooth = [(median5(p[:, voice]), y[:, voice]) for p, y in pairs]
        counts = np.zeros((len(GRID), 3))
        for p, y in smooth:
            for g, at in enumerate(GRID):
                said, true = p >= at, y > 0
                counts[g] += [(said & true).sum(), (said & ~true).sum(), (~said & true).sum()]
        f1 = 2 * counts[:, 0] / np.maximum(1, 2 * counts[:, 0] + counts[:, 1] + counts[:, 2])
        at = GRID[f1.argmax()]
        out.append((f1.max(), score(smooth, point_of(at, 0.8 * at))[3]))
    return np.array(out)


def probabilities(network, recordings):
    """[(probabilities, truth)] of each recording of [(bands, truth)], frames x many."""
    longest, out = max((len(bands) for bands, _ in recordings), default=0), []
    network.eval()
    with torch.no_grad():
        for bands, truth in recordings:  # one length: torch prepares anew for each
            x = torch.zeros(1, longest, bands.shape[1])
            x[0, :len(bands)] = torch.from_numpy(bands)
            out.append((torch.sigmoid(network(x))[0, :len(bands)].numpy(), truth))
    network.train()
    return out


def blend(into, other, share):
    """Moves the weights of `into` towards those of `other`."""
    with torch.no_grad():
        for a, b in zip(into.state_dict().values(), other.state_dict().values()):
            if a.dtype.is_floating_point:
                a.lerp_(b, share)
            else:
                a.copy_(b)


def averaged(files, kinds, seed):
    """A network with the mean of the weights in `files`. What its normalisation expects is measured anew, on mixtures of the
    takes in `kinds`: of a mean it is not the mean."""
    states, network = [torch.load(f) for f in files], Network()
    network.load_state_dict({k: sum(s[k] for s in states) / len(states) if v.dtype.is_floating_point else v
                             for k, v in states[0].items()})
    if len(files) == 1:
        return network
    mixer = Mixer(kinds, np.random.default_rng(seed))
    for norm in network.norms:
        norm.reset_running_stats()
        norm.momentum = None  # a plain mean
    network.drop.p = 0.0
    with torch.no_grad():
        for _ in range(12):
            network(mixer.batch(BATCH)[0])
    return network


def halves_pay():
    """bfloat16 takes a third of the time where the processor multiplies it, and ten times as long elsewhere."""
    try:
        with open("/proc/cpuinfo") as f:
            flags = f.read()
            return "avx512_bf16" in flags or "amx_bf16" in flags
    except OSError:
        return False


class Descent:
    """What the processes of one training share. Each goes its own way and every few steps meets a common centre, which
    it pulls and is pulled by (elastic averaging, Zhang, Choromanska and LeCun 2015); alone, this is a look-ahead."""

    def __init__(self, kinds, minutes, seed, start, workers, most):
        self.kinds, self.seconds, self.seed, self.most = kinds, 60 * minutes, seed, most
        self.rate, self.pull = GO_ON_RATE if start else PEAK_RATE, min(0.5, 0.9 / workers)
        self.warm = min(200, most // 5) if most else 200  # steps until the rate is at its peak
        self.centre = Network()
        if start:
            self.centre.load_state_dict(torch.load(start))
        self.half = halves_pay()
        self.centre.share_memory()
        self.lock, self.steps, self.begun = multiprocessing.Lock(), multiprocessing.Value("l", 0), time.time()

    def share(self):
        """Of the training that is behind: by the clock, or by the steps if they are limited."""
        by_clock = (time.time() - self.begun) / self.seconds
        # A clock that has time left has no say: a run of so many steps repeats to the bit.
        return min(1.0, self.steps.value / self.most if self.most and by_clock < 1 else by_clock)

    def meet(self, network):
        with self.lock:
            before = copy.deepcopy(network)
            blend(network, self.centre, self.pull)
            blend(self.centre, before, self.pull)
            self.steps.value += TOGETHER

    def run(self, worker, met=lambda loss: None):
        """Until the time is over; `met` is called after each meeting."""
        torch.manual_seed(self.seed * 100 + worker)
        torch.set_flush_denormal(True)
        rng = np.random.default_rng([self.seed, worker])
        network, mixer, augment, step = copy.deepcopy(self.centre), Mixer(self.kinds, rng), Augment(rng), 0
        optimiser = torch.optim.AdamW(network.parameters(), lr=self.rate, weight_decay=2e-2)
        while (share := self.share()) < 1:
            for group in optimiser.param_groups:
                group["lr"] = self.rate * min(1, (step + 1) / self.warm) * (0.5 + 0.5 * np.cos(np.pi * share)) + 1e-5
            bands, truth, weight = augment(*mixer.batch(BATCH), min(STRENGTH, 1 - share))
            with torch.cpu.amp.autocast(dtype=torch.bfloat16, enabled=self.half):
                logits = network(bands)
            loss = loss_of(logits.float(), truth, weight)
            optimiser.zero_grad()
            loss.backward()
            mixer.heard(torch.sigmoid(logits.detach()).float().numpy(), truth.numpy())
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            step += 1
            if step % TOGETHER == 0:
                self.meet(network)
                met(float(loss))


def fit(kinds, tuning, minutes, seed, keep, start=None, workers=1, most=None):
    """Trains for `minutes`, or `most` steps if that is given and sooner, from the weights in `start` if given, on
    mixtures of the takes in `kinds`.

    tuning: [(bands, truth)], frames x each; the weights that did best on them are saved to `keep`, the last ones to
    `keep`.last. Returns the steps.
    """
    descent = Descent(kinds, minutes, seed, start, workers, most)
    average, told, best, losses = copy.deepcopy(descent.centre), [0.0], [-1.0], []
    print(f"{sum(p.numel() for p in average.parameters())} parameters, {average.cost() / 1e6:.2f} million multiply-adds "
          "a second of audio", flush=True)

    def report():
        f1 = best_f1(probabilities(average, tuning))
        merit = float((f1.mean(1) * VOICE_WEIGHT.numpy()).sum() / VOICE_WEIGHT.sum())
        print(f"{descent.share():.3f} step {descent.steps.value} loss {np.mean(losses or [np.nan]):.4f} tuning frame F1 "
              f"{np.round(f1[:, 0], 3)} event F1 {np.round(f1[:, 1], 3)} mean {merit:.4f}", flush=True)
        torch.save(average.state_dict(), keep + ".last")
        if merit > best[0]:
            best[0] = merit
            torch.save(average.state_dict(), keep)

    def met(loss):
        # The centre's average over its last meetings is steadier than any of its states.
        blend(average, descent.centre, 0.1 if descent.steps.value > 20 * TOGETHER else 1.0)
        losses.append(loss)
        if REPORT_SHARE < descent.share() - told[0] and descent.share() < 1:
            told[0] = descent.share()
            report()
            losses.clear()

    helpers = [multiprocessing.Process(target=descent.run, args=(w,)) for w in range(1, workers)]
    for helper in helpers:
        helper.start()
    descent.run(0, met)
    for helper in helpers:
        helper.join()
        if helper.exitcode:
            raise SystemExit("a process that trains has ended with an error")
    report()
    return descent.steps.value
