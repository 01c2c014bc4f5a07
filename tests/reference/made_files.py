"""Annotation files as the tools of the field write them, drawn from a seed: for counts.py, where no real ones are at hand."""

import random
from xml.sax.saxutils import escape

BULLET = "\x15"
LENA = ["CHN", "CHN", "CHF", "CXN", "CXF", "FAN", "FAN", "FAF", "MAN", "MAF", "OLN", "OLF", "TVF", "NON", "NOF", "SIL"]
ACLEW = ["CHI", "FA1", "FA2", "MA1", "UC1", "FC2", "MC1", "UA1", "EE1", "MOT"]
SAID = ["0.", "no (.) no sweetie .", "xxx .", "are you sad ? [+ id]", 'say "hello" <now> & then .', "&=laughs .", "mama"]


def spans(draw, count, step=10, most=4000):
    """Segments one after the other, in milliseconds; some touch."""
    at = draw.randrange(0, 5000, step)
    for _ in range(count):
        end = at + draw.randrange(step, most, step)
        yield at, end
        at = end + draw.choice([0, 0, draw.randrange(0, 3000, step)])


def its(draw):
    mark = draw.choice(["P", "PT"])

    def time(ms):
        return f"{mark}{ms / 1000:.2f}S"

    def parts(begin, end):
        """What a child's segment tells of itself: utterances, cries and vegetative sounds, numbered each for itself."""
        at, numbers, told, length = begin, {"Utt": 0, "Cry": 0, "Vfx": 0}, "", {"Utt": 0, "Cry": 0, "Vfx": 0}
        while at < end and draw.random() < 0.7:
            kind, until = draw.choice(list(numbers)), min(end, at + draw.randrange(10, 900, 10))
            numbers[kind] += 1
            length[kind] += until - at
            told += f'start{kind}{numbers[kind]}="{time(at)}" end{kind}{numbers[kind]}="{time(until)}" '
            at = until + draw.randrange(0, 200, 10)
        if not told:
            length[draw.choice(list(length))] = draw.choice([0, end - begin])
        return (f'childUttCnt="{numbers["Utt"]}" childUttLen="{time(length["Utt"])}" {told}'
                f'childCryVfxLen="{time(length["Cry"] + length["Vfx"])}" ')

    text, at = "", 0
    for number in range(1, draw.randint(2, 4)):
        body, start = "", at
        for block in range(1, draw.randint(2, 5)):
            kind = draw.choice(["Pause", "Conversation"])
            body += f'<{kind} num="{block}" average_dB="-28.4">\n'
            for _ in range(draw.randint(1, 8)):
                end = at + draw.randrange(10, 6000, 10)
                speaker = draw.choice(LENA)
                more = parts(at, end) if speaker.startswith("CH") else 'femaleAdultWordCnt="3.1" ' if speaker == "FAN" else ""
                body += (f'  <Segment spkr="{speaker}" average_dB="-20.1" peak_dB="-9.0" {more}'
                         f'startTime="{time(at)}" endTime="{time(end)}" />\n')
                at = end
            body += f"</{kind}>\n"
        text += (f'<Recording num="{number}" startClockTime="2016-04-20T0{number}:00:00Z" startTime="{time(start)}" '
                 f'endTime="{time(at)}">\n{body}</Recording>\n')
    return ('<?xml version="1.0" encoding="UTF-8" ?>\n<!DOCTYPE ITS SYSTEM "its.dtd" >\n<ITS fileName="e" version="4.6.0">\n'
            f"<ProcessingUnit>\n<!-- flow -->\n{text}</ProcessingUnit>\n</ITS>\n")


def tiers_of(draw):
    names = draw.sample(ACLEW[1:], draw.randint(1, 5)) + ["CHI"]
    return {name: [(*when, draw.choice(SAID)) for when in spans(draw, draw.randint(1, 9), 1)] for name in sorted(names)}


