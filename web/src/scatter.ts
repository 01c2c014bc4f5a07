// A metric of recordings against a property of theirs: a dot each, and the median of each bin.
import {color, details, h, penFor, scrolled} from './dom';
import {rounds} from './view';

export interface Dot<Row> {
  row: Row;
  x: number;
  y: number;
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
  head: [string, string, string];
  table: string;
  said: (count: number) => string;
}

const least = 3; // recordings in a bin that has a median
const height = 220, left = 44, right = 12, top = 12, bottom = 40;

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}

export class Scatter<Row> {
  readonly element: HTMLElement;
  private readonly canvas = h('canvas', {'aria-hidden': 'true'});
  private readonly hover = h('p', {class: 'hover', 'aria-hidden': 'true'}, '\u00a0');
  private readonly said = h('p', {class: 'note'});
  private readonly rows = h('div');
  private dots: Dot<Row>[] = [];
  private placed: {x: number; y: number; dot: Dot<Row>}[] = [];

  constructor(private readonly words: Words, private readonly axis: Axis, private readonly name: (row: Row) => string,
              private readonly show: (value: number) => string, open: (row: Row) => void) {
    this.element = h('div', {class: 'figure'}, h('h3', {}, words.title), this.canvas, this.hover, this.said, details(words.table, this.rows));
    this.canvas.addEventListener('pointermove', (event) => {
      const dot = this.near(event);
      this.canvas.style.cursor = dot ? 'pointer' : '';
      this.hover.textContent = dot ? `${this.name(dot.row)}: ${this.show(dot.y)}` : '\u00a0';
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
    this.said.textContent = this.words.said(dots.length);
    const rows = this.bins().map(([from, values]) => h('tr', {}, h('th', {scope: 'row'}, this.axis.bin(from)),
      h('td', {class: 'number'}, String(values.length)), h('td', {class: 'number'}, this.show(median(values)))));
    this.rows.replaceChildren(scrolled(this.words.table, h('table', {}, h('thead', {}, h('tr', {},
      ...this.words.head.map((each, i) => h('th', {scope: 'col', class: i > 0 ? 'number' : undefined}, each)))), h('tbody', {}, ...rows))));
    this.fit();
  }

  private bins(): [number, number[]][] {
    const bins = new Map<number, number[]>();
    for (const dot of this.dots) {
      const from = Math.floor(dot.x / this.axis.step) * this.axis.step;
      bins.set(from, [...(bins.get(from) ?? []), dot.y]);
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
    const most = this.dots.reduce((high, dot) => Math.max(high, dot.y), 0);
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
    pen.fillStyle = color('MAL');
    pen.globalAlpha = this.dots.length > 300 ? 0.35 : 0.8;
    this.placed = this.dots.map((dot) => ({dot, x: x(dot.x), y: y(dot.y)}));
    for (const each of this.placed) {
      pen.beginPath();
      pen.arc(each.x, each.y, 3.5, 0, 7);
      pen.fill();
    }
    pen.globalAlpha = 1;
    pen.fillStyle = color('ink');
    for (const [from, values] of this.bins()) {
      if (values.length < least) continue;
      pen.fillRect(x(from) + 1, y(median(values)) - 1, Math.max(2, x(from + axis.step) - x(from) - 2), 2);
    }
  }
}
