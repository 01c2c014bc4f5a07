// The page of a run: all recordings, as dots and as a table, and those that failed.
import {block, type Json, objects} from './data';
import {color, details, h, penFor, scrolled} from './dom';
import {duration, number, percent} from './format';
import {reasonText} from './parts';
import {type Axis, type Dot, drawDots, medians, Scatter, type Summary} from './scatter';
import {sorted} from './table';
import {rounds, ticks} from './view';
import {words} from './words';

type Row = {[column: string]: Json};

const text = words.corpus;
const data = block() as unknown as {
  lull: {version: string; model: {id: string | null; sha256: string | null}; settings: {[key: string]: Json}};
  corpus: {na: string[]; recordings: {columns: string[]; units: string[]; rows: Json[][]}; hours: {columns: string[]; rows: Json[][]}};
};
const {columns, units, rows: cells} = data.corpus.recordings;
const unitOf = new Map(columns.map((name, i) => [name, units[i]]));
const all: Row[] = cells.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]])));
const good = all.filter((row) => row.status === 'ok');
const shares = /^(strict_w\d|soothed_proportion|self_regulation_index|repair_share)$/;
/** Columns that are text, or that nobody compares. */
const hidden = new Set(['path', 'na', 'error', 'status']);

/** What fits on a sheet of paper. */
const printed = new Set(['recording', 'warnings', 'observed_s', 'cry_s', 'cry_minutes_per_hour', 'episodes', 'responded', 'strict_w2', 'latency_median_s',
  'total_median_s', 'soothed_proportion', 'ruptures']);
const kind = (column: string): string | undefined =>
  column === 'recording' ? undefined : printed.has(column) ? 'number' : 'number no-print';

const link = (row: Row): string => `sessions/${String(row.recording).split('/').map(encodeURIComponent).join('/')}/report.html`;

/** What a column is called; the windows by their lengths. */
function called(column: string): string {
  const window = /^strict_w(\d)$/.exec(column);
  const seconds = window ? (data.lull.settings.w as number[] | undefined)?.[Number(window[1]) - 1] : undefined;
  return seconds === undefined ? text.column[column] ?? column : text.within(duration(seconds));
}

function reasonOf(row: Row, column: string): string {
  const found = data.corpus.na[Number(row.na)]?.split(';').find((each) => each.startsWith(`${column}=`));
  return reasonText(found?.slice(column.length + 1), column, words.brief);
}

function shown(row: Row, column: string): string {
  const value = row[column];
  if (value === null || value === '') return column in row && value === null ? reasonOf(row, column) : '\u2013';
  if (column === 'start_time') return String(value).replace('T', ' ');
  if (column === 'warnings') return String(value).split(';').map((code) => words.warning[code] ?? code).join(', ');
  if (typeof value !== 'number') return String(value);
  if (shares.test(column)) return percent(value);
  if (unitOf.get(column) === 's') return duration(value);
  const unit = unitOf.get(column);
  return number(value) + (unit ? `\u202f${unit}` : '');
}

const sum = (column: string): number => good.reduce((total, row) => total + (typeof row[column] === 'number' ? row[column] as number : 0), 0);

function quantile(values: number[], q: number): number {
  const place = (values.length - 1) * q;
  const low = Math.floor(place);
  return values[low] + (values[Math.min(values.length - 1, low + 1)] - values[low]) * (place - low);
}

/** Quarters of fewer recordings say nothing that the dots do not. */
const leastForQuartiles = 5;

const format = (column: string, value: number): string => shown({[column]: value}, column);

/** One metric over all recordings that are left by the filter: a dot each, the middle half as a bar. */
class Strip {
  readonly element: HTMLElement;
  private readonly canvas = h('canvas', {'aria-hidden': 'true'});
  private readonly said = h('p', {class: 'note'});
  private readonly hover = h('p', {class: 'hover', 'aria-hidden': 'true'}, '\u00a0');
  private dots: {x: number; y: number; row: Row}[] = [];
  private rows: Row[] = [];

