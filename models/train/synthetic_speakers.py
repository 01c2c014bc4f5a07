#!/usr/bin/env python3
"""More adult speakers out of Debian's speech synthesisers, as clips and rows of a manifest.

python3 synthetic_speakers.py MANIFEST.csv OUT writes the clips below OUT and adds their rows to OUT/manifest.csv or, where
there is none, to the rows of MANIFEST. All of them are `train`. A synthesiser or voice
that is not installed is passed over.

Only voices made of a person's recordings are used, no formant synthesis. The texts are short sentences one says to an
infant; many a voice reads them with the rules of another language, since who speaks matters here and not what is said.
Half of the clips are spoken as to an infant, higher and slower. The sex is that of the packages' descriptions.
"""
import os
import re
import statistics
import subprocess
import sys
import tempfile
import zlib
from multiprocessing import Pool

import numpy as np

from clip_writer import RATE, Writer, spans_of
from debian_sounds import pitch, samples_of
from pitch import glide

SECONDS, SHORTEST, LONGEST = 75, 3, 8  # of a speaker; of a clip
TRIES = 40  # clips attempted for a speaker
# Hertz of the median: what the synthesiser is asked for, if it lets itself be asked, and what a speaker may have.
ASKED = {"adult_male": ((88, 150), (120, 205)), "adult_female": ((165, 240), (205, 330))}
HEARD = {"adult_male": (65, 165), "adult_female": (150, 290)}
GLIDE = 0.15

