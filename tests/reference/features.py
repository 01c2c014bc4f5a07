#!/usr/bin/env python3
"""Holds `lull features` against docs/features.md, computed again with NumPy and SciPy in double precision.

    features.py LULL [--keep DIR]
    features.py --store

On seeded tones, noise, chirps, pulses and silence: every column, Kaldi's log-mel and MFCC, and every functional; CSV and
.npy hold the same. Prints what differs and exits with 1 if anything does, with 77 where SciPy is not installed.
--store writes features_expected.txt anew: the values of some frames, to which the unit tests hold the program where
there is no SciPy. The comparison fails if they are not what is computed here.
"""

import argparse
import csv
import shutil
import subprocess
import sys
import tempfile
import wave
from pathlib import Path

try:
    import numpy as np
    import scipy.fft
    import scipy.signal
    import scipy.stats
except ImportError as missing:
    print(f"skipped: {missing} (Debian: python3-scipy)", file=sys.stderr)
    sys.exit(77)

RATE, WINDOW, HOP, POINTS = 16000, 400, 160, 512
HERTZ = np.arange(POINTS // 2 + 1) * RATE / POINTS
BAND = (HERTZ >= 60) & (HERTZ <= 3600)
SEGMENTS = [(0.0, 0.5, "CRY"), (0.1234, 0.4, "FEM"), (0.3, 0.31, "KCHI"), (0.31, 0.3125, "MAL"), (0.6, 1.4, "CRY"), (1.0, 1.005, "OCH")]

# Columns whose float arithmetic is good to this much, for the levels of the signals below: dB, Hz, or of no unit.
LIMITS = {"time_s": 0, "level_dbfs": 1e-4, "tilt_db_per_octave": 2e-3, "centroid_hz": 0.02, "flux": 2e-5, "flatness": 2e-5,
          "entropy": 2e-5, "logmel_db": 2e-3, "mfcc": 5e-3, "kaldi_logmel": 1e-3, "kaldi_mfcc": 2e-2}


# The signals

def signals():
    source = np.random.default_rng(20)
    seconds = np.arange(24000) / RATE
    hiss = lambda peak: source.uniform(-peak, peak, seconds.size)
    tone = 0.4 * np.sin(2 * np.pi * 440 * seconds) + 0.1 * np.sin(2 * np.pi * 1000 * seconds)
    whistle = 0.3 * np.sin(2 * np.pi * 1800 * seconds)
    sweep = 0.3 * scipy.signal.chirp(seconds, 200, seconds[-1], 3000)
    phase = np.cumsum(380 + 60 * np.sin(2 * np.pi * 5 * seconds)) / RATE
    pulses = np.diff(np.floor(phase), prepend=0)
    cry = 0.5 * scipy.signal.lfilter([1], [1, -1.6, 0.85], pulses)
    quiet = hiss(0.0006)
    quiet[8000:12000] = 0
    offset = 0.25 + 0.1 * np.sin(2 * np.pi * 300 * seconds) + hiss(0.01)
    return {"tone": tone + hiss(0.002), "whistle": whistle + hiss(0.002), "sweep": sweep + hiss(0.002),
            "cry": cry + hiss(0.004), "noise": hiss(0.3), "half": 0.1 * np.sin(2 * np.pi * 700 * seconds) + hiss(0.2),
            "quiet": quiet, "offset": offset, "short": hiss(0.2)[:100], "odd": (cry + hiss(0.004))[:7777]}


def write(path, samples):
    """16-bit samples; returns what they are worth."""
    whole = np.clip(np.round(samples * 32768), -32768, 32767).astype("<i2")
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(whole.tobytes())
    return whole / 32768.0


# docs/features.md, again

def cut(samples):
    count = -(-samples.size // HOP)
    padded = np.concatenate([samples, np.zeros(WINDOW + HOP)])
    return np.stack([padded[k * HOP:k * HOP + WINDOW] for k in range(count)])


def powers(frames):
    window = scipy.signal.get_window("hann", WINDOW, fftbins=True)
    centred = frames - frames.mean(axis=1, keepdims=True)
    return 4 * np.abs(scipy.fft.rfft(centred * window, POINTS)) ** 2 / window.sum() ** 2


def mel_bands(power):
    mel = lambda f: 2595 * np.log10(1 + f / 700)
    edges = 700 * (10 ** (np.linspace(mel(60), mel(3600), 42) / 2595) - 1)
    weights = np.stack([np.interp(HERTZ, edges[k:k + 3], [0, 1, 0], left=0, right=0) for k in range(40)])
    return 10 * np.log10(np.maximum(power @ weights.T, 1e-10))


def candidates(power):
    """Of each frame: (merit, F0, periodicity) of every peak."""
    inside = np.where((HERTZ >= 100) & (HERTZ <= 3600), power, 0)
    window = scipy.signal.get_window("hann", WINDOW, fftbins=True)
    of_window = scipy.signal.correlate(window, window)[WINDOW - 1:]
    correlation = scipy.fft.irfft(inside, POINTS)[:, :256]
    for row in correlation:
        peaks = []
        if row[0] > 0:
            r = row / row[0] / (of_window[:256] / of_window[0])
            for low, high in ((150, 1000), (900, 2500)):
                for lag in range(int(np.floor(RATE / high)), min(254, int(np.ceil(RATE / low))) + 1):
                    before, middle, after = r[lag - 1:lag + 2]
                    if not (middle >= 0.3 and middle >= before and middle > after):
                        continue
                    angle = np.arccos(np.clip((before + after) / (2 * middle), -1, 1))
                    slope = (after - before) / (2 * middle * np.sin(angle))
                    hertz, height = RATE / (lag + np.arctan(slope) / angle), min(1, middle * np.hypot(1, slope))
                    if 150 <= hertz <= 2500:
                        peaks.append((height - 0.02 * np.log2(2500 / hertz), hertz, height))
        yield sorted(peaks, reverse=True)


def features(samples):
    frames = cut(samples)
    power = powers(frames)
    band = np.maximum(power[:, BAND], 1e-12)
    hertz, share = HERTZ[BAND], band / band.sum(axis=1, keepdims=True)
    slope = lambda row: scipy.stats.linregress(np.log2(HERTZ[(HERTZ >= 200) & (HERTZ <= 3600)]), row).slope
    magnitude = np.sqrt(share)
    logmel = mel_bands(power)
    return {
        "time_s": (2 * np.arange(len(frames)) * HOP + WINDOW) / (2 * RATE),
        "level_dbfs": 10 * np.log10(np.maximum(frames.var(axis=1), 1e-10)),
        "tilt_db_per_octave": np.array([slope(row) for row in 10 * np.log10(np.maximum(
            power[:, (HERTZ >= 200) & (HERTZ <= 3600)], 1e-12))]),
        "centroid_hz": share @ hertz,
        "flux": np.concatenate([[np.nan], (np.diff(magnitude, axis=0) ** 2).sum(axis=1)]),
        "flatness": scipy.stats.gmean(band, axis=1) / band.mean(axis=1),
        "entropy": scipy.stats.entropy(band, axis=1) / np.log(hertz.size),
        "logmel_db": logmel,
        "mfcc": scipy.fft.dct(logmel, type=2, norm="ortho", axis=1)[:, :13],
    }


def kaldi(samples):
    frames = 32768 * cut(samples)
    frames = frames - frames.mean(axis=1, keepdims=True)
    energy = np.log(np.maximum((frames ** 2).sum(axis=1), np.finfo(np.float32).eps))
    emphasised = frames - 0.97 * np.concatenate([frames[:, :1], frames[:, :-1]], axis=1)
    window = scipy.signal.get_window("hann", WINDOW, fftbins=False) ** 0.85
    power = np.abs(scipy.fft.rfft(emphasised * window, POINTS))[:, :-1] ** 2
    mel = lambda f: 1127 * np.log(1 + f / 700)
    edges = np.linspace(mel(20), mel(RATE / 2), 25)
    weights = np.stack([np.interp(mel(HERTZ[:-1]), edges[k:k + 3], [0, 1, 0], left=0, right=0) for k in range(23)])
    logmel = np.log(np.maximum(power @ weights.T, np.finfo(np.float32).eps))
    mfcc = scipy.fft.dct(logmel, type=2, norm="ortho", axis=1)[:, :13]
    mfcc *= 1 + 11 * np.sin(np.pi * np.arange(13) / 22)
    mfcc[:, 0] = energy
    return {"kaldi_logmel": logmel, "kaldi_mfcc": mfcc}


# Comparing

class Report:
    def __init__(self):
        self.faults, self.most = [], {}

    def near(self, where, column, ours, theirs, limit):
        ours, theirs = np.asarray(ours, dtype=float), np.asarray(theirs, dtype=float)
        if ours.shape != theirs.shape:
            return self.fault(f"{where}, {column}: {theirs.shape} where {ours.shape} is right")
        if not np.array_equal(np.isnan(ours), np.isnan(theirs)):
            return self.fault(f"{where}, {column}: absent in other places")
        apart = np.abs(ours - theirs)
        most = np.nanmax(apart) if apart.size and not np.isnan(apart).all() else 0.0
        self.most[column] = max(self.most.get(column, 0.0), most)
        if most > limit:
            at = np.unravel_index(np.nanargmax(apart), apart.shape)
            self.fault(f"{where}, {column}: {theirs[at]} where {ours[at]} is right, at {at}")

    def fault(self, text):
        self.faults.append(text)


def check_pitch(report, where, table, power, level):
    """What a peak of equal merit says is right as well: which of two wins is the last digit's matter."""
    for at, peaks in enumerate(candidates(power)):
        f0, periodicity, hnr = (float(table[name][at]) for name in ("f0_hz", "periodicity", "hnr_db"))
        if level[at] < -75 - 1e-3 or not peaks:
            peaks = [(0, np.nan, 0)]
        best = [each for each in peaks if each[0] > peaks[0][0] - 2e-5]
        if peaks[0][2] < 0.3 + 1e-5 and peaks[0][2] > 0 or abs(level[at] + 75) < 1e-3:
            best.append((0, np.nan, 0))
        fits = any(abs(periodicity - height) < 1e-4 and
                   (np.isnan(f0) if height < 0.45 - 1e-5 else abs(f0 - hertz) < 2e-4 * hertz or
                    (np.isnan(f0) and height < 0.45 + 1e-5)) for _, hertz, height in best)
        if not fits:
            report.fault(f"{where}, frame {at}: F0 {f0}, periodicity {periodicity} where {best} is right")
        with np.errstate(divide="ignore"):
            right = np.nan if periodicity <= 0 else 10 * np.log10(periodicity / max(1 - periodicity, 1e-6))
        report.near(f"{where}, frame {at}", "hnr_db", [right], [hnr], 1e-4 if periodicity < 0.999 else 0.3)


def check_rolloff(report, where, theirs, power):
    band = np.maximum(power[:, BAND], 1e-12)
    share = np.cumsum(band, axis=1) / band.sum(axis=1, keepdims=True)
    hertz = HERTZ[BAND]
    for at, value in enumerate(theirs):
        place = int(np.searchsorted(hertz, float(value)))
        enough = hertz[place] == value and share[at, place] >= 0.85 - 1e-6
        if not enough or (place > 0 and share[at, place - 1] >= 0.85 + 1e-6):
            report.fault(f"{where}, frame {at}: roll-off {value}")


def check_frames(report, where, table, samples):
    right = features(samples)
    power = powers(cut(samples))
    for column, values in right.items():
        report.near(where, column, values, table[column], LIMITS[column])
    check_pitch(report, where, table, power, right["level_dbfs"])
    check_rolloff(report, where, table["rolloff_hz"], power)


def functionals(times, values):
    times, values = times[~np.isnan(values)], values[~np.isnan(values)]
    if values.size == 0:
        return [np.nan] * 8
    spread, slope = np.nan, np.nan
    if values.size > 1:
        spread, slope = values.std(ddof=1), scipy.stats.linregress(times - times[0], values).slope
    return [values.mean(), spread, *np.percentile(values, [5, 25, 50, 75, 95]), slope]


def check_segments(report, where, segments, frames):
    """Functionals of the program's own values: what is checked is how they are put together."""
    if len(segments) != len(SEGMENTS):
        return report.fault(f"{where}: {len(segments)} segments")
    for row, (onset, offset, label) in zip(segments, sorted(SEGMENTS, key=lambda each: each[:2])):
        # Times are rounded half up to whole milliseconds.
        onset, offset = (int(each * 1000 + 0.5) / 1000 for each in (onset, offset))
        times = frames["time_s"]
        inside = (times >= onset - 1e-9) & (times < offset - 1e-9)
        if (row["label"].decode(), row["frames"], row["onset_s"], row["offset_s"]) != (label, inside.sum(), onset, offset):
            report.fault(f"{where}: {row['label']} {row['frames']} {row['onset_s']} {row['offset_s']}")
        for column in frames.dtype.names[1:]:
            values = frames[column].astype(float).reshape(len(frames), -1)[inside]
            right = np.array([functionals(times[inside], values[:, i]) for i in range(values.shape[1])])
            for name, ours in zip(("mean", "sd", "p5", "p25", "p50", "p75", "p95", "slope"), right.T):
                scale = max(1.0, np.nanmax(np.abs(ours), initial=0) if not np.isnan(ours).all() else 1.0)
                report.near(f"{where}, {column}_{name}", "functionals", ours / scale,
                            np.ravel(row[f"{column}_{name}"]) / scale, 1e-6)


def check_csv(report, where, path, table):
    with open(path, newline="") as lines:
        head, *rows = csv.reader(lines)
    names = []
    for name in table.dtype.names:
        width = int(np.prod(table.dtype[name].shape))
        names += [name] if not table.dtype[name].shape else [f"{name}_{i:02}" for i in range(width)]
    if head != names or len(rows) != len(table):
        return report.fault(f"{where}: other columns or rows in CSV")
    for row, record in zip(rows, table):
        values = [value for name in table.dtype.names for value in np.ravel(record[name])]
        for name, cell, value in zip(head, row, values):
            if isinstance(value, bytes):
                same = cell == value.decode()
            elif np.isnan(value):
                same = cell == ""
            else:
                same = cell != "" and type(value)(cell) == value
            if not same:
                return report.fault(f"{where}, {name}: {cell!r} in CSV, {value!r} in .npy")


# The stored values

STORED = Path(__file__).with_name("features_expected.txt")


def mixed_signal():
    """As the unit tests make it: harmonics of 437 Hz, noise of std::mt19937(5), and an offset."""
    seconds = np.arange(8000) / RATE
    voiced = sum(0.2 / h * np.sin(2 * np.pi * 437 * h * seconds) for h in range(1, 9))
    source = np.random.MT19937()
    source._legacy_seeding(5)
    hiss = 0.02 * (2 * (source.random_raw(8000) >> 8) / 16777216 - 1)
    return voiced + hiss + 0.1


def stored_lines():
    """FRAME COLUMN VALUE..."""
    samples = mixed_signal()
    power = powers(cut(samples))
    table = {**features(samples), **kaldi(samples)}
    peaks = [each[0] for each in candidates(power)]
    table["f0_hz"], table["periodicity"] = np.array([each[1] for each in peaks]), np.array([each[2] for each in peaks])
    table["hnr_db"] = 10 * np.log10(table["periodicity"] / (1 - table["periodicity"]))
    share = np.cumsum(power[:, BAND], axis=1) / power[:, BAND].sum(axis=1, keepdims=True)
    table["rolloff_hz"] = HERTZ[BAND][(share < 0.85).sum(axis=1)]
    for frame in (1, 20, 47, 49):
        for column, values in table.items():
            yield f"{frame} {column} " + " ".join(f"{value:.6g}" for value in np.ravel(values[frame])) + "\n"


def run(program, *words):
    subprocess.run([program, "features", *map(str, words)], check=True, stdout=subprocess.DEVNULL)


def check_all(program, folder):
    report = Report()
    (folder / "in").mkdir()
    samples = {name: write(folder / "in" / f"{name}.wav", each) for name, each in signals().items()}
    with open(folder / "segments.rttm", "w") as out:
        for onset, offset, label in SEGMENTS:
            out.write(f"SPEAKER cry 1 {onset} {offset - onset:.4f} <NA> <NA> {label} <NA> <NA>\n")
    run(program, folder / "in", "-o", folder / "npy", "--format", "npy", "-q")
    run(program, folder / "in", "-o", folder / "csv", "-q")
    run(program, folder / "in", "-o", folder / "kaldi", "--format", "npy", "--mfcc", "kaldi", "-q")
    for format in ("csv", "npy"):
        run(program, folder / "in" / "cry.wav", "-o", folder / "segments", "--format", format, "-q", "--segments",
            folder / "segments.rttm", "--segments-only")
    for name, each in samples.items():
        table = np.load(folder / "npy" / f"{name}.frames.npy")
        check_frames(report, name, table, each)
        check_csv(report, name, folder / "csv" / f"{name}.frames.csv", table)
        other = np.load(folder / "kaldi" / f"{name}.frames.npy")
        for column, values in kaldi(each).items():
            report.near(name, column, values, other[column], LIMITS[column])
    segments = np.load(folder / "segments" / "cry.segments.npy")
    check_segments(report, "cry", segments, np.load(folder / "npy" / "cry.frames.npy"))
    check_csv(report, "segments of cry", folder / "segments" / "cry.segments.csv", segments)
    return report


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("lull", nargs="?")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--store", action="store_true")
    words = parser.parse_args()
    if words.store:
        STORED.write_text("".join(stored_lines()))
        return 0
    folder = words.keep or Path(tempfile.mkdtemp())
    folder.mkdir(exist_ok=True)
    try:
        report = check_all(words.lull, folder)
    finally:
        if not words.keep:
            shutil.rmtree(folder)
    if STORED.read_text() != "".join(stored_lines()):
        report.fault(f"{STORED.name}: not what is computed here; see --store")
    for text in report.faults[:40]:
        print(text)
    print("farthest apart: " + ", ".join(f"{name} {most:.2g}" for name, most in report.most.items()))
    print(f"{len(report.faults)} faults")
    return 1 if report.faults else 0


if __name__ == "__main__":
    sys.exit(main())
