// The coarse spectrum under the timeline: a mean level for each second and each of a few bands of frequency.
import {color, h, scrolled} from './dom';
import {number} from './format';
import type {View} from './view';
import {words} from './words';

const text = words.spectrum;

export interface RawSpectrum {
  edges_hz: number[];
  from_dbfs: number;
  step_db: number;
  cells: string;
}

export interface Spectrum {
  edges: number[];
  bands: number;
  seconds: number;
  /** dBFS, `bands` a second, from the lowest band. */
  cells: Int16Array;
  /** What the darkest and the brightest colour stand for, dBFS. */
  low: number;
  high: number;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The level that a share of the cells is at or below. */
function quantile(counts: Map<number, number>, total: number, share: number): number {
  let sum = 0;
  let last = 0;
  for (const level of [...counts.keys()].sort((a, b) => a - b)) {
    sum += counts.get(level) as number;
    last = level;
    if (sum >= share * total) break;
  }
  return last;
}

/** Nothing where there was no sound; results of an older version have no such member. */
export function spectrum(raw: RawSpectrum | null | undefined): Spectrum | null {
  if (!raw) return null;
  const bands = raw.edges_hz.length - 1;
  const cells = new Int16Array(raw.cells.length);
  const counts = new Map<number, number>();
  for (let i = 0; i < cells.length; ++i) {
    const level = cells[i] = raw.from_dbfs + raw.step_db * letters.indexOf(raw.cells[i]);
    counts.set(level, (counts.get(level) ?? 0) + 1);
  }
  const low = Math.floor(quantile(counts, cells.length, 0.05) / 10) * 10;
  const high = Math.max(low + 30, Math.ceil(quantile(counts, cells.length, 0.995) / 10) * 10);
  return {edges: raw.edges_hz, bands, seconds: cells.length / bands, cells, low, high};
}

type Rgb = [number, number, number];
const rgb = (hex: string): Rgb => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)) as Rgb;

/** 256 colours from quiet to loud: lightness only falls (light) or only rises (dark), so that grey shows the same order. */
function ramp(): Uint8ClampedArray {
  const stops = ['spectrum-low', 'spectrum-middle', 'spectrum-high'].map((name) => rgb(color(name)));
  const out = new Uint8ClampedArray(256 * 3);
  for (let i = 0; i < 256; ++i) {
    const at = (i / 255) * (stops.length - 1);
    const below = Math.min(stops.length - 2, Math.floor(at));
    for (let part = 0; part < 3; ++part) {
      out[i * 3 + part] = stops[below][part] + (stops[below + 1][part] - stops[below][part]) * (at - below);
    }
  }
  return out;
}

/** Means over the seconds of each of `count` columns that `view` is cut into, one pixel a cell, the highest band on top. */
export function picture(sound: Spectrum, view: View, count: number): HTMLCanvasElement {
  const canvas = h('canvas');
  canvas.width = count;
  canvas.height = sound.bands;
  const pen = canvas.getContext('2d');
  if (!pen) return canvas;
  const image = pen.createImageData(count, sound.bands);
  const colors = ramp();
  const perColumn = view.span / count;
  const {bands, cells} = sound;
  for (let column = 0; column < count; ++column) {
    const from = Math.floor(view.from + column * perColumn);
    const to = Math.min(sound.seconds, Math.max(from + 1, Math.floor(view.from + (column + 1) * perColumn)));
    if (from >= to) continue;
    for (let band = 0; band < bands; ++band) {
      let sum = 0;
      for (let second = from; second < to; ++second) sum += cells[second * bands + band];
      const share = (sum / (to - from) - sound.low) / (sound.high - sound.low);
      const shade = Math.round(Math.min(1, Math.max(0, share)) * 255) * 3;
      const at = ((bands - 1 - band) * count + column) * 4;
      image.data[at] = colors[shade];
      image.data[at + 1] = colors[shade + 1];
      image.data[at + 2] = colors[shade + 2];
      image.data[at + 3] = 255;
    }
  }
  pen.putImageData(image, 0, 0);
  return canvas;
}

export const frequency = (hertz: number): string =>
  hertz >= 1000 ? `${Number((hertz / 1000).toFixed(1))}\u202fkHz` : `${Math.round(hertz)}\u202fHz`;

const band = (sound: Spectrum, i: number): string => text.band(String(sound.edges[i]), String(sound.edges[i + 1]));
const level = (dbfs: number): string => `${number(Math.round(dbfs))}\u202f${words.timeline.levelUnit}`;

/** Where this second is loudest. */
export function loudest(sound: Spectrum, second: number): string | null {
  if (second < 0 || second >= sound.seconds) return null;
  let best = 0;
  for (let i = 1; i < sound.bands; ++i) {
    if (sound.cells[second * sound.bands + i] > sound.cells[second * sound.bands + best]) best = i;
  }
  return text.loudest(band(sound, best), level(sound.cells[second * sound.bands + best]));
}

export const legend = (sound: Spectrum): string =>
  text.legend(level(sound.low), level(sound.high), frequency(sound.edges[0]), frequency(sound.edges[sound.bands]), sound.bands);

/** The part in view in numbers, band by band. */
export function table(sound: Spectrum, view: View): HTMLElement {
  const from = Math.min(sound.seconds - 1, Math.floor(view.from));
  const to = Math.max(from + 1, Math.min(sound.seconds, Math.ceil(view.to)));
  const rows = [];
  for (let i = sound.bands - 1; i >= 0; --i) {
    let sum = 0;
    let most = -Infinity;
    for (let second = from; second < to; ++second) {
      const each = sound.cells[second * sound.bands + i];
      sum += each;
      most = Math.max(most, each);
    }
    rows.push(h('tr', {}, h('th', {scope: 'row'}, band(sound, i)), h('td', {class: 'number'}, level(sum / (to - from))),
      h('td', {class: 'number'}, level(most))));
  }
  const {columns} = text;
  return scrolled(text.table, h('table', {class: 'spectrum-table'}, h('caption', {}, text.table),
    h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, columns.band), h('th', {scope: 'col', class: 'number'}, columns.mean),
      h('th', {scope: 'col', class: 'number'}, columns.most))), h('tbody', {}, ...rows)));
}