LATIN = """
Oh, what is it, my little one? Come here, there, there.|Look, the moon is up already. Shall we say good night?
Are you hungry again? Your milk is nearly warm.|One sock, two socks, and where is your foot?
Wait a moment, I am coming, I only have to close the door.|Peekaboo! There you are. Did you hide from me?
Shh, shh, it is all right now, I have got you.|What a big yawn! Somebody here is very sleepy.
Grandma will be here at four, and she brings you a book.|Up you go, and round, and down again we come.
Do you hear the rain on the window? Drip, drop, drip.|No, no, we do not eat the paper. Give it to me, please.
I left the keys on the table in the kitchen.|Let me wipe your nose, and then we can play.
Well done! You have found the red ball all alone.|Could you turn the light off when you leave?
And this little duck says hello to that little duck.|We should buy bread and apples on the way home.
Good morning, sunshine! Have you slept well?|Yes, tell me all about it. Really? And what then?
Ow, did that hurt? Come, I blow on it, and it is gone.|The washing machine is ready, I will hang it all up.
Bye bye, daddy! Wave to him. He comes back in the evening.|Now the arms, now the belly, splash, and all clean.
Who is that in the mirror? Is it you? It is you!|Go to sleep, my dear, the day was long enough.
He said that he would call again around seven.|Open your mouth, here comes the spoon, yummy!
Na, mein kleiner Schatz, was hast du denn da?|Komm, wir gehen jetzt langsam nach Hause.
Alles ist gut, ich bin ja bei dir.|Hast du noch Hunger, oder bist du nur sehr müde?
Alors, mon petit, tu as bien dormi cette nuit?|Regarde le chat, il est tout doux.
Viens ici, on va mettre tes petites chaussures.|Attends, je cherche encore mon sac.
Hola, mi amor, qué te pasa? Ven aquí conmigo.|Mira, mira, la luna está muy grande hoy.
Ya está, ya está, no llores más.|Ciao, tesoro mio, hai fame? La pappa è pronta.
Dove sono le manine? Eccole qua, tutte e due.|Guarda che bella palla gialla abbiamo trovato.
No i co tam masz, mój mały? Pokaż mamie.|Hei kulta, nukutko vielä? Tule tänne syliin.
"""
CYRILLIC = """
Ну что ты, мой маленький? Иди ко мне, всё хорошо.|Смотри, какая большая луна в окне.
А где наш мячик? Вот он, мы его нашли!|Подожди минутку, я только закрою дверь.
Сейчас будем кушать, молоко уже тёплое.|Тише, тише, не плачь, я тут, я рядом.
Бабушка придёт вечером и принесёт книгу.|Раз, два, три, и вот мы уже летим!
Доброе утро, солнышко! Как ты спал?|Надо купить хлеба и яблок по дороге домой.
Какой ты молодец, сам нашёл красную шапку.|Спи, моя радость, день был очень долгий.
"""
HEBREW = """
שלום ילד קטן, מה שלומך היום?|בוא אליי, אני כאן, הכול בסדר.|איפה הכדור? הנה הכדור האדום.
לילה טוב, מתוק שלי, הגיע הזמן לישון.|סבתא תבוא בערב ותביא לך ספר.|חכה רגע, אני רק סוגרת את הדלת.
"""
ARABIC = """
مرحبا يا صغيري، كيف حالك اليوم؟|تعال الى هنا، انا معك، لا تبك.|اين الكرة؟ هذه هي الكرة الحمراء.
انظر الى القمر، كم هو كبير وجميل.|نم الان يا حبيبي، كان اليوم طويلا.|ماما في المطبخ وبابا في البيت.
"""
GREEK = """
Γεια σου, μικρό μου, τι κάνεις εκεί;|Έλα εδώ, όλα είναι καλά, μην κλαις.|Πού είναι η μπάλα; Να την, τη βρήκαμε!
Κοίτα το φεγγάρι, πόσο μεγάλο είναι.|Καληνύχτα, αγάπη μου, ώρα για ύπνο.
"""
HINDI = """
अरे मेरे बच्चे, क्या हुआ? इधर आओ।|देखो, आज चाँद कितना बड़ा है।|गेंद कहाँ है? यह रही लाल गेंद।
सो जाओ, मेरे प्यारे, रात हो गई है।|दूध अभी गरम हो रहा है, थोड़ा रुको।|नानी शाम को आएगी और किताब लाएगी।
"""
TELUGU = """
నా చిన్ని కన్నా, ఏమైంది? ఇక్కడికి రా.|బంతి ఎక్కడ ఉంది? ఇదిగో ఎర్ర బంతి.
చందమామ చూడు, ఎంత పెద్దగా ఉందో.|ఇప్పుడు పడుకో, చాలా రాత్రి అయింది.
"""
KANA = """
こんにちは、ちいさな あかちゃん。 げんき かな。|こっちへ おいで、 だいじょうぶ だよ。|ボール は どこ かな。 ここに あった。
おつきさま が きれい だね。|もう ねる じかん だよ、 おやすみ。|おなか が すいた の。 ミルク を のもう ね。
"""
# Voices that cannot read Latin letters, or read them letter by letter.
SCRIPTS = {"ar": ARABIC, "ir": ARABIC, "hb": HEBREW, "gr": GREEK, "in": HINDI, "tl": TELUGU, "jp": KANA}

MBROLA_LICENCE = "of the voice: with mbrola alone, not for sale"
MBROLA_WOMEN = ("br2 br4 cz1 de1 de3 de5 de7 es3 fr2 fr4 hb2 in2 it2 it4 jp2 jp3 ma1 nl3 pl1 pt1 sw2 tl1 tr2 "
                "us1").split()
MBROLA_MEN = ("af1 ar1 ar2 br1 br3 ca1 ca2 cr1 cz2 de2 de4 de6 de8 ee1 en1 es1 es2 fr1 fr3 fr5 fr6 fr7 gr1 gr2 hb1 "
              "ic1 id1 in1 ir1 it1 it3 jp1 la1 lt1 lt2 mx1 mx2 nl2 ro1 sw1 tr1 us2 us3 vz1").split()
# Not hu1, a man to its package and a woman to espeak-ng; bz1, cn1 and hn1 have no phonemes to read,
# nl1 and nz1 lack most of what espeak-ng asks for, and es4 has no pitch to be found.