  constructor(private readonly column: string) {
    this.element = h('div', {class: 'figure'}, h('h3', {}, called(column)), this.canvas, this.hover, this.said);
    this.canvas.addEventListener('pointermove', (event) => {
      const dot = this.near(event);
      this.canvas.style.cursor = dot ? 'pointer' : '';
      this.hover.textContent = dot ? `${String(dot.row.recording)}: ${shown(dot.row, this.column)}` : '\u00a0';
    });
    this.canvas.addEventListener('pointerleave', () => { this.hover.textContent = '\u00a0'; });
    this.canvas.addEventListener('click', (event) => {
      const dot = this.near(event);
      if (dot) location.href = link(dot.row);
    });
  }

  private near(event: MouseEvent): {row: Row} | undefined {
    const box = this.canvas.getBoundingClientRect();
    let best: {x: number; y: number; row: Row} | undefined;
    let least = 8 * 8;
    for (const dot of this.dots) {
      const far = (dot.x - event.clientX + box.left) ** 2 + (dot.y - event.clientY + box.top) ** 2;
      if (far < least) {
        least = far;
        best = dot;
      }
    }
    return best;
  }

  show(rows: Row[]): void {
    this.rows = rows.filter((row) => typeof row[this.column] === 'number');
    this.fit();
  }

  fit(): void {
    this.draw(Math.max(250, this.element.clientWidth));
  }

  private sentence(values: number[]): string {
    const at = (q: number): string => format(this.column, quantile(values, q));
    if (values.length === 0) return text.noValues;
    if (values.length === 1) return text.one(at(0));
    return values.length < leastForQuartiles ? text.range(values.length, at(0), at(1)) : text.spread(values.length, at(0), at(0.25), at(0.5), at(0.75), at(1));
  }

  /** Round values up to `end`. */
  private marks(end: number): number[] {
    if (shares.test(this.column)) return [0, 0.25, 0.5, 0.75, 1];
    if (unitOf.get(this.column) === 's') return ticks(0, end, 4).at;
    return rounds(end, unitOf.get(this.column) ? 4 : Math.min(4, Math.ceil(end)));
  }

  /** `width` in px. */
  draw(width: number, density = window.devicePixelRatio || 1): void {
    const height = 96;
    const values = this.rows.map((row) => row[this.column] as number).sort((a, b) => a - b);
    this.said.textContent = this.sentence(values);
    this.canvas.hidden = values.length === 0;
    const pen = penFor(this.canvas, width, height, density);
    if (!pen) return;
    const share = shares.test(this.column);
    const end = share ? 1 : values[values.length - 1] || (unitOf.get(this.column) === 's' ? 60 : 1);
    const x = (value: number): number => 10 + (value / end) * (width - 20);
    pen.strokeStyle = color('quiet');
    pen.fillStyle = color('ink');
    pen.beginPath();
    pen.moveTo(10, 72.5);
    pen.lineTo(width - 10, 72.5);
    pen.stroke();
    for (const mark of this.marks(end)) {
      pen.fillRect(x(mark), 72, 1, 4);
      const label = format(this.column, mark);
      const half = pen.measureText(label).width / 2;
      pen.textAlign = 'center';
      pen.fillText(label, Math.min(Math.max(x(mark), half + 2), width - half - 2), 90);
    }
    if (values.length >= leastForQuartiles) {
      pen.fillStyle = color('line');
      const left = x(quantile(values, 0.25));
      pen.fillRect(left, 6, Math.max(2, x(quantile(values, 0.75)) - left), 62);
      pen.fillStyle = color('ink');
      pen.fillRect(x(quantile(values, 0.5)) - 1, 6, 2, 62);
    }
    pen.fillStyle = color('MAL');
    pen.globalAlpha = values.length > 300 ? 0.35 : 0.8;
    this.dots = this.rows.map((row, i) => ({row, x: x(row[this.column] as number), y: 14 + ((i * 0.618034) % 1) * 46}));
    drawDots(pen, this.dots);
    pen.globalAlpha = 1;
  }
}

const pageLength = 50;

/** All recordings, a page at a time, so that tens of thousands stay quick. */
class Recordings {
  readonly element: HTMLElement;
  private readonly body = h('tbody');
  private readonly count = h('p', {role: 'status'});
  private readonly heads: HTMLElement[];
  private readonly words = h('input', {type: 'search', id: 'filter-words'});
  private readonly child = h('select', {id: 'filter-child'});
  private readonly column = h('select', {id: 'filter-column'});
  private readonly low = h('input', {type: 'number', step: 'any', id: 'filter-low'});
  private readonly high = h('input', {type: 'number', step: 'any', id: 'filter-high'});
  private readonly shownColumns = columns.filter((name) => !hidden.has(name));
  private sortedBy = 'recording';
  private up = true;
  private first = 0;
  private left: Row[] = all;

