// Draws the timeline onto a canvas.
import {color} from './dom';
import type {Episode, Session} from './data';
import {marks} from './moment';
import {frequency, picture, type Spectrum} from './spectrum';
import type {View} from './view';
import {words} from './words';

export interface Row {
  key: string;
  labels: string[];
  top: number;
  height: number;
}

export interface Layout {
  rows: Row[];
  width: number;
  height: number;
  gutter: number;
  axis: number;
}

const heights: {[key: string]: number} = {episodes: 38, crying: 42, level: 46, spectrum: 64};
const gap = 5;
const margin = 10; // right of the last time

/** Rows for what the recording has; the gutter on the left holds their names. */
export function layout(session: Session, width: number): Layout {
  const voices = ['KCHI', 'OCH', 'FEM', 'MAL', 'ADU'].filter(
    (label) => (session.tracks.get(label)?.count ?? 0) > 0 || label === 'KCHI' || label === 'FEM' || label === 'MAL');
  const keys = ['episodes', 'crying', ...voices, ...(session.level.length > 0 ? ['level'] : []),
    ...(session.spectrum ? ['spectrum'] : [])];
  let top = 4;
  const rows = keys.map((key) => {
    const row = {key, labels: key === 'crying' ? ['CRY', 'FUS'] : [key], top, height: heights[key] ?? 20};
    top += row.height + gap;
    return row;
  });
  return {rows, width, height: top + 42, gutter: width < 560 ? 68 : 76, axis: top};
}

export class Painter {
  private readonly colors: {[name: string]: string} = {};
  /** Where the last diamond of an answer is. */
  private answered = -Infinity;

  constructor(private readonly pen: CanvasRenderingContext2D, private readonly session: Session,
              private readonly view: View, private readonly area: Layout, private readonly selected: number | null) {
    for (const name of ['ink', 'quiet', 'line', 'paper', 'band', 'CRY', 'FUS', 'KCHI', 'OCH', 'FEM', 'MAL', 'ADU', 'level',
      'deep', 'rupture', 'repaired']) {
      this.colors[name] = color(name);
    }
  }

  x(time: number): number {
    return this.area.gutter + ((time - this.view.from) / this.view.span) * (this.area.width - this.area.gutter - margin);
  }

  private get right(): number {
    return this.area.width - margin;
  }

  draw(): void {
    const {pen, area} = this;
    pen.clearRect(0, 0, area.width, area.height);
    pen.textBaseline = 'middle';
    pen.font = '12px system-ui, sans-serif';
    for (const row of area.rows) this.background(row);
    pen.save();
    pen.beginPath();
    pen.rect(area.gutter, 0, this.right - area.gutter + 1, area.axis);
    pen.clip();
    this.grid();
    for (const row of area.rows) {
      if (row.key === 'level') this.level(row);
      else if (row.key === 'spectrum') this.spectrum(row, this.session.spectrum as Spectrum);
      else if (row.key !== 'episodes') this.voices(row);
    }
    for (const row of area.rows) if (!this.session.heard(row.key)) this.unheard(row);
    this.gaps();
    this.pauses();
    this.episodes(area.rows[0]);
    pen.restore();
    this.axis();
  }

  private background(row: Row): void {
    const {pen, area} = this;
    pen.fillStyle = this.colors.band;
    pen.fillRect(area.gutter, row.top, this.right - area.gutter, row.height);
    pen.fillStyle = this.colors.ink;
    pen.textAlign = 'right';
    pen.fillText(words.timeline.rows[row.key], area.gutter - 7, row.top + row.height / 2);
    if (row.key === 'spectrum' && this.session.spectrum) {
      const {edges, bands} = this.session.spectrum;
      pen.font = '10px system-ui, sans-serif';
      pen.fillStyle = this.colors.quiet;
      pen.fillText(frequency(edges[bands]), area.gutter - 4, row.top + 6);
      pen.fillText(frequency(edges[0]), area.gutter - 4, row.top + row.height - 5);
      pen.font = '12px system-ui, sans-serif';
    }
  }

