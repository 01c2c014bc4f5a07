// Curves and bars as SVG, drawn anew for the width they get. Each has a sentence and a table that say the same.
import {h, svg} from './dom';
import {duration, number, percent} from './format';
import {rounds} from './view';
import {words} from './words';

export interface Line {
  name: string;
  /** Class of the style sheet: its colour and dashes. */
  kind: string;
  /** [x, y]: y holds from x on. */
  steps: [number, number][];
  /** [x, low, high], as far as it is known. */
  band?: [number, number, number][];
}

export interface StepChart {
  /** What a screen reader says. */
  said: string;
  x: string;
  y: string;
  /** Where the x axis ends. */
  end: number;
  lines: Line[];
}

type Draw = (width: number) => SVGSVGElement;

const drawn: {holder: HTMLElement; draw: Draw; paper: number}[] = [];

const halfSheet = 330; // px of a sheet of A4 between its margins, cut in two
const wholeSheet = 690;

/** An element that holds what `draw` makes for its width, or for `paper` in print. */
function fitted(draw: Draw, paper = halfSheet): HTMLElement {
  const holder = h('div', {class: 'chart'});
  drawn.push({holder, draw, paper});
  return holder;
}

/** Charts are lower on paper, so that a report stays a few sheets. */
let low = false;
const tall = (screen: number, paper: number): number => low ? paper : screen;

const redraw = (): void => {
  for (const {holder, draw, paper} of drawn) holder.replaceChildren(draw(low ? paper : Math.max(260, holder.clientWidth)));
};

/** To be called once the charts are in the document. */
export function startCharts(): void {
  redraw();
  const observer = new ResizeObserver((entries) => {
    for (const entry of entries) {
      const chart = drawn.find((each) => each.holder === entry.target);
      const before = Number(chart?.holder.firstElementChild?.getAttribute('width'));
      if (chart && Math.abs(before - Math.max(260, chart.holder.clientWidth)) > 1) {
        chart.holder.replaceChildren(chart.draw(Math.max(260, chart.holder.clientWidth)));
      }
    }
  });
  for (const {holder} of drawn) observer.observe(holder);
}

export function printCharts(): void {
  low = true;
  redraw();
}

export function chartsPrinted(): void {
  low = false;
  redraw();
}