BY_NC_SA, BY_SA = "CC-BY-NC-SA-4.0", "CC-BY-SA-4.0"
LGPL = "LGPL-2.1+"
# name: (package, sex, licence). Not Alan and Slt, whom flite has as awb and slt; not Aleksandr, who is Aleksandr-hq,
# and none whose licence allows no derived works.
RHVOICE = {
    "Letícia-F123": ("brazilian-portuguese", "f", BY_SA), "Hana": ("albanian", "f", BY_NC_SA),
    "Kiko": ("macedonian", "m", BY_NC_SA), "Bdl": ("english", "m", LGPL), "Clb": ("english", "f", LGPL),
    "Spomenka": ("esperanto", "f", LGPL), "Azamat": ("kyrgyz", "m", LGPL), "Nazgul": ("kyrgyz", "f", LGPL),
    "Aleksandr-hq": ("russian", "m", BY_SA), "Anna": ("russian", "f", LGPL), "Elena": ("russian", "f", LGPL),
    "Irina": ("russian", "f", LGPL), "Talgat": ("tatar", "m", "not commercial"), "Anatol": ("ukrainian", "m", LGPL),
    "Natalia": ("ukrainian", "f", LGPL),
}
CYRILLIC_VOICES = ("kyrgyz", "macedonian", "russian", "tatar", "ukrainian")
FLITE = {"awb": "m", "rms": "m", "slt": "f", "kal16": "m"}
PICO = ("en-GB", "en-US", "de-DE", "es-ES", "fr-FR", "it-IT")  # all of them women
# name: (package, sex, licence). Not kal_diphone, whom flite has. festvox-czech-krb is a child.
FESTIVAL = {
    "czech_dita": ("festvox-czech-dita", "f", "GPL-3+"), "czech_machac": ("festvox-czech-machac", "m", "GPL-3+"),
    "lp_diphone": ("festvox-italp16k", "f", "GPL-2+"), "pc_diphone": ("festvox-itapc16k", "m", "GPL-2+"),
    "el_diphone": ("festvox-ellpc11k", "m", "not commercial"), "upc_ca_ona_hts": ("festvox-ca-ona-hts", "f", LGPL),
    "hy_fi_mv_diphone": ("festvox-suopuhe-mv", "m", "LGPL-2+"), "don_diphone": ("festvox-don", "m", "Festvox"),
    "rab_diphone": ("festvox-rablpc16k", "m", "Festvox"), "ked_diphone": ("festvox-kdlpc16k", "m", "Festvox"),
}