  /** Over what the file says anyway: it counts nowhere. */
  private unheard(row: Row): void {
    const {pen, area} = this;
    pen.fillStyle = this.colors.band;
    pen.globalAlpha = 0.6;
    pen.fillRect(area.gutter, row.top, this.right - area.gutter, row.height);
    pen.globalAlpha = 1;
    pen.fillRect(area.gutter, row.top, pen.measureText(words.timeline.notHeard).width + 12, row.height);
    pen.fillStyle = this.colors.quiet;
    pen.textAlign = 'left';
    pen.fillText(words.timeline.notHeard, area.gutter + 6, row.top + row.height / 2);
  }

  private gaps(): void {
    const {pen, area} = this;
    let from = 0;
    const holes: [number, number][] = [];
    for (const [begin, end] of this.session.observed) {
      if (begin > from) holes.push([from, begin]);
      from = end;
    }
    if (from < this.session.duration) holes.push([from, this.session.duration]);
    pen.strokeStyle = this.colors.quiet;
    pen.lineWidth = 1;
    for (const [begin, end] of holes) {
      if (end < this.view.from || begin > this.view.to) continue;
      const left = Math.max(this.x(begin), area.gutter);
      const width = Math.max(2, Math.min(this.x(end), this.right) - left);
      pen.save();
      pen.beginPath();
      pen.rect(left, 0, width, area.axis);
      pen.clip();
      pen.fillStyle = this.colors.paper;
      pen.globalAlpha = 0.7; // what was said of it anyway stays visible
      pen.fillRect(left, 0, width, area.axis);
      pen.globalAlpha = 1;
      pen.beginPath();
      for (let at = left - area.axis; at < left + width; at += 7) {
        pen.moveTo(at, area.axis);
        pen.lineTo(at + area.axis, 0);
      }
      pen.globalAlpha = 0.45;
      pen.stroke();
      pen.globalAlpha = 1;
      const text = words.timeline.gap;
      if (width > pen.measureText(text).width + 14) {
        const middle = left + width / 2;
        const half = pen.measureText(text).width / 2 + 5;
        pen.fillStyle = this.colors.paper;
        pen.fillRect(middle - half, area.axis / 2 - 10, 2 * half, 20);
        pen.fillStyle = this.colors.ink;
        pen.textAlign = 'center';
        pen.fillText(text, middle, area.axis / 2);
      }
      pen.restore();
    }
  }

  /** Where the clock went on without the recorder. */
  private pauses(): void {
    const {pen, area} = this;
    pen.strokeStyle = this.colors.ink;
    pen.setLineDash([3, 3]);
    pen.beginPath();
    for (const [at] of this.session.clock.slice(1)) {
      pen.moveTo(Math.round(this.x(at)) + 0.5, 0);
      pen.lineTo(Math.round(this.x(at)) + 0.5, area.axis);
    }
    pen.stroke();
    pen.setLineDash([]);
  }

  private marks(): ReturnType<typeof marks> {
    const room = this.right - this.area.gutter;
    const {session, view} = this;
    return marks(session, view.from, view.to, Math.max(2, room / (session.clock.length > 0 ? 66 : 84)));
  }

  private grid(): void {
    const {pen, area} = this;
    pen.strokeStyle = this.colors.line;
    pen.lineWidth = 1;
    pen.beginPath();
    for (const at of this.marks().at) {
      const x = Math.round(this.x(at)) + 0.5;
      pen.moveTo(x, 0);
      pen.lineTo(x, area.axis);
    }
    pen.stroke();
  }

