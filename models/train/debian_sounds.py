#!/usr/bin/env python3
"""More speakers, animals, toys and music out of Debian's packages, as clips and rows of a manifest.

python3 debian_sounds.py MANIFEST.csv CLIPS OUT downloads the packages with apt-get, converts what is of use, and writes
OUT/manifest.csv: the rows of MANIFEST and the new ones, all of them `train`. CLIPS and the new clips are linked below
OUT, so that OUT takes the place of CLIPS.

The voices are of programs that teach letters and words, of games and of telephone menus: most say single words, which
are strung together to clips of some seconds. Who speaks is not written anywhere: a speaker here is a language of a
package, and the sex is by the pitch of each file. What lies between men, women and children is left out, and so are the
languages whose pitch says neither.
"""
import os
import re
import struct
import subprocess
import sys
import zipfile
import zlib

import numpy as np
import soundfile as sf
from scipy.signal import resample_poly

from clip_writer import RATE, Writer, spans_of

MEN, WOMEN, CHILDREN = (85, 152), (172, 262), (335, 480)  # hertz: the median of a file
LONGEST_GROUP = 150  # seconds of one speaker
MUSIC, LONG = (0.3, 25), (0.0, 8)  # from what share of a file on how many seconds are taken

GPL = "GPL-2+"
# package: [(class or "by pitch", group, pattern of paths, licence)]; \1 of the pattern goes into the group
PACKAGES = {
    "klettres-data": [("by pitch", r"klettres:\1", r"klettres/(?!pt_BR)(\w+)/(?:alpha|syllab)/", GPL)],
    "ktuberling-data": [("by pitch", r"ktuberling:\1", r"sounds/(?!(?:lt|el|fr|en|gl|sl|pt)/)(\w+)/", "GPL-2+, CC-BY, CC0 by file")],
    "tuxpaint-stamps-default": [("by pitch", r"tuxpaint:\1", r"_desc_(?!be|ca|ml)([a-z]+)\.ogg$", "GPL-2"),
                                ("noise", "tuxpaint", r"stamps/(?:animals|household|vehicles|naturalforces)/(?!.*_desc)"
                                 r"(?!.*_[a-z][a-z](?:_[A-Z]+)?\.)", "GPL-2")],
    # The other fish of each language has a pitch that says neither.
    "fillets-ng-data-cs": [("adult_male", "fillets:cs:big", r"-v-[^/]*\.ogg$", "GPL-2")],
    "fillets-ng-data-nl": [("adult_female", "fillets:nl:small", r"-m-[^/]*\.ogg$", "GPL-2")],
    # Not asterisk-core-sounds: their speakers may be those of other splits.
    "asterisk-prompt-es-co": [("by pitch", "asterisk-prompt:es-co", r"\.gsm$", "GPL-2+")],
    "asterisk-prompt-fr-armelle": [("by pitch", "asterisk-prompt:armelle", r"\.(?:gsm|wav)$", "GPL-2+")],
    "asterisk-prompt-it-menardi-wav": [("by pitch", "asterisk-prompt:menardi", r"Menardi/(?!silence).*\.wav$",
                                        "CC-BY-SA-3.0")],
    "festvox-ru": [("adult_male", "festvox:msu_ru_nsh", r"/wav/.*\.wav$", "as BSD, with attribution")],
    "scratch": [("cry", "scratch:BabyCry", r"Human/BabyCry", "CC-BY-SA-3.0"),
                ("noise", "scratch", r"Human/(?:Laugh|Cough|Sneeze|Foot|Finger|Slurp)|(?:Animal|Effects|Electronic)/",
                 "CC-BY-SA-3.0"),
                ("music", "scratch", r"Music Loops/(?!.*(?:[Hh]uman|[Vv]ocal|[Vv]oice))", "CC-BY-SA-3.0")],
    "libreoffice-common": [("noise", "libreoffice", r"gallery/sounds/(?!romans|wallewal)", "MPL-2.0")],
    "sonic-pi-samples": [("noise", "sonic-pi", r"(?:ambi_(?!choir)|elec_|misc_|perc_(?:bell|door|till))", "CC0-1.0"),
                         ("music", "sonic-pi", r"(?:loop_|guit_)", "CC0-1.0")],
    "wesnoth-1.16-data": [("noise", "wesnoth", r"core/sounds/(?:ambient/(?!wardrums)|bat-|gryphon|wolf|horse|hiss|drake|"
                           r"horn-signals|tusker|dwarf-laugh|heal|petrified|magic-holy|fanfare)", "GPL-2+")],
    "wesnoth-1.16-music": [("music", "wesnoth", r"core/music/", "GPL-2+")],
    "asterisk-moh-opsound-wav": [("music", "opsound", r"/moh/", "CC-BY-SA-3.0")],
    "hedgewars-data": [("music", "hedgewars", r"Data/Music/", "GFDL-1.3, GPL-2")],
    "warmux-data": [("music", "warmux", r"warmux/music/", "GPL-2+")],
    "asc-music": [("music", "asc", r"/music/", "GPL-2+")],
    "ardentryst": [("music", "ardentryst", r"/Music/", "CC-BY-SA-3.0, GPL-3+ by file")],
    "btanks-data": [("music", "btanks", r"data/tunes/", "GPL-2+"), ("noise", "btanks", r"sounds/ambient/", "GPL-2+")],
    "colobot-common-sounds": [("music", "colobot", r"colobot/music/", "GPL-3+"),
                              ("noise", "colobot", r"colobot/sounds/", "GPL-3+")],
    "enigma-data": [("music", "enigma", r"enigma/music/", "GPL-2+")],
    "extremetuxracer-data": [("music", "etr", r"etr/music/", "GPL-2+")],
    "fillets-ng-data": [("music", "fillets", r"fillets-ng/music/", "GPL-2+")],
    "flare-game": [("music", "flare", r"fantasycore/music/", "CC-BY-SA-3.0+"),
                   ("noise", "flare", r"soundfx/(?:environment|inventory)/(?!bird_tw|cave_dr|wind_l)",
                    "CC-BY-SA-3.0+")],
    "freedroidrpg-data": [("music", "freedroid", r"sound/music/", "GPL-2+")],
    "gamine-data": [("music", "gamine", r"sounds/Bach", "public domain"),
                    ("noise", "gamine", r"sounds/(?!tuxok|youcannot)", "GPL-2+")],
    "hyperrogue-music": [("music", "hyperrogue", r"hyperrogue/music/", "CC-BY-SA-3.0")],
    "lincity-ng-data": [("music", "lincity", r"/music/", "GPL-2+"), ("noise", "lincity", r"/sounds/", "GPL-2+")],
    "lomiri-sounds": [("music", "lomiri", r"/ringtones/", "CC-BY-SA, CC-BY, CC0 by file"),
                      ("noise", "lomiri", r"/notifications/", "CC-BY-SA, CC-BY, CC0 by file")],
    "naev-data": [("music", "naev", r"snd/music/", "CC-BY-SA, CC-BY, GPL-3 by file")],
    "oxygen-sounds": [("noise", "oxygen", r"/sounds/", "LGPL-3+")],
    "planetblupi-music-ogg": [("music", "planetblupi", r"/music/", "GPL-3+")],
    "singularity-music": [("music", "singularity", r"/music/", "CC-BY-SA-3.0, by file")],
    "starfighter-data": [("music", "starfighter", r"/music/", "CC-BY-SA, CC-BY by file")],
    "supertux-data": [("music", "supertux", r"supertux2/music/", "CC-BY-SA, GPL-2+ by file"),
                      ("noise", "supertux", r"supertux2/sounds/(?!skid|stomp)", "CC-BY-SA, GPL-2+ by file")],
    "supertuxkart-data": [("music", "supertuxkart", r"data/music/", "CC-BY-SA, CC-BY, CC0 by file"),
                          ("noise", "supertuxkart", r"data/sfx/", "CC-BY-SA, CC-BY, CC0 by file")],
    "trackballs-data": [("music", "trackballs", r"/music/", "Ethymonics Free Music Licence")],
    "tuxpaint-data": [("noise", "tuxpaint-data", r"sounds/(?!areyousure|tuxok|youcannot|harp)", "GPL-2+")],
    "unknown-horizons": [("music", "horizons", r"audio/music/", "CC-BY-SA-3.0, GPL-2+"),
                         ("noise", "horizons", r"audio/sounds/(?!tavern)", "CC-BY-SA-3.0, GPL-2+")],
    "warzone2100-music": [("music", "warzone2100", r"warzone2100/music/", "GPL-2+, CC0, CC-BY-SA-3.0 by file")],
    "widelands-data": [("music", "widelands", r"data/music/", "GPL-2+"),
                       ("noise", "widelands", r"data/sound/(?!.*tavern)", "GPL-2+")],
    "wizznic-data": [("music", "wizznic", r"/music/", "GPL-3+")],
    "yaru-theme-sound": [("noise", "yaru", r"/stereo/", "CC-BY-SA-4.0")],
    "zaz-data": [("music", "zaz", r"games/zaz.*(?<!effect)\.ogg$", "CC-BY-SA-3.0")],
    "drascula-music": [("music", "drascula", r"drascula/audio/", "Drascula licence, see the package")],
    # Adult actors who play parts. Each dialogue of the queen's is with one person; Joe has a part in all of them.
    "flight-of-the-amazon-queen": [("adult_male", "queen:joe", r"lines/(?:JOE|\w{6}J)\w*\.mp3$",
                                    "Queen licence, see the package"),
                                   ("adult by pitch", r"queen:\1", r"lines/(\d\d)\w{4}P\w*\.mp3$",
                                    "Queen licence, see the package")],
    # One speaker for each kind of unit; the cries of fights are left out.
    "megaglest-data": [("adult by pitch", r"megaglest:\1",
                        r"/units/(\w+)/sounds/\w*(?:ack|select|build|harvest)\w*\.(?:wav|ogg)$", "CC-BY-SA-3.0")],
    # Goats, sheep, cattle and pigs, of which there are few elsewhere and which are easily taken for crying; two speakers a people.
    "0ad-data": [("adult_female", r"0ad:\1", r"audio/voice/(\w+)/civ/civ_female_", "CC-BY-SA-3.0"),
                 ("adult_male", r"0ad:\1", r"audio/voice/(\w+)/civ/civ_male_", "CC-BY-SA-3.0"),
                 ("noise", "0ad", r"audio/(?:actor/(?:fauna|mounted|ship)|ambient|interface/alarm)/", "CC-BY-SA-3.0"),
                 ("music", "0ad", r"audio/music/", "CC-BY-SA-3.0")],
    "gcompris-qt-data": [("noise", "gcompris", r"(?:animals|memory-sound|canal_lock|watercycle|railroad|traffic|target)/",
                          "GPL-3+, CC-BY-SA by file"),
                         ("music", "gcompris", r"(?:world_music|instruments)/", "GPL-3+, CC-BY-SA by file")],
    "brainparty-data": [("noise", "brainparty", r"(?:baa|meow)", "GPL-3+")],
    "pekka-kana-2-data": [("noise", "pekka-kana", r"/(?:moo|pig|hen|crow|chick|bird|frog|bunny|wolf|p_doodle|doodle|bee)",
                           "BSD-2-clause")],
    "berusky2-data": [("noise", "berusky2", r"/(?:[Rr]acek|[Pp]tak|[Ff]rog|[Cc]row|[Kk]rysa|[Zz]von|Vitr|Hrom|swamp)", "GPL-2")],
    "etw-data": [("noise", "etw", r"/(?:crowd|dog)", "GPL-2+")],
}
SOUNDS = (".ogg", ".wav", ".mp3", ".gsm", ".flac", ".opus", ".oga")