  constructor(private readonly changed: (rows: Row[]) => void) {
    for (const name of columns.filter((each) => all.some((row) => typeof row[each] === 'number'))) {
      this.column.append(h('option', {value: name}, called(name) + (unitOf.get(name) ? ` (${unitOf.get(name)})` : shares.test(name) ? ' (0\u20131)' : '')));
    }
    const children = [...new Set(all.map((row) => row.child_id).filter((each) => typeof each === 'string'))].map(String)
      .sort((a, b) => a.localeCompare(b, 'en', {numeric: true}));
    this.child.append(h('option', {value: ''}, text.everyChild), ...children.map((each) => h('option', {value: each}, each)));
    for (const input of [this.words, this.low, this.high]) input.addEventListener('input', () => this.filter());
    this.child.addEventListener('change', () => this.filter());
    this.column.addEventListener('change', () => this.filter());
    this.heads = this.shownColumns.map((name) => this.head(name));
    const button = (label: string, by: number): HTMLElement => h('button', {type: 'button', click: () => this.turn(by)}, label);
    const labelled = (label: string, input: HTMLElement): HTMLElement => h('label', {for: input.id}, `${label} `, input);
    this.element = h('section', {id: 'recordings', 'aria-labelledby': 'recordings-title'},
      h('h2', {id: 'recordings-title'}, text.recordings),
      h('div', {class: 'filters no-print'}, children.length > 0 ? labelled(text.child, this.child) : '', labelled(text.filterWords, this.words), labelled(text.filterColumn, this.column),
        labelled(text.from, this.low), labelled(text.to, this.high)),
      this.count,
      scrolled(text.recordings, h('table', {}, h('thead', {}, h('tr', {}, ...this.heads)), this.body)),
      all.length > pageLength ? h('div', {class: 'buttons no-print'}, button(text.back, -pageLength), button(text.forward, pageLength)) : '');
  }

  private head(name: string): HTMLElement {
    const head = h('th', {scope: 'col', class: kind(name), 'aria-sort': name === 'recording' ? 'ascending' : 'none'});
    head.append(h('button', {type: 'button', class: 'sort', click: () => {
      this.up = this.sortedBy === name ? !this.up : true;
      this.sortedBy = name;
      for (const each of this.heads) each.setAttribute('aria-sort', 'none');
      head.setAttribute('aria-sort', this.up ? 'ascending' : 'descending');
      this.first = 0;
      this.fill();
    }}, called(name)));
    return head;
  }

  private turn(by: number): void {
    const next = this.first + by;
    if (next < 0 || next >= this.left.length) return;
    this.first = next;
    this.fill();
  }

  filter(): void {
    const asked = this.words.value.toLowerCase().split(/\s+/).filter((word) => word !== '');
    const low = this.low.value === '' ? -Infinity : Number(this.low.value);
    const high = this.high.value === '' ? Infinity : Number(this.high.value);
    const bounded = low !== -Infinity || high !== Infinity;
    this.left = all.filter((row) => {
      if (this.child.value !== '' && row.child_id !== this.child.value) return false;
      const value = row[this.column.value];
      if (bounded && !(typeof value === 'number' && value >= low && value <= high)) return false;
      if (asked.length === 0) return true;
      const said = columns.map((name) => typeof row[name] === 'string' && name !== 'na' ? row[name] : '').join(' ').toLowerCase();
      return asked.every((word) => said.includes(word));
    });
    this.first = 0;
    this.fill();
    this.changed(this.left);
  }

  fill(): void {
    const key = (row: Row): number | string | null => {
      const value = row[this.sortedBy];
      return typeof value === 'number' || (typeof value === 'string' && value !== '') ? value : null;
    };
    const inOrder = sorted(this.left, key, this.up).slice(this.first, this.first + pageLength);
    this.body.replaceChildren(...inOrder.map((row) => h('tr', {}, ...this.shownColumns.map((name) => {
      if (name !== 'recording') return h('td', {class: kind(name)}, row.status === 'ok' ? shown(row, name) : '\u2013');
      const id = String(row.recording);
      return h('th', {scope: 'row'}, row.status === 'ok' ? h('a', {href: link(row)}, id) : `${id} (${text.failed})`);
    }))));
    this.count.textContent = text.rows(this.left.length === 0 ? 0 : this.first + 1, Math.min(this.first + pageLength, this.left.length),
      this.left.length, all.length);
  }
}