  private axis(): void {
    const {pen, area} = this;
    const {at, text: shown, fine} = this.marks();
    let labelled = -Infinity;
    pen.fillStyle = this.colors.ink;
    pen.strokeStyle = this.colors.quiet;
    pen.beginPath();
    pen.moveTo(area.gutter, area.axis + 0.5);
    pen.lineTo(this.right, area.axis + 0.5);
    for (const time of at) {
      const x = Math.round(this.x(time)) + 0.5;
      pen.moveTo(x, area.axis);
      pen.lineTo(x, area.axis + 4);
      const text = shown(time);
      const half = pen.measureText(text).width / 2;
      const middle = Math.min(Math.max(x, half), area.width - half);
      if (middle - half < labelled) continue; // a pause of the recorder brings marks together
      labelled = middle + half + 6;
      pen.textAlign = 'center';
      pen.fillText(text, middle, area.axis + 14);
    }
    pen.stroke();
    pen.fillStyle = this.colors.quiet;
    pen.textAlign = 'center';
    pen.fillText(this.session.clock.length === 0 ? words.timeline.axis : fine ? words.timeline.clockSeconds : words.timeline.clock, (area.gutter + this.right) / 2, area.axis + 32);
  }

  /** Segments one by one while they can be told apart; else, for each column, the share that is filled. */
  private voices(row: Row): void {
    const perPixel = this.view.span / (this.right - this.area.gutter);
    if (perPixel > 1) this.columns(row, perPixel);
    else this.segments(row);
  }

  private segments(row: Row): void {
    const {pen, view} = this;
    for (const label of row.labels) {
      const track = this.session.tracks.get(label);
      if (!track) continue;
      pen.fillStyle = this.colors[label];
      const fuss = label === 'FUS';
      track.within(view.from, view.to, (i) => {
        const left = this.x(track.from[i]);
        const width = Math.max(1, this.x(track.to[i]) - left);
        const height = fuss ? row.height * 0.55 : row.height;
        pen.globalAlpha = 1;
        pen.fillRect(left, row.top + row.height - height, width, height);
        if (label === 'CRY' && track.distress[i] >= 0) {
          pen.globalAlpha = Math.min(1, Math.max(0, track.distress[i] / 50 - 1));
          pen.fillStyle = this.colors.deep;
          pen.fillRect(left, row.top, width, height);
          pen.fillStyle = this.colors[label];
        }
      });
    }
    pen.globalAlpha = 1;
  }

  private columns(row: Row, perPixel: number): void {
    const {pen, view, area} = this;
    const count = Math.ceil(this.right - area.gutter);
    const below = new Float64Array(count);
    for (const label of [...row.labels].reverse()) {
      const track = this.session.tracks.get(label);
      if (!track) continue;
      const filled = new Float64Array(count);
      track.within(view.from, view.to, (i) => {
        const from = (Math.max(track.from[i], view.from) - view.from) / perPixel;
        const to = (Math.min(track.to[i], view.to) - view.from) / perPixel;
        for (let column = Math.floor(from); column < to && column < count; ++column) {
          filled[column] += Math.min(to, column + 1) - Math.max(from, column);
        }
      });
      pen.fillStyle = this.colors[label];
      for (let column = 0; column < count; ++column) {
        if (filled[column] <= 0) continue;
        const height = Math.max(2, Math.min(1 - below[column], filled[column]) * row.height);
        pen.fillRect(area.gutter + column, row.top + row.height * (1 - below[column]) - height, 1, height);
        below[column] += Math.min(1 - below[column], height / row.height);
      }
    }
  }

  private level(row: Row): void {
    const {pen, view, area, session} = this;
    const low = -80;
    const y = (level: number): number =>
      row.top + row.height - (Math.min(0, Math.max(low, level)) - low) / -low * row.height;
    pen.fillStyle = this.colors.level;
    const count = Math.ceil(this.right - area.gutter);
    const perPixel = view.span / count;
    for (let column = 0; column < count; ++column) {
      const from = Math.floor(view.from + column * perPixel);
      const to = Math.min(session.level.length, Math.max(from + 1, Math.floor(view.from + (column + 1) * perPixel)));
      let high = -Infinity;
      for (let i = Math.max(0, from); i < to; ++i) high = Math.max(high, session.level[i]);
      if (high === -Infinity) continue;
      const top = y(high);
      pen.fillRect(area.gutter + column, top, 1, row.top + row.height - top);
    }
    pen.fillStyle = this.colors.ink;
    pen.font = '10px system-ui, sans-serif';
    pen.textAlign = 'left';
    pen.fillText(`0 ${words.timeline.levelUnit}`, area.gutter + 3, row.top + 6);
    pen.fillText(`${low}`.replace('-', '\u2212'), area.gutter + 3, row.top + row.height - 6);
    pen.font = '12px system-ui, sans-serif';
  }

