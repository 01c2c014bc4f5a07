// A metric of recordings against a property of theirs: a dot each, and what each bin comes to.
import {color, details, h, penFor, scrolled} from './dom';
import {rounds} from './view';

export interface Dot<Row> {
  row: Row;
  x: number;
  /** null: it counts in its bin, and is not drawn. */
  y: number | null;
}

/** What stands for the dots of a bin. */
export interface Summary<Row> {
  /** The heads of its table, the first for the bin. */
  head: string[];
  of(dots: Dot<Row>[]): {cells: string[]; level: number | null};
  /** Whether the level is drawn as a column from 0 on, else as a line. */
  column: boolean;
  said(dots: Dot<Row>[]): string;
}

export interface Axis {
  title: string;
  from: number;
  to: number;
  /** Width of a bin. */
  step: number;
  marks: number[];
  show: (value: number) => string;
  /** The name of the bin that begins here. */
  bin: (from: number) => string;
}

interface Words {
  title: string;
  y: string;
  table: string;
}

const manyDots = 5000; // above, they are drawn as squares, which is a lot quicker

export function drawDots(pen: CanvasRenderingContext2D, dots: readonly {x: number; y: number}[]): void {
  for (const {x, y} of dots) {
    if (dots.length > manyDots) {
      pen.fillRect(x - 1.5, y - 1.5, 3, 3);
      continue;
    }
    pen.beginPath();
    pen.arc(x, y, 3.5, 0, 7);
    pen.fill();
  }
}
const least = 3; // recordings in a bin that has a median
const height = 220, left = 44, right = 12, top = 12, bottom = 40;

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}

/** The median of bins with three dots or more. */
export const medians = <Row>(head: string[], show: (value: number) => string, said: (count: number) => string): Summary<Row> => ({
  head,
  column: false,
  of: (dots) => {
    const middle = median(dots.map((dot) => dot.y as number));
    return {cells: [String(dots.length), show(middle)], level: dots.length < least ? null : middle};
  },
  said: (dots) => said(dots.length),
});

export class Scatter<Row> {
  readonly element: HTMLElement;
  private readonly canvas = h('canvas', {'aria-hidden': 'true'});
  private readonly hover = h('p', {class: 'hover', 'aria-hidden': 'true'}, '\u00a0');
  private readonly said = h('p', {class: 'note'});
  private readonly rows = h('div');
  private dots: Dot<Row>[] = [];
  private placed: {x: number; y: number; dot: Dot<Row>}[] = [];

  constructor(private readonly words: Words, private readonly axis: Axis, private readonly summary: Summary<Row>, private readonly name: (row: Row) => string,
              private readonly show: (value: number) => string, open: (row: Row) => void) {
    this.element = h('div', {class: 'figure'}, h('h3', {}, words.title), this.canvas, this.hover, this.said, details(words.table, this.rows));
    this.canvas.addEventListener('pointermove', (event) => {
      const dot = this.near(event);
      this.canvas.style.cursor = dot ? 'pointer' : '';
      this.hover.textContent = dot ? `${this.name(dot.row)}: ${this.show(dot.y as number)}` : '\u00a0';
    });
    this.canvas.addEventListener('pointerleave', () => { this.hover.textContent = '\u00a0'; });
    this.canvas.addEventListener('click', (event) => {
      const dot = this.near(event);
      if (dot) open(dot.row);
    });
  }

  private near(event: MouseEvent): Dot<Row> | undefined {
    const box = this.canvas.getBoundingClientRect();
    let best: Dot<Row> | undefined;
    let far = 8 * 8;
    for (const each of this.placed) {
      const distance = (each.x - event.clientX + box.left) ** 2 + (each.y - event.clientY + box.top) ** 2;
      if (distance < far) {
        far = distance;
        best = each.dot;
      }
    }
    return best;
  }

  fill(dots: Dot<Row>[]): void {
    this.dots = dots;
    this.said.textContent = this.summary.said(dots);
    const rows = this.bins().map(([from, inside]) => h('tr', {}, h('th', {scope: 'row'}, this.axis.bin(from)),
      ...this.summary.of(inside).cells.map((each) => h('td', {class: 'number'}, each))));
    this.rows.replaceChildren(scrolled(this.words.table, h('table', {}, h('thead', {}, h('tr', {},
      ...this.summary.head.map((each, i) => h('th', {scope: 'col', class: i > 0 ? 'number' : undefined}, each)))), h('tbody', {}, ...rows))));
    this.fit();
  }

  private bins(): [number, Dot<Row>[]][] {
    const bins = new Map<number, Dot<Row>[]>();
    for (const dot of this.dots) {
      const from = Math.floor(dot.x / this.axis.step) * this.axis.step;
      const inside = bins.get(from);
      if (inside) inside.push(dot);
      else bins.set(from, [dot]);
    }
    return [...bins].sort(([a], [b]) => a - b);
  }

  fit(): void {
    this.draw(Math.max(250, this.element.clientWidth));
  }

  /** `width` in px. */
  draw(width: number, density = window.devicePixelRatio || 1): void {
    const pen = penFor(this.canvas, width, height, density);
    if (!pen) return;
    const {axis} = this;
    const levels = this.bins().map(([from, dots]) => ({from, level: this.summary.of(dots).level}));
    const drawn = this.dots.filter((dot) => dot.y !== null);
    const most = Math.max(drawn.reduce((high, dot) => Math.max(high, dot.y as number), 0), levels.reduce((high, each) => Math.max(high, each.level ?? 0), 0));
    const marks = rounds(most || 1, 4);
    const end = Math.max(most, marks[marks.length - 1]) || 1;
    const x = (value: number): number => left + ((value - axis.from) / (axis.to - axis.from)) * (width - left - right);
    const y = (value: number): number => top + (1 - value / end) * (height - top - bottom);
    pen.lineWidth = 1;
    for (const mark of marks) {
      pen.strokeStyle = color(mark === 0 ? 'quiet' : 'line');
      pen.beginPath();
      pen.moveTo(left, Math.round(y(mark)) + 0.5);
      pen.lineTo(width - right, Math.round(y(mark)) + 0.5);
      pen.stroke();
      pen.fillStyle = color('ink');
      pen.textAlign = 'right';
      pen.textBaseline = 'middle';
      pen.fillText(String(mark), left - 6, y(mark));
    }
    pen.textBaseline = 'alphabetic';
    pen.textAlign = 'center';
    for (const mark of axis.marks) pen.fillText(axis.show(mark), x(mark), height - bottom + 16);
    pen.fillStyle = color('quiet');
    pen.fillText(axis.title, (left + width - right) / 2, height - 6);
    pen.save();
    pen.translate(11, (top + height - bottom) / 2);
    pen.rotate(-Math.PI / 2);
    pen.fillText(this.words.y, 0, 0);
    pen.restore();
    const across = (from: number): number => Math.max(2, x(from + axis.step) - x(from) - 2);
    if (this.summary.column) {
      pen.fillStyle = color('CRY');
      pen.globalAlpha = 0.45;
      for (const {from, level} of levels) if (level !== null) pen.fillRect(x(from) + 1, y(level), across(from), y(0) - y(level));
    }
    pen.fillStyle = color('MAL');
    pen.globalAlpha = drawn.length > 300 ? 0.35 : 0.8;
    this.placed = drawn.map((dot) => ({dot, x: x(dot.x), y: y(dot.y as number)}));
    drawDots(pen, this.placed);
    pen.globalAlpha = 1;
    pen.fillStyle = color('ink');
    for (const {from, level} of levels) if (level !== null) pen.fillRect(x(from) + 1, y(level) - 1, across(from), 2);
  }
}