function failures(): HTMLElement | null {
  const bad = all.filter((row) => row.status !== 'ok');
  if (bad.length === 0) return null;
  const reasons = new Map<string, Row[]>();
  for (const row of bad) reasons.set(String(row.error), [...(reasons.get(String(row.error)) ?? []), row]);
  const most = 20;
  return h('section', {'aria-labelledby': 'failures-title'}, h('h2', {id: 'failures-title'}, text.failures),
    h('ul', {class: 'failures'}, ...[...reasons].map(([why, rows]) => h('li', {}, h('strong', {}, why), rows.length === 1 ? ` (${String(rows[0].path)})` : ` (${rows.length})`,
      rows.length === 1 ? '' : details(text.which, h('ul', {}, ...rows.slice(0, most).map((row) => h('li', {}, String(row.path))),
        rows.length > most ? h('li', {}, text.more(rows.length - most)) : null))))));
}

const compared = ['cry_minutes_per_hour', 'cry_s', 'episodes', 'strict_w2', 'latency_median_s', 'total_median_s', 'soothed_proportion',
  'unresponsive_min_per_h'].filter((name) => columns.includes(name));
const isKnown = (name: string): boolean => good.some((row) => typeof row[name] === 'number');
const strips = compared.filter(isKnown).map((name) => new Strip(name));
const unknownOnes = compared.filter((name) => !isKnown(name)).map(called);
const showStrips = (rows: Row[]): void => { for (const strip of strips) strip.show(rows.filter((row) => row.status === 'ok')); };

interface Hour {
  row: Row;
  observed: number;
  cry: number;
}

/** Of each recording whose clock time is known, the hours of the day that were observed: [hour, what it held]. */
const hoursOf = new Map<Row, [number, Hour][]>();
for (const cell of objects(data.corpus.hours)) {
  const row = all[cell.recording as number];
  const found = hoursOf.get(row) ?? [];
  hoursOf.set(row, found);
  found.push([cell.clock_hour as number, {row, observed: cell.observed_s as number, cry: cell.cry_s as number}]);
}
const leastObserved = 900; // s of an hour of the day for a rate, as on a session's page
const perObservedHour = (cry: number, observed: number): number | null => observed < leastObserved ? null : cry / 60 / (observed / 3600);
const total = (dots: Dot<Hour>[], of: (hour: Hour) => number): number => dots.reduce((sum, dot) => sum + of(dot.row), 0);

/** All recordings of an hour together: crying over what was observed. */
const pooled: Summary<Hour> = {
  head: [text.dayHead, text.binCount, text.dayObserved, text.dayCrying, text.perHour],
  column: true,
  of: (dots) => {
    const [cry, observed] = [total(dots, (hour) => hour.cry), total(dots, (hour) => hour.observed)];
    const level = perObservedHour(cry, observed);
    return {cells: [String(dots.length), duration(observed), duration(cry), level === null ? text.dayShort : format('cry_minutes_per_hour', level)], level};
  },
  said: (dots) => text.daySaid(new Set(dots.map((dot) => dot.row.row)).size, duration(total(dots, (hour) => hour.observed))),
};

function byHour(): {plot: Scatter<Hour>; show: (rows: Row[]) => void} | null {
  if (hoursOf.size === 0) return null;
  const plot = new Scatter<Hour>({title: text.dayTitle, y: text.perObservedHourAxis, table: text.dayTable},
    {title: text.dayAxis, from: 0, to: 24, step: 1, marks: [0, 6, 12, 18, 24], show: String, bin: words.hours.clockHour}, pooled,
    (hour) => String(hour.row.recording), (value) => format('cry_minutes_per_hour', value), (hour) => { location.href = link(hour.row); });
  // Beside each other within their hour: the place says nothing.
  const show = (rows: Row[]): void => plot.fill(rows.flatMap((row, i) => (hoursOf.get(row) ?? []).map(([clock, hour]) =>
    ({row: hour, x: clock + 0.2 + ((i * 0.618034) % 1) * 0.6, y: perObservedHour(hour.cry, hour.observed)}))));
  return {plot, show};
}
const daysOfMonth = 30.4375;
const ageOf = (row: Row): number | null => typeof row.child_age_days === 'number' ? row.child_age_days / daysOfMonth : null;
const rateOf = (row: Row): number | null => row.cry_minutes_per_hour as number | null;