  private spectrum(row: Row, sound: Spectrum): void {
    const {pen, view, area} = this;
    const count = Math.ceil(this.right - area.gutter);
    pen.imageSmoothingEnabled = false;
    pen.drawImage(picture(sound, view, count), area.gutter, row.top, count, row.height);
  }

  private episodes(row: Row): void {
    const {view, session} = this;
    this.answered = -Infinity;
    let labelled = -Infinity;
    for (const episode of session.episodes) {
      if (episode.offset < view.from || episode.onset > view.to) continue;
      labelled = this.episode(episode, row, labelled);
    }
  }

  /** Returns how far to the right there is text. */
  private episode(episode: Episode, row: Row, labelled: number): number {
    const {pen, colors} = this;
    const left = this.x(episode.onset);
    const right = Math.max(left + 2, this.x(episode.offset));
    const bar = row.top + 17;
    const picked = this.selected === episode.number;
    if (picked) {
      pen.fillStyle = colors.ink;
      pen.globalAlpha = 0.1;
      pen.fillRect(left - 2, 0, right - left + 4, this.area.axis);
      pen.globalAlpha = 1;
    }
    pen.fillStyle = episode.rupture ? colors.rupture : colors.quiet;
    pen.fillRect(left, bar, right - left, picked ? 8 : 6);
    if (episode.latency !== null) this.answer(episode, left, row, bar);
    const mark = episode.rupture ? (episode.repair === 'repaired' ? '\u25b2\u2713' : '\u25b2') : '';
    const text = `${episode.number}${mark ? ` ${mark}` : ''}`;
    const width = pen.measureText(text).width;
    const start = Math.max(left, this.area.gutter + 2);
    if (start <= labelled || start + width > this.right) return labelled;
    pen.fillStyle = episode.rupture ? (episode.repair === 'repaired' ? colors.repaired : colors.rupture) : colors.ink;
    pen.textAlign = 'left';
    pen.fillText(text, start, row.top + 8);
    return start + width + 6;
  }

  /** A line from the start of the episode to its answer, and a diamond there that reaches down to the voices. */
  private answer(episode: Episode, left: number, row: Row, bar: number): void {
    const {pen, colors, area} = this;
    const x = this.x(episode.onset + (episode.latency ?? 0));
    const y = row.top + row.height - 7;
    const voice = area.rows.find((each) => each.key === episode.responder);
    pen.strokeStyle = colors.ink;
    pen.fillStyle = colors[episode.responder ?? 'ADU'];
    if (x - this.answered < 9) { // a diamond would cover the one before
      pen.fillRect(x - 1, y - 4, 2, 8);
      return;
    }
    this.answered = x;
    pen.lineWidth = 1.5;
    pen.beginPath();
    pen.moveTo(left, bar + 6);
    pen.lineTo(left, y);
    pen.lineTo(x, y);
    if (voice && this.view.span < 900) {
      pen.moveTo(x, y);
      pen.lineTo(x, voice.top);
    }
    pen.stroke();
    pen.beginPath();
    pen.moveTo(x, y - 5);
    pen.lineTo(x + 5, y);
    pen.lineTo(x, y + 5);
    pen.lineTo(x - 5, y);
    pen.closePath();
    pen.fill();
    pen.lineWidth = 1;
    pen.stroke();
  }
}