def run(command, text=""):
    """What a program writes, or None where it fails, hangs or is not there."""
    try:
        done = subprocess.run(command, input=text.encode(), capture_output=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def in_hertz(phonemes, middle, span):
    """The same phonemes with the median of their pitch at `middle`, and their melody `span` times as wide."""
    rows = [line.split() for line in phonemes.decode("utf-8", "replace").splitlines()]
    rows = [row for row in rows if len(row) > 1 and row[1].isdigit()]
    heights = [float(h) for row in rows for h in row[3::2]]
    if not heights:
        return None
    usual, out = statistics.median(heights), []
    for row in rows:
        points = [f"{at} {middle * (float(h) / usual) ** span:.0f}" for at, h in zip(row[2::2], row[3::2])]
        out.append(" ".join(row[:2] + points))
    return "\n".join(out) + "\n_ 60\n"


def speak_mbrola(voice, text, style, out):
    """espeak-ng reads, mbrola speaks: what lies between says the pitch, which espeak-ng sets alike for most voices."""
    name = style["variants"][int(style["rng"].integers(len(style["variants"])))]
    phonemes = run(["espeak-ng", "-v", "mb/" + name, "-s", str(int(150 * style["speed"])), "-q", "--pho",
                    style["text_for"](name, text)])
    phonemes = phonemes and in_hertz(phonemes, style["hertz"], style["span"])
    return phonemes and run(["mbrola", "-e", f"/usr/share/mbrola/{voice}/{voice}", "-", out], phonemes)


def speak_rhvoice(voice, text, style, out):
    high, speed = str(int(100 * style["higher"])), str(int(100 * style["speed"]))
    return run(["RHVoice-test", "-p", voice, "-t", high, "-r", speed, "-o", out], text)


def speak_flite(voice, text, style, out):
    sets = [f"duration_stretch={1 / style['speed']:.3f}", f"f0_shift={style['higher']:.3f}"]
    return run(["flite", "-voice", voice, "--setf", sets[0], "--setf", sets[1], "-t", text, "-o", out])


def speak_pico(voice, text, style, out):
    speed, high = int(100 * style["speed"]), int(100 * style["higher"])
    text = f'<speed level="{speed}"><pitch level="{high}">{text}</pitch></speed>'
    return run(["pico2wave", "-l", voice, "-w", out, text])


def speak_festival(voice, text, style, out):
    """The second setting is heeded by few of the voices; the others keep their pitch."""
    change = (f"(begin (Parameter.set 'Duration_Stretch {1 / style['speed']:.3f}) (set! int_lr_params "
              f"'((target_f0_mean {style['hertz']:.0f}) (target_f0_std {14 * style['span']:.0f}) "
              "(model_f0_mean 170) (model_f0_std 34))))")
    return run(["text2wave", "-o", out, "-eval", f"(voice_{voice})", "-eval", change], text)


SPEAK = {"mbrola": speak_mbrola, "rhvoice": speak_rhvoice, "flite": speak_flite, "pico": speak_pico,
         "festival": speak_festival}


def sentences(texts):
    return [s.strip() for s in re.split(r"[|\n]", texts) if s.strip()]


def speakers():
    """[{engine, voice, package, kind, licence, texts, variants}]: variants are readers of the same recorded voice."""
    sexes = {"f": "adult_female", "m": "adult_male"}
    listed = (run(["espeak-ng", "--voices=mb"]) or b"").decode("utf-8", "replace")
    readers = sorted(set(re.findall(r"\bmb/(mb-\S+)", listed)))
    out = []

    def add(engine, voice, package, sex, licence, texts=LATIN, variants=()):
        out.append({"engine": engine, "voice": voice, "package": package, "kind": sexes[sex], "licence": licence,
                    "texts": sentences(texts), "variants": list(variants)})

    for sex, voices in (("f", MBROLA_WOMEN), ("m", MBROLA_MEN)):
        for voice in voices:
            own = [r for r in readers if r == "mb-" + voice or r == f"mb-{voice}-en"]
            if own and os.path.exists(f"/usr/share/mbrola/{voice}/{voice}"):
                add("mbrola", voice, "mbrola-" + voice, sex, MBROLA_LICENCE, SCRIPTS.get(voice[:2], LATIN), own)
    for voice, (language, sex, licence) in RHVOICE.items():
        add("rhvoice", voice, "rhvoice-" + language, sex, licence, CYRILLIC if language in CYRILLIC_VOICES else LATIN)
    for voice, sex in FLITE.items():
        add("flite", voice, "flite", sex, "as BSD")
    for voice in PICO:
        add("pico", voice, "libttspico-utils", "f", "Apache-2.0")
    for voice, (package, sex, licence) in FESTIVAL.items():
        add("festival", voice, package, sex, licence)
    if not readers:
        print("no voices of mbrola")
    return out


def style_of(speaker, to_infant, rng):
    """How one clip is spoken. `higher` and `speed` are shares of what is usual."""
    return {"rng": rng, "hertz": rng.uniform(*ASKED[speaker["kind"]][int(to_infant)]),
            "span": rng.uniform(1.2, 2.2) if to_infant else rng.uniform(0.6, 1.5),
            "speed": rng.uniform(0.73, 1.0) if to_infant else rng.uniform(0.85, 1.27),
            "higher": rng.uniform(1.1, 1.4) if to_infant else rng.uniform(0.9, 1.12),
            "variants": speaker["variants"],
            "text_for": lambda name, text: latin_for(name, text, rng)}


def latin_for(name, text, rng):
    """The readers of English among the voices of another script get Latin letters."""
    if not name.endswith("-en") or text.isascii() or any("a" <= c <= "z" for c in text):
        return text
    some = sentences(LATIN)
    return " ".join(some[int(i)] for i in rng.integers(0, 28, 2))


def cut(x, rng):
    """A clip of at most LONGEST seconds that ends in a pause if there is one, and has little silence around it."""
    spans = spans_of(x)
    if not spans:
        return x[:0]
    first = max(0, spans[0][0] - rng.uniform(0.05, 0.3))
    ends = [b for _, b in spans if SHORTEST <= b - first <= LONGEST - 0.3]
    last = ends[-1] + rng.uniform(0.05, 0.3) if ends else first + LONGEST
    x = x[int(first * RATE): int(last * RATE)].copy()
    ramp = np.linspace(0, 1, 160, dtype=np.float32)
    if len(x) > 320:
        x[:160] *= ramp
        x[-160:] *= ramp[::-1]
    return x


def loud(x, spans, rng):
    """At a level like that of the other clips: -20 dB, give or take."""
    voice = np.concatenate([x[int(a * RATE): int(b * RATE)] for a, b in spans])
    return x * np.float32(0.1 * 10 ** (rng.uniform(-3, 3) / 20) / (np.sqrt(np.mean(voice ** 2)) + 1e-9))


def clips_of(speaker, rng):
    """[(samples, spans, hertz if not spoken to an infant)] of one speaker."""
    out, total, pace = [], 0, 13.0  # letters a second, learnt as the clips come
    texts, order = speaker["texts"], []
    for k in range(TRIES):
        if total > SECONDS * RATE or (k == 5 and not out):
            break
        to_infant, style = bool(k % 2), style_of(speaker, bool(k % 2), rng)
        text, wanted = "", rng.uniform(3.5, 7) * pace * style["speed"]
        while len(text) < wanted:
            order = order or list(rng.permutation(len(texts)))
            text += texts[order.pop()] + " "
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "clip.wav")
            if SPEAK[speaker["engine"]](speaker["voice"], text, style, path) is None or not os.path.exists(path):
                continue
            try:
                x = samples_of(path)
            except RuntimeError:
                continue
        if len(x) < RATE or np.max(np.abs(x)) < 1e-3:
            continue
        pace = 0.5 * pace + 0.5 * min(40.0, max(3.0, len(text) * RATE / len(x) / style["speed"]))
        x = cut(x, rng)
        if rng.random() < 0.5 and len(x) > RATE:
            x = glide(x, rng, GLIDE)
        spans = spans_of(x)
        if len(x) < SHORTEST * RATE or sum(b - a for a, b in spans) < 0.4 * len(x) / RATE:
            continue
        out.append((loud(x, spans, rng), spans, None if to_infant else pitch(x)))
        total += len(x)
    return out


