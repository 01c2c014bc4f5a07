"""Small drawings in SVG: lines, bars and spectrograms, no more than the card needs."""
import numpy as np

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 460, 300, 52, 16, 28, 44
GREYS, RANGE_DB = 6, 60.0
COLOURS = ("#1b6ca8", "#c8553d", "#588157", "#8d6a9f", "#b08900")


def _frame(title, x_label, y_label):
    return [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
            f'font-size="11" role="img" aria-label="{title}">',
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
            f'<text x="{LEFT}" y="17" font-size="12" font-weight="bold">{title}</text>',
            f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 8}" text-anchor="middle">{x_label}</text>',
            f'<text transform="translate(13 {(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)" text-anchor="middle">{y_label}'
            '</text>']


def _x(share):
    return LEFT + share * (WIDTH - LEFT - RIGHT)


def _y(share):
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)


def _scale(out):
    for i in range(6):
        y = _y(i / 5)
        out.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#dddddd"/>')
        out.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{i / 5:.1f}</text>')


def _legend(out, names):
    for i, name in enumerate(names):
        y = HEIGHT - BOTTOM - 14 * (len(names) - i)
        out.append(f'<rect x="{WIDTH - RIGHT - 92}" y="{y}" width="10" height="10" fill="{COLOURS[i]}"/>')
        out.append(f'<text x="{WIDTH - RIGHT - 78}" y="{y + 9}">{name}</text>')


def lines(path, title, x_label, y_label, series):
    """series: {name: [(x, y)]}, all from 0 to 1; the diagonal is drawn too."""
    out = _frame(title, x_label, y_label)
    _scale(out)
    for i in range(6):
        out.append(f'<text x="{_x(i / 5):.1f}" y="{HEIGHT - BOTTOM + 15}" text-anchor="middle">{i / 5:.1f}</text>')
    out.append(f'<line x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}" stroke="#999999" stroke-dasharray="4 3"/>')
    for i, points in enumerate(series.values()):
        text = " ".join(f"{_x(x):.1f},{_y(y):.1f}" for x, y in points)
        out.append(f'<polyline points="{text}" fill="none" stroke="{COLOURS[i]}" stroke-width="2"/>')
        out += [f'<circle cx="{_x(x):.1f}" cy="{_y(y):.1f}" r="2.5" fill="{COLOURS[i]}"/>' for x, y in points]
    _legend(out, series)
    _write(path, out)


def bars(path, title, x_label, y_label, labels, series):
    """series: {name: [value of each label, 0 to 1, or None]}."""
    out = _frame(title, x_label, y_label)
    _scale(out)
    slot = 1 / len(labels)
    wide = slot * 0.8 / len(series)
    for i, label in enumerate(labels):
        out.append(f'<text x="{_x((i + 0.5) * slot):.1f}" y="{HEIGHT - BOTTOM + 15}" text-anchor="middle">{label}</text>')
        for k, values in enumerate(series.values()):
            if values[i] is None:
                continue
            x, y = _x(i * slot + 0.1 * slot + k * wide), _y(values[i])
            out.append(f'<rect x="{x:.1f}" y="{y:.1f}" width="{_x(wide) - _x(0) - 1:.1f}" height="{_y(0) - y:.1f}" '
                       f'fill="{COLOURS[k]}"/>')
    _legend(out, series)
    _write(path, out)


def spectrogram(path, title, bands, probability):
    """bands: frames x bands in dB, 10 ms apart; probability: of crying, frames; both in steps of 40 ms."""
    out = _frame(title, "seconds", "mel band, 60 to 3600 Hz")
    top = float(bands.max())
    count = len(bands) // 4
    pixels = bands[: 4 * count].reshape(count, 4, -1, 2).max((1, 3)).T  # pairs of bands x columns of 40 ms
    grey = np.clip((GREYS * (pixels - top + RANGE_DB) / RANGE_DB).astype(int), 0, GREYS - 1)
    wide, high = (WIDTH - LEFT - RIGHT) / count, (HEIGHT - TOP - BOTTOM - 40) / len(grey)
    for shade in range(1, GREYS):
        cells = []
        for k, row in enumerate(grey):
            edges = np.flatnonzero(np.diff(np.concatenate([[0], (row == shade).astype(int), [0]])))
            for begin, end in zip(edges[::2], edges[1::2]):
                x, y = LEFT + begin * wide, HEIGHT - BOTTOM - 40 - (k + 1) * high
                cells.append(f"M{x:.0f} {y:.0f}h{(end - begin) * wide + 0.6:.1f}v{high + 0.6:.1f}h-{(end - begin) * wide + 0.6:.1f}z")
        tone = 255 - 255 * shade // (GREYS - 1)
        out.append(f'<path fill="rgb({tone},{tone},{tone})" d="{"".join(cells)}"/>')
    line = " ".join(f"{LEFT + i * wide:.1f},{HEIGHT - BOTTOM - 36 * float(p):.1f}" for i, p in enumerate(probability[::4]))
    out.append(f'<polyline points="{line}" fill="none" stroke="{COLOURS[1]}" stroke-width="1.5"/>')
    out.append(f'<text x="{LEFT - 6}" y="{HEIGHT - BOTTOM - 30}" text-anchor="end" fill="{COLOURS[1]}">cry</text>')
    seconds = len(bands) / 100
    out += [f'<text x="{_x(s / seconds):.1f}" y="{HEIGHT - BOTTOM + 15}" text-anchor="middle">{s}</text>'
            for s in range(int(seconds) + 1)]
    _write(path, out)


def _write(path, out):
    with open(path, "w") as f:
        f.write("\n".join(out + ["</svg>", ""]))