def samples_of(path, share=0.0, seconds=None):
    """At 16 kHz: all of a file, or so many seconds from a share of it on."""
    raw = dict(format="RAW", subtype="GSM610", channels=1, samplerate=8000) if path.endswith(".gsm") else {}
    with sf.SoundFile(path, **raw) as file:
        rate = file.samplerate
        if share:
            file.seek(int(share * file.frames))
        most = int(seconds * rate) if seconds else os.path.getsize(path) // 33 * 160 if raw else -1
        x = file.read(most, dtype="float32", always_2d=True).mean(1)
    if rate != RATE:
        whole = np.gcd(rate, RATE)
        x = resample_poly(x, RATE // whole, rate // whole)
    return x.astype(np.float32)


def pitch(x):
    """Hertz: the median of the voiced frames' autocorrelation; None for fewer than five of them."""
    size, out = 640, []
    starts = range(0, len(x) - size, 320)
    power = np.array([np.sum(x[i: i + size] ** 2) for i in starts])
    fade = np.maximum(0.2, 1 - np.arange(300) / size)
    for i in (starts[k] for k in np.argsort(power)[-24:] if power[k] > 0.15 * power.max()):
        r = np.fft.irfft(np.abs(np.fft.rfft(x[i: i + size] * np.hanning(size), 2048)) ** 2)[:300]
        r = r / (r[0] + 1e-12) / fade
        at = 32 + int(np.argmax(r[32: 230]))
        for part in (2, 3):  # the shorter of two periods that fit alike
            near = max(32, at // part - 3)
            if at // part >= 32 and r[near: near + 7].max() > 0.9 * r[at]:
                at = near + int(np.argmax(r[near: near + 7]))
                break
        if r[at] > 0.5:
            out.append(RATE / at)
    return float(np.median(out)) if len(out) > 4 else None


def by_pitch(hertz):
    for kind, (low, high) in (("adult_male", MEN), ("adult_female", WOMEN), ("child_other", CHILDREN)):
        if hertz and low <= hertz <= high:
            return kind
    return None


def strung(words, rng):
    """[(samples, spans)]: words in a row, equally loud, until there are four seconds."""
    out, parts, spans, at = [], [], [], 0
    for x in words:
        found = spans_of(x)
        if not found:
            continue
        first, last = int(found[0][0] * RATE), int(found[-1][1] * RATE)
        loud = np.concatenate([x[int(a * RATE): int(b * RATE)] for a, b in found])
        x = x[first: last] * np.float32(0.1 * 10 ** (rng.uniform(-2, 2) / 20) / (np.sqrt(np.mean(loud ** 2)) + 1e-9))
        ramp = np.linspace(0, 1, min(160, len(x) // 2), dtype=np.float32)
        x[: len(ramp)] *= ramp
        x[len(x) - len(ramp):] *= ramp[::-1]
        spans += [((at + a * RATE - first) / RATE, (at + min(b * RATE, last) - first) / RATE) for a, b in found]
        rest = np.zeros(int(rng.uniform(0.05, 0.45) * RATE), np.float32)
        parts += [x, rest]
        at += len(x) + len(rest)
        if at > 4 * RATE:
            out.append((np.concatenate(parts), spans))
            parts, spans, at = [], [], 0
    if spans:
        out.append((np.concatenate(parts), spans))
    return out


def unpacked(package, out):
    folder = os.path.join(out, "packages")
    os.makedirs(folder, exist_ok=True)
    deb = [n for n in os.listdir(folder) if n.startswith(package + "_") and n.endswith(".deb")]
    if not deb:
        subprocess.run(["apt-get", "-q", "download", package], cwd=folder, check=True)
        deb = [n for n in os.listdir(folder) if n.startswith(package + "_") and n.endswith(".deb")]
    tree = os.path.join(folder, package)
    if not os.path.isdir(tree):
        subprocess.run(["dpkg-deb", "-x", os.path.join(folder, deb[0]), tree], check=True)
    if package == "flight-of-the-amazon-queen":
        queen_lines(tree)
    packed = [os.path.join(d, n) for d, _, names in os.walk(tree) for n in names if n.endswith(("public.zip", ".rcc"))]
    for path in packed:
        for name, data in (zipped if path.endswith(".zip") else resources)(path):
            inner = os.path.join(tree, "unpacked", *name.strip("/").split("/"))
            os.makedirs(os.path.dirname(inner), exist_ok=True)
            with open(inner, "wb") as f:
                f.write(data)
    return tree


def zipped(path):
    """(name, bytes) of each sound in a zip file."""
    with zipfile.ZipFile(path) as file:
        for name in file.namelist():
            if name.endswith(SOUNDS):
                yield name, file.read(name)


def resources(path):
    """(name, bytes) of each sound in a file of Qt's resource compiler that is not compressed, as sounds are not."""
    with open(path, "rb") as f:
        data = f.read()
    version, tree, contents, names = struct.unpack(">4I", data[4:20])
    size, open_folders = 22 if version >= 2 else 14, [(0, "")]
    while open_folders:
        node, folder = open_folders.pop()
        name_at, flags, first, second = struct.unpack(">IHII", data[tree + node * size:][:14])
        letters = struct.unpack(">H", data[names + name_at:][:2])[0]
        name = folder + "/" + data[names + name_at + 6:][: 2 * letters].decode("utf-16-be") if node else folder
        if flags & 2:  # a folder: how many are in it, and which is the first
            open_folders += [(second + i, name) for i in range(first)]
        elif name.endswith(SOUNDS) and not flags & 5:
            length = struct.unpack(">I", data[contents + second:][:4])[0]
            yield name, data[contents + second + 4:][:length]


def queen_lines(tree):
    """The spoken lines of a game out of its one big file, which begins with a table of what is where."""
    folder = os.path.join(tree, "lines")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(tree, "usr/share/scummvm/flight-of-the-amazon-queen/queen.1c"), "rb") as f:
        data = f.read()
    for at in range(15, 15 + 21 * int.from_bytes(data[13:15], "big"), 21):
        name = data[at: at + 12].rstrip(b"\0 ").decode("ascii")
        first, size = (int.from_bytes(data[k: k + 4], "big") for k in (at + 13, at + 17))
        if name.endswith(".SB"):
            with open(os.path.join(folder, name[:-3] + ".mp3"), "wb") as f:
                f.write(data[first: first + size])


def collect(writer, package, tree):
    files = sorted(os.path.join(d, n) for d, _, names in os.walk(tree) for n in names
                   if n.lower().endswith(SOUNDS) and not os.path.islink(os.path.join(d, n)))
    words, lengths, seen, acted = {}, {}, set(), set()
    for path in files:
        rule = next((r + (m,) for r in PACKAGES[package] for m in [re.search(r[2], path)] if m), None)
        stem = os.path.splitext(os.path.basename(path))[0]
        if not rule or (rule[0] in ("noise", "music") and stem in seen):
            continue
        kind, group, _, licence, found = rule
        group = found.expand(group)
        if lengths.get(group, 0) > 1.5 * LONGEST_GROUP:
            continue
        try:
            x = samples_of(path, *(MUSIC if kind == "music" else LONG if kind == "noise" else ()))
        except (RuntimeError, ValueError):
            continue
        if len(x) < RATE // 5 or np.max(np.abs(x)) < 1e-3:
            continue
        seen.add(stem)
        if kind in ("noise", "cry"):
            group = group if kind == "cry" else f"{group}:{stem}"
            writer.add(stem, x[: 8 * RATE], spans_of(x[: 8 * RATE]), kind, group, package, licence)
        elif kind == "music":
            writer.add(stem, x, [], kind, f"{group}:{stem}", package, licence)
        else:
            if kind == "adult by pitch":
                acted.add(group)
            kind = by_pitch(pitch(x)) if kind.endswith("by pitch") else kind
            if kind:
                lengths[group] = lengths.get(group, 0) + len(x) / RATE
                words.setdefault((group, kind, licence), []).append(x)
    for (group, kind, licence), all_words in words.items():
        others = sum(len(w) for (g, k, _), w in words.items() if g == group and k != kind)
        if len(all_words) < 5 or 2 * len(all_words) < others:  # misjudged words, no speaker
            continue
        if group in acted and (kind == "child_other" or len(all_words) < 3 * others):  # a voice put on
            continue
        rng, total = np.random.default_rng(zlib.crc32((group + kind).encode())), 0
        for k, (x, spans) in enumerate(strung([all_words[i] for i in rng.permutation(len(all_words))], rng)):
            if total > LONGEST_GROUP * RATE:
                break
            total += len(x)
            writer.add(f"{group}-{kind}-{k:03d}", x, spans, kind, f"{group}:{kind}", package, licence)


def main(manifest, root, out):
    writer = Writer(out)
    for package in PACKAGES:
        before = len(writer.rows)
        collect(writer, package, unpacked(package, out))
        print(package, len(writer.rows) - before, "clips", flush=True)
    writer.join(manifest)
    for name in os.listdir(root):
        if not os.path.exists(os.path.join(out, name)):
            os.symlink(os.path.abspath(os.path.join(root, name)), os.path.join(out, name))


if __name__ == "__main__":
    main(*sys.argv[1:])