def spoken(task):
    """(rows, what happened) of one speaker, whose clips are written."""
    speaker, out = task
    group = f"tts:{speaker['engine']}:{speaker['voice']}"
    clips = clips_of(speaker, np.random.default_rng(zlib.crc32(group.encode())))
    heights = [h for _, _, h in clips if h]
    if len(clips) < 5 or len(heights) < 2:
        return [], f"{group}: left out, {len(clips)} clips"
    middle, (low, high) = statistics.median(heights), HEARD[speaker["kind"]]
    if not low <= middle <= high:
        return [], f"{group}: left out, {speaker['kind']} at {middle:.0f} Hz"
    writer = Writer(out)
    for k, (x, spans, _) in enumerate(clips):
        name = f"{speaker['engine']}-{speaker['voice']}-{k:02d}"
        writer.add(name, x, spans, speaker["kind"], group, speaker["package"], speaker["licence"])
    return writer.rows, f"{group}: {speaker['kind']}, {len(clips)} clips, {middle:.0f} Hz"


def main(manifest, out):
    os.makedirs(out, exist_ok=True)
    writer = Writer(out)
    with Pool(2) as pool:
        for found, what in pool.imap(spoken, [(s, out) for s in speakers()]):
            print(what, flush=True)
            writer.rows += found
    writer.join(manifest)


if __name__ == "__main__":
    main(*sys.argv[1:])