def eaf(draw):
    slots, body, number = [], "", 0

    def slot(time):
        slots.append(time)
        return f"ts{len(slots)}"

    for name, parts in tiers_of(draw).items():
        own, beside, deep = "", "", ""
        for begin, end, text in parts:
            number += 3
            own += (f'<ANNOTATION>\n<ALIGNABLE_ANNOTATION ANNOTATION_ID="a{number}" TIME_SLOT_REF1="{slot(begin)}" '
                    f'TIME_SLOT_REF2="{slot(end)}">\n<ANNOTATION_VALUE>{escape(text)}</ANNOTATION_VALUE>\n'
                    "</ALIGNABLE_ANNOTATION>\n</ANNOTATION>\n")
            for added, depends, value in ((1, number, draw.choice("YYNCLUJ")), (2, number + 1, "W")):
                one = (f'<ANNOTATION><REF_ANNOTATION ANNOTATION_ID="a{number + added}" ANNOTATION_REF="a{depends}">'
                       f"<ANNOTATION_VALUE>{value}</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>\n")
                beside, deep = beside + (one if added == 1 else ""), deep + (one if added == 2 else "")
        kind = "vcm" if name == "CHI" and draw.random() < 0.8 else "xds"
        tiers = [(name, own, ""), (f"{kind}@{name}", beside, name), (f"lex@{name}", deep, f"{kind}@{name}")]
        for id, inner, parent in draw.sample(tiers, 3):  # a dependent tier may come first
            above = f' PARENT_REF="{parent}"' if parent else ""
            body += f'<TIER LINGUISTIC_TYPE_REF="x"{above} TIER_ID="{id}">\n{inner}</TIER>\n'
    order = "".join(f'<TIME_SLOT TIME_SLOT_ID="ts{at}" TIME_VALUE="{time}"/>\n' for at, time in enumerate(slots, 1))
    return ('<?xml version="1.0" encoding="UTF-8"?>\n<ANNOTATION_DOCUMENT FORMAT="3.0" VERSION="3.0">\n'
            '<HEADER MEDIA_FILE="" TIME_UNITS="milliseconds"/>\n'
            f"<TIME_ORDER>\n{order}</TIME_ORDER>\n{body}</ANNOTATION_DOCUMENT>\n")


def textgrid(draw):
    tiers, end = tiers_of(draw), 60.0
    if "CHI" in tiers:
        tiers["vcm@CHI"] = [(begin, until, draw.choice("YNC")) for begin, until, _ in tiers["CHI"]]
    long = draw.random() < 0.5

    def item(name, value, depth):
        return "    " * depth + f"{name} = {value} \n" if long else f"{value}\n"

    def quoted(text):
        return '"' + text.replace('"', '""') + '"'

    text = 'File type = "ooTextFile"\nObject class = "TextGrid"\n\n' + item("xmin", 0, 0) + item("xmax", end, 0)
    text += ("tiers? <exists> \n" if long else "<exists>\n") + item("size", len(tiers) + 1, 0)
    for number, (name, parts) in enumerate(tiers.items(), 1):
        whole, at = [], 0
        for begin, until, said in parts:
            whole += [(at, begin, "")] if begin > at else []
            whole.append((begin, until, said))
            at = until
        whole.append((at, max(end * 1000, at + 1), ""))
        text += f"    item [{number}]:\n" if long else ""
        text += item("class", '"IntervalTier"', 2) + item("name", quoted(name), 2) + item("xmin", 0, 2)
        text += item("xmax", end, 2) + item("intervals: size", len(whole), 2)
        for at, (begin, until, said) in enumerate(whole, 1):
            text += f"        intervals [{at}]:\n" if long else ""
            text += item("xmin", f"{begin / 1000 + 0.0002:.6f}", 3) + item("xmax", f"{until / 1000 + 0.0002:.6f}", 3)
            text += item("text", quoted(said), 3)
    text += item("class", '"TextTier"', 2) + item("name", '"FA3"', 2) + item("xmin", 0, 2) + item("xmax", end, 2)
    return text + item("points: size", 1, 2) + item("number", "1.5", 3) + item("mark", '"a 2 <b>"', 3)