const frame = (width: number, height: number, said: string): SVGSVGElement =>
  svg('svg', {width, height, viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': said});

const label = (x: number, y: number, text: string, anchor = 'middle', kind = 'tick'): SVGTextElement =>
  svg('text', {x, y, class: kind, 'text-anchor': anchor}, text);

function path(steps: [number, number][], x: (value: number) => number, y: (value: number) => number, end: number): string {
  let d = '';
  let before = 0;
  for (const [at, value] of steps) {
    d += d === '' ? `M${x(at).toFixed(1)} ${y(value).toFixed(1)}` : `H${x(at).toFixed(1)}V${y(value).toFixed(1)}`;
    before = at;
  }
  return before < end ? `${d}H${x(end).toFixed(1)}` : d;
}

/** The band as one closed shape with the same steps as its curve. */
function area(band: [number, number, number][], x: (value: number) => number, y: (value: number) => number, end: number): string {
  const upper = path(band.map(([at, , high]) => [at, high]), x, y, end);
  let d = upper;
  let right = Math.max(end, band[band.length - 1][0]);
  for (let i = band.length - 1; i >= 0; --i) {
    const [at, low] = band[i];
    d += `${i === band.length - 1 ? `L${x(right).toFixed(1)} ${y(low).toFixed(1)}` : `V${y(low).toFixed(1)}`}H${x(at).toFixed(1)}`;
    right = at;
  }
  return `${d}Z`;
}

const left = 52; // px that the names of shares take
const right = 14;
const top = 26;

/** Shares from 0 to 100 % over time, with the values at a time that is pointed at or gone to by keys. */
export function steps(chart: StepChart): HTMLElement {
  const curve = fitted((width) => {
    const height = tall(250, 165);
    const end = width - right;
    const bottom = height - 44;
    const x = (value: number): number => left + (value / chart.end) * (end - left);
    const y = (value: number): number => bottom - value * (bottom - top);
    const out = frame(width, height, chart.said);
    for (const share of [0, 0.25, 0.5, 0.75, 1]) {
      out.append(svg('line', {class: 'grid', x1: left, x2: end, y1: y(share), y2: y(share)}),
        label(left - 6, y(share) + 4, percent(share), 'end'));
    }
    for (const at of rounds(chart.end, Math.max(2, Math.floor((end - left) / 55)))) {
      out.append(svg('line', {class: 'axis', x1: x(at), x2: x(at), y1: bottom, y2: bottom + 4}), label(x(at), bottom + 17, number(at)));
    }
    out.append(label((left + end) / 2, height - 6, chart.x, 'middle', 'title'), label(2, 12, chart.y, 'start', 'title'));
    for (const line of chart.lines) {
      if (line.band && line.band.length > 0) {
        const known = line.band[line.band.length - 1][0];
        const last = line.steps.find(([at]) => at > known)?.[0] ?? chart.end;
        out.append(svg('path', {class: `band ${line.kind}`, d: area(line.band, x, y, last)}));
      }
    }
    for (const line of chart.lines) out.append(svg('path', {class: `curve ${line.kind}`, d: path(line.steps, x, y, chart.end)}));
    out.append(svg('line', {class: 'reading', x1: 0, x2: 0, y1: top, y2: bottom, visibility: 'hidden'}));
    return out;
  });
  return h('div', {}, curve, new Reading(chart, curve).element);
}

/** The last of [x, ...] at or before a time. */
const held = <Step extends readonly number[]>(all: readonly Step[], time: number): Step | undefined => all.filter(([at]) => at <= time).pop();

/** Reads a curve: the pointer anywhere on it, the arrow keys from step to step. */
class Reading {
  readonly element = h('p', {class: 'hover', 'aria-hidden': 'true'}, words.curve.hint);
  private readonly stops: number[];
  private at = 0;

  constructor(private readonly chart: StepChart, private readonly curve: HTMLElement) {
    this.stops = [...new Set(chart.lines.flatMap((line) => line.steps.map(([at]) => at)))].sort((a, b) => a - b);
    const fixed = {tabindex: '0', role: 'slider', 'aria-label': chart.said, 'aria-valuemin': '0', 'aria-valuemax': String(chart.end)};
    for (const [name, value] of Object.entries(fixed)) curve.setAttribute(name, value);
    this.tell();
    curve.addEventListener('pointermove', (event) => this.point(event));
    curve.addEventListener('pointerdown', (event) => this.point(event));
    curve.addEventListener('pointerleave', () => this.leave());
    curve.addEventListener('focus', () => { if (curve.matches(':focus-visible')) this.read(this.at); });
    curve.addEventListener('blur', () => this.leave());
    curve.addEventListener('keydown', (event) => this.key(event));
  }

  private point(event: PointerEvent): void {
    const box = this.curve.getBoundingClientRect();
    const width = Number(this.curve.firstElementChild?.getAttribute('width'));
    this.read(Math.min(1, Math.max(0, (event.clientX - box.left - left) / (width - right - left))) * this.chart.end);
  }

  private key(event: KeyboardEvent): void {
    const {stops} = this;
    const next: {[key: string]: number | undefined} = {
      ArrowRight: stops.find((each) => each > this.at), ArrowLeft: stops.filter((each) => each < this.at).pop(),
      ArrowUp: stops.find((each) => each > this.at), ArrowDown: stops.filter((each) => each < this.at).pop(),
      Home: stops[0], End: stops[stops.length - 1],
    };
    if (!(event.key in next)) return;
    event.preventDefault();
    this.read(next[event.key] ?? this.at);
  }

  private read(time: number): void {
    this.at = time;
    this.element.textContent = this.tell();
    const mark = this.curve.querySelector('.reading');
    const width = Number(this.curve.firstElementChild?.getAttribute('width'));
    const x = String(left + (time / this.chart.end) * (width - right - left));
    for (const [name, value] of [['x1', x], ['x2', x], ['visibility', 'visible']]) mark?.setAttribute(name, value);
  }

  /** The values at the time that is read. */
  private tell(): string {
    const values = this.chart.lines.map((line) => {
      const band = held(line.band ?? [], this.at);
      const share = held(line.steps, this.at)?.[1] ?? 0;
      // The band ends where the curve goes on without one.
      const known = band && held(line.steps, this.at)?.[0] === band[0];
      return words.curve.value(line.name, percent(share), known ? words.curve.between(percent(band[1]), percent(band[2])) : '');
    });
    const text = words.curve.at(duration(this.at), values.join(', '));
    this.curve.setAttribute('aria-valuenow', String(this.at));
    this.curve.setAttribute('aria-valuetext', text);
    return text;
  }

  private leave(): void {
    this.element.textContent = words.curve.hint;
    this.curve.querySelector('.reading')?.setAttribute('visibility', 'hidden');
  }
}

export const key = (...items: [string, string][]): HTMLElement =>
  h('ul', {class: 'legend'}, ...items.map(([kind, text]) => h('li', {}, h('span', {class: `stroke ${kind}`, 'aria-hidden': 'true'}), text)));

export interface Interval {
  label: string;
  value: number | null;
  low: number | null;
  high: number | null;
  /** Beside it: what chance would give, and its spread. */
  chance: number | null;
  spread: number | null;
}

/** A row a window: dot and interval, and a diamond for chance. Shares from 0 to 100 %. */
export function intervals(said: string, title: string, rows: Interval[]): HTMLElement {
  const height = 42 * rows.length + 46;
  return fitted((width) => {
    const left = Math.min(130, width * 0.3);
    const right = width - 22;
    const bottom = height - 42;
    const x = (share: number): number => left + share * (right - left);
    const out = frame(width, height, said);
    for (const share of [0, 0.25, 0.5, 0.75, 1]) {
      out.append(svg('line', {class: 'grid', x1: x(share), x2: x(share), y1: 4, y2: bottom}), label(x(share), bottom + 16, percent(share)));
    }
    out.append(label((left + right) / 2, height - 6, title, 'middle', 'title'));
    rows.forEach((row, i) => {
      const y = 42 * i + 22;
      out.append(label(left - 10, y + 4, row.label, 'end', 'name'));
      if (row.chance !== null) {
        const spread = row.spread ?? 0;
        out.append(
          svg('line', {class: 'spread', x1: x(Math.max(0, row.chance - spread)), x2: x(Math.min(1, row.chance + spread)), y1: y + 9, y2: y + 9}),
          svg('path', {class: 'diamond', d: `M${x(row.chance)} ${y + 3}l6 6l-6 6l-6-6Z`}));
      }
      if (row.value !== null) {
        out.append(svg('line', {class: 'interval', x1: x(row.low ?? row.value), x2: x(row.high ?? row.value), y1: y - 5, y2: y - 5}),
          svg('circle', {class: 'dot', cx: x(row.value), cy: y - 5, r: 5.5}));
      }
    });
    return out;
  });
}

export interface Bar {
  label: string;
  value: number | null;
  said: string;
}

/** Upright bars, one an hour. */
export function bars(said: string, xTitle: string, yTitle: string, all: Bar[]): HTMLElement {
  return fitted((room) => {
    const height = tall(220, 150);
    const left = 52;
    const width = Math.min(room, left + 14 + 90 * all.length);
    const right = width - 14;
    const bottom = height - 44;
    const top = 30;
    const most = Math.max(1e-9, ...all.map((each) => each.value ?? 0));
    const marks = rounds(most * 1.05, 4);
    if (marks[marks.length - 1] < most) marks.push(2 * marks[marks.length - 1] - marks[marks.length - 2]);
    const end = Math.max(most * 1.05, marks[marks.length - 1]);
    const each = (right - left) / all.length;
    const y = (value: number): number => bottom - (value / end) * (bottom - top);
    const out = frame(width, height, said);
    for (const at of marks) {
      out.append(svg('line', {class: 'grid', x1: left, x2: right, y1: y(at), y2: y(at)}), label(left - 6, y(at) + 4, number(at), 'end'));
    }
    const every = Math.ceil(26 / each);
    all.forEach((bar, i) => {
      const middle = left + (i + 0.5) * each;
      if (bar.value !== null) {
        const thick = each * 0.7;
        out.append(svg('rect', {class: 'bar', x: middle - thick / 2, width: thick, y: y(bar.value), height: bottom - y(bar.value)},
          svg('title', {}, bar.said)));
        if (each >= 34) out.append(label(middle, y(bar.value) - 5, number(Number(bar.value.toPrecision(2)))));
      }
      if (i % every === 0) out.append(label(middle, bottom + 17, bar.label));
    });
    out.append(svg('line', {class: 'axis', x1: left, x2: right, y1: bottom, y2: bottom}),
      label((left + right) / 2, height - 6, xTitle, 'middle', 'title'), label(2, 12, yTitle, 'start', 'title'));
    return out;
  }, wholeSheet);
}