function scatter(title: string, head: string, axis: Axis, x: (row: Row) => number | null): {plot: Scatter<Row>; show: (rows: Row[]) => void} | null {
  if (!good.some((row) => x(row) !== null && rateOf(row) !== null)) return null;
  const show = (value: number): string => format('cry_minutes_per_hour', value);
  const plot = new Scatter<Row>({title, y: text.perHourAxis, table: text.binTable}, axis, medians([head, text.binCount, text.perHour], show, text.binned),
    (row) => String(row.recording), show, (row) => { location.href = link(row); });
  return {plot, show: (rows) => plot.fill(rows.filter((row) => x(row) !== null && rateOf(row) !== null).map((row) =>
    ({row, x: x(row) as number, y: rateOf(row) as number})))};
}
const oldest = good.reduce((most, row) => Math.max(most, ageOf(row) ?? 0), 0);
const ageEnd = Math.max(6, Math.ceil((oldest + 0.01) / 6) * 6);
const ageMarks = Array.from({length: 7}, (_, i) => i * ageEnd / 6).filter(Number.isInteger);
const byDay = byHour();
const clockless = good.filter((row) => row.cry_s !== null && !hoursOf.has(row)).length;
const byAge = scatter(text.ageTitle, text.ageHead, {title: text.ageAxis, from: 0, to: ageEnd, step: 1, marks: ageMarks, show: String,
  bin: (from) => `${from}\u2013${from + 1}`}, ageOf);
const scatters = [byDay, byAge].filter((each) => each !== null);
const showScatters = (rows: Row[]): void => { for (const each of scatters) each.show(rows.filter((row) => row.status === 'ok')); };
const recordings = new Recordings((rows) => {
  showStrips(rows);
  showScatters(rows);
});

document.title = text.title;
const made = h('section', {'aria-labelledby': 'made-title'}, h('h2', {id: 'made-title'}, words.made.title),
  h('dl', {class: 'settings'}, ...[[words.made.version, data.lull.version], [words.made.model, data.lull.model.id ?? words.made.noModel],
    ...Object.entries(data.lull.settings)].map(([name, value]) =>
    h('div', {}, h('dt', {}, String(name)), h('dd', {}, Array.isArray(value) ? value.join(', ') : String(value))))));
document.getElementById('page')?.replaceWith(h('main', {},
  h('header', {}, h('h1', {}, text.title),
    h('p', {class: 'headline'}, text.headline(all.length, all.length - good.length, duration(sum('observed_s')), sum('episodes'), duration(sum('cry_s')))),
    h('p', {class: 'limits'}, words.limits, ' ', text.limits)),
  failures(),
  h('section', {'aria-labelledby': 'spread-title'}, h('h2', {id: 'spread-title'}, text.spreads), h('p', {class: 'hint'}, text.spreadsHint(leastForQuartiles)),
    h('div', {class: 'pair'}, ...strips.map((strip) => strip.element)),
    unknownOnes.length > 0 ? h('p', {class: 'note'}, text.unknown(unknownOnes.join('; '))) : null),
  h('section', {id: 'when', 'aria-labelledby': 'when-title'}, h('h2', {id: 'when-title'}, text.when),
    h('div', {class: 'pair'}, ...scatters.map((each) => each.plot.element)),
    byDay ? clockless > 0 ? h('p', {class: 'note'}, text.dayWithout(clockless)) : null : h('p', {class: 'note'}, text.dayNone), byAge ? null : h('p', {class: 'note'}, text.ageNone)),
  recordings.element, made));
recordings.filter();
const redraw = (): void => {
  for (const strip of strips) strip.fit();
  for (const each of scatters) each.plot.fit();
};
let width = innerWidth;
addEventListener('resize', () => {
  if (innerWidth !== width) redraw();
  width = innerWidth;
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
addEventListener('beforeprint', () => {
  for (const strip of strips) strip.draw(320, 3);
  for (const each of scatters) each.plot.draw(320, 3);
});
addEventListener('afterprint', redraw);