def cha(draw):
    text = ("@UTF8\n@Begin\n@Languages:\teng\n@Participants:\tCHI Ann Target_Child, MOT Mother,\n\tSIS Sue Sister, FAT Father\n"
            "@ID:\teng|corpus|CHI|0;06.|female|||Target_Child|||\n@Media:\tkid1, audio\n@Comment:\tfrom here "
            f"{BULLET}1_2{BULLET}\n")
    for begin, end in spans(draw, draw.randint(3, 25), 1):
        begin = max(0, begin - draw.choice([0, 0, 300]))  # speakers overlap
        speaker = draw.choice(["CHI", "CHI", "MOT", "SIS", "FAT"])
        said = draw.choice(["&=cries .", "&=whines . [+ r]", "&=babbles .", "baba .", "0 [=! coos] ."] if speaker == "CHI" else SAID[1:])
        line = f"*{speaker}:\t{said}"
        line = line.replace(" ", "\n\t", 1) if draw.random() < 0.2 else line
        middle = (begin + end) // 2
        bullets = [(begin, end)] if draw.random() < 0.8 or middle == begin else [(begin, middle), (middle, end)]
        for number, (on, off) in enumerate(bullets):
            line += (" and more ." if number else "") + f" {BULLET}{on}_{off}{BULLET}"
        text += line + "\n" + draw.choice(["", "", f"%mor:\tv|be . {BULLET}7_9{BULLET}\n", "%xdb:\t-30.1 -12.2\n"])
    return text + "@End\n"


def rttm(draw):
    lines = []
    for file in range(draw.randint(1, 4)):
        for begin, end in spans(draw, draw.randint(1, 20), 1):
            label = draw.choice(["KCHI", "CHI", "OCH", "FEM", "MAL", "SPEECH", "CRY", "CNS", "NCS", "OTH"])
            apart = draw.choice([" ", "\t", "   "])
            more = draw.choice(["<NA> <NA>", "0.93 <NA>", "<NA>", ""])
            lines.append(apart.join(["SPEAKER", f"day_{file}.x", "1", f"{begin / 1000:.4f}", f"{(end - begin) / 1000}", "<NA>",
                                     "<NA>", label, more]).rstrip())
    if draw.random() < 0.5:
        draw.shuffle(lines)
    return "".join(f"{line}\n{draw.choice(['', '', ';; remark', chr(10)])}\n" for line in lines)


def table(draw):
    columns = ["segment_onset", "segment_offset", "speaker_type", "vcm_type", "cries", "transcription", "words"]
    draw.shuffle(columns)
    text = ",".join(columns) + "\n"
    for begin, end in spans(draw, draw.randint(1, 30), 1):
        speaker = draw.choice(["CHI", "CHI", "OCH", "FEM", "MAL", "NA", ""])
        cries = [f"{{'start': {at / 1000}, 'end': {(at + 40) / 1000}}}" for at in range(begin, end, 500)] if speaker == "CHI" else []
        row = {"segment_onset": f"{begin}", "segment_offset": draw.choice([f"{end}", f"{end}.0"]), "speaker_type": speaker,
               "vcm_type": draw.choice("YNCLUJ") if speaker == "CHI" else "NA", "words": "3.0",
               "cries": '"[' + ", ".join(cries[:3]) + ']"', "transcription": draw.choice(["NA", '"a ""b"", c\nd"'])}
        text += ",".join(row[column] for column in columns) + "\n"
    return text


KINDS = {".its": its, ".eaf": eaf, ".TextGrid": textgrid, ".cha": cha, ".rttm": rttm, ".csv": table}


def write(folder, seed):
    """One file of each kind; text as the systems of the field have it."""
    for ending, make in KINDS.items():
        draw = random.Random(f"{seed}{ending}")
        text = make(draw)
        text = text.replace("\n", draw.choice(["\n", "\n", "\r\n"]))
        encoding = draw.choice(["utf-8", "utf-8-sig"] + ["utf-16"] * (ending not in (".its", ".eaf")))
        (folder / f"made{seed}{ending}").write_bytes(text.encode(encoding))
