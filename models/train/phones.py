"""What telephones and recorders keep of a sound: codecs by way of ffmpeg, where it is installed."""
import shutil
import subprocess

import numpy as np

from clips import RATE

# Debian's ffmpeg decodes AMR but does not write it: GSM full rate, its forerunner, stands for it.
CODECS = (("libgsm", "gsm", 8000, (None,)), ("libspeex", "ogg", 8000, ("8k", "15k")),
          ("libopus", "ogg", RATE, ("8k", "12k", "16k", "24k")), ("aac", "adts", RATE, ("16k", "24k", "32k")),
          ("libmp3lame", "mp3", RATE, ("16k", "32k")), ("pcm_mulaw", "wav", 8000, (None,)))
LATEST = 4000  # samples a codec may be late


def available():
    return shutil.which("ffmpeg") is not None


def late_by(sent, received):
    """By how many samples `received` is the later."""
    n = min(len(sent), len(received), 8 * RATE)
    so_far = np.concatenate([[0.0], np.cumsum(sent.astype(np.float64) ** 2)])
    tenth = min(RATE // 10, len(sent))
    at = int(np.argmax(so_far[tenth:] - so_far[:-tenth])) + tenth // 2
    first = max(0, min(at - n // 2, min(len(sent), len(received)) - n))
    a, b = sent[first: first + n], received[first: first + n]
    size = 1 << (2 * n - 1).bit_length()
    match = np.fft.irfft(np.fft.rfft(b, size) * np.conj(np.fft.rfft(a, size)), size)[:LATEST]
    return int(np.argmax(match))


def coded(x, rng):
    """`x` through one of the codecs, as long and as late as before; `x` itself where ffmpeg fails."""
    name, container, rate, bitrates = CODECS[int(rng.integers(len(CODECS)))]
    bitrate = bitrates[int(rng.integers(len(bitrates)))]
    raw = ["-f", "s16le", "-ar", str(RATE), "-ac", "1"]
    quality = ["-b:a", bitrate] if bitrate else []
    quiet = ["ffmpeg", "-hide_banner", "-loglevel", "error", "-threads", "1"]
    samples = np.clip(np.round(x * 32767), -32768, 32767).astype("<i2").tobytes()
    try:
        small = subprocess.run(quiet + raw + ["-i", "-", "-ar", str(rate), "-c:a", name] + quality +
                               ["-f", container, "-"], input=samples, capture_output=True, check=True).stdout
        back = subprocess.run(quiet + ["-f", "aac" if container == "adts" else container, "-i", "-"] + raw + ["-"],
                              input=small, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return x
    y = np.frombuffer(back, "<i2").astype(np.float32) / 32768
    y = y[late_by(x, y):][: len(x)]
    return np.pad(y, (0, len(x) - len(y)))
