// The timeline: a canvas that zooms and moves by wheel, keys and touch, and what stands around it.
import {type Episode, type Session, type Track} from './data';
import {details, h, scrolled} from './dom';
import {duration, place} from './format';
import {moment, momentCell, short} from './moment';
import {type Layout, layout, Painter} from './paint';
import * as sound from './spectrum';
import {View} from './view';
import {words} from './words';

const text = words.timeline;
const mostRows = 200;
const printWidth = 690; // px of a sheet of A4 between its margins

function described(session: Session, episode: Episode): string {
  const answer = episode.latency !== null
    ? words.episode.answeredAfter(duration(episode.latency), words.episode.by[episode.responder ?? 'ADU'])
    : episode.leftCensored ? words.episode.onsetUnknown : words.episode.noAnswer;
  const outcome = episode.outcome ? words.outcome[episode.outcome].toLowerCase() : '';
  return words.episode.said(episode.number, moment(session, episode.onset), duration(episode.offset - episode.onset), answer, outcome);
}

export class Timeline {
  readonly element: HTMLElement;
  readonly view: View;
  private readonly canvas = h('canvas', {class: 'timeline-canvas', 'aria-hidden': 'true'});
  private readonly said = h('p', {class: 'said', role: 'status'});
  private readonly hover = h('p', {class: 'hover', 'aria-hidden': 'true'}, '\u00a0');
  private readonly rows = h('div');
  private readonly table: HTMLDetailsElement;
  private readonly stage: HTMLElement;
  private area: Layout;
  private selected: number | null = null;
  private waiting = false;
  private printing = false;
  private readonly touches = new Map<number, number>();

  constructor(private readonly session: Session) {
    this.view = new View(session.duration);
    this.area = layout(session, 800);
    this.stage = h('div', {
      class: 'stage', tabindex: 0, role: 'application',
      'aria-label': text.label(duration(session.duration), session.episodes.length), 'aria-describedby': 'timeline-keys',
    }, this.canvas);
    this.table = details(text.table, this.rows);
    this.element = h('section', {id: 'timeline', 'aria-labelledby': 'timeline-title'},
      h('h2', {id: 'timeline-title'}, text.title), this.buttons(), this.stage, this.hover, this.said, this.legend(),
      h('p', {id: 'timeline-keys', class: 'hint no-print'}, text.keys), this.table);
    this.listen();
  }

  /** To be called once the element is in the document. */
  start(): void {
    new ResizeObserver(() => this.draw()).observe(this.stage);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.draw());
    this.table.addEventListener('toggle', () => this.fillTable());
    this.paint();
  }

  /** The whole session at the width of a sheet, until `printed`. */
  print(): void {
    this.printing = true;
    this.paint();
  }

  printed(): void {
    this.printing = false;
    this.paint();
  }

  show(number: number): void {
    const episode = this.session.episodes.find((each) => each.number === number);
    if (!episode) return;
    const around = Math.max(5, (episode.offset - episode.onset) * 0.4);
    this.selected = number;
    this.view.set(episode.onset - around, episode.offset + around);
    this.changed(described(this.session, episode));
  }

  private step(by: number): void {
    const {episodes} = this.session;
    if (episodes.length === 0) return;
    const middle = (this.view.from + this.view.to) / 2;
    let i = episodes.findIndex((each) => each.number === this.selected);
    if (i < 0) {
      i = by > 0 ? episodes.findIndex((each) => each.onset >= middle) : episodes.filter((each) => each.offset <= middle).length - 1;
      if (this.view.span === this.view.length) i = by > 0 ? 0 : episodes.length - 1;
      if (i < 0) i = by > 0 ? episodes.length - 1 : 0;
    } else {
      i = Math.min(episodes.length - 1, Math.max(0, i + by));
    }
    this.show(episodes[i].number);
  }

  private changed(say = ''): void {
    const {from, to, span} = this.view;
    const digits = span < 60 ? 1 : 0;
    this.said.textContent = (say ? `${say}. ` : '') + text.view(short(this.session, from, digits), short(this.session, to, digits), duration(span)) +
      (this.session.clock.length > 0 ? text.viewInRecording(place(from, digits), place(to, digits)) : '');
    this.stage.dataset.from = String(from);
    this.stage.dataset.to = String(to);
    this.draw();
  }

  private draw(): void {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.paint();
      if (this.table.open) this.fillTable();
    });
  }

  private paint(): void {
    const width = this.printing ? printWidth : Math.max(280, this.stage.clientWidth);
    this.area = layout(this.session, width);
    const density = this.printing ? 3 : Math.max(1, window.devicePixelRatio || 1);
    this.canvas.width = Math.round(width * density);
    this.canvas.height = Math.round(this.area.height * density);
    this.canvas.style.width = this.printing ? '100%' : `${width}px`;
    this.canvas.style.height = this.printing ? 'auto' : `${this.area.height}px`;
    const pen = this.canvas.getContext('2d');
    if (!pen) return;
    pen.scale(density, density);
    let view = this.view;
    if (this.printing) view = new View(this.session.duration);
    new Painter(pen, this.session, view, this.area, this.printing ? null : this.selected).draw();
    if (this.said.textContent === '') this.changed();
  }

  private buttons(): HTMLElement {
    const button = (label: string, sign: string, act: () => void): HTMLElement =>
      h('button', {type: 'button', click: act}, h('span', {'aria-hidden': 'true', class: 'sign'}, sign), label);
    return h('div', {class: 'buttons no-print'},
      button(text.zoomIn, '+', () => this.zoom(2)), button(text.zoomOut, '\u2212', () => this.zoom(0.5)),
      button(text.whole, '\u2194', () => this.all()), button(text.previous, '\u2190', () => this.step(-1)),
      button(text.next, '\u2192', () => this.step(1)));
  }

  private zoom(factor: number, about?: number): void {
    this.view.zoom(factor, about);
    this.changed();
  }

  private move(by: number): void {
    this.view.move(by);
    this.changed();
  }

  private all(): void {
    this.selected = null;
    this.view.whole();
    this.changed();
  }

  private legend(): HTMLElement {
    const graded = [...(this.session.tracks.get('CRY')?.distress ?? [])].some((each) => each >= 0);
    const keys = ['CRY', 'FUS', ...this.area.rows.map((row) => row.key).filter((key) => key.length <= 4 && key in text.legend)];
    const item = (key: string, label: string, sign = ''): HTMLElement =>
      h('li', {}, h('span', {class: `swatch ${key}`, 'aria-hidden': 'true'}, sign), label);
    return h('ul', {class: 'legend'},
      ...keys.map((key) => item(key, text.legend[key === 'CRY' && !graded ? 'CRY_plain' : key])),
      item('response', text.legend.response, '\u25c6'), item('rupture', text.legend.rupture, '\u25b2'),
      item('repaired', text.legend.repaired, '\u25b2\u2713'), item('gap', text.legend.gap),
      this.session.clock.length > 1 ? item('pause', text.legend.pause, '\u2506') : '',
      this.session.spectrum ? item('spectrum', sound.legend(this.session.spectrum)) : '',
      h('li', {class: 'note'}, text.dense, this.session.spectrum ? '' : ` ${this.session.level.length > 0 ? words.spectrum.none : words.spectrum.noSound}`));
  }

  private time(event: MouseEvent): number {
    const box = this.canvas.getBoundingClientRect();
    const room = this.area.width - this.area.gutter - 10;
    return this.view.from + ((event.clientX - box.left - this.area.gutter) / room) * this.view.span;
  }

  private listen(): void {
    const {stage} = this;
    stage.addEventListener('keydown', (event) => this.key(event));
    stage.addEventListener('wheel', (event) => this.wheel(event), {passive: false});
    stage.addEventListener('dblclick', (event) => this.zoom(2, this.time(event)));
    stage.addEventListener('pointerdown', (event) => this.down(event));
    stage.addEventListener('pointermove', (event) => this.moved(event));
    for (const end of ['pointerup', 'pointercancel'] as const) {
      stage.addEventListener(end, (event) => this.touches.delete(event.pointerId));
    }
    stage.addEventListener('pointerleave', () => { this.hover.textContent = '\u00a0'; });
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const step = this.view.span * 0.2;
    const act: {[key: string]: () => void} = {
      ArrowLeft: () => this.move(-step), ArrowRight: () => this.move(step),
      ArrowUp: () => this.zoom(1.5), ArrowDown: () => this.zoom(1 / 1.5),
      PageUp: () => this.move(-this.view.span), PageDown: () => this.move(this.view.span),
      Home: () => this.move(-this.view.length), End: () => this.move(this.view.length),
      '+': () => this.zoom(1.5), '=': () => this.zoom(1.5), '-': () => this.zoom(1 / 1.5), '_': () => this.zoom(1 / 1.5),
      '0': () => this.all(), n: () => this.step(1), p: () => this.step(-1), N: () => this.step(1), P: () => this.step(-1),
    };
    if (!(event.key in act)) return;
    event.preventDefault();
    act[event.key]();
  }

  /** Only where the timeline has been chosen: a page that is scrolled past must not zoom. */
  private wheel(event: WheelEvent): void {
    if (document.activeElement !== this.stage && !event.ctrlKey) return;
    event.preventDefault();
    const unit = event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 400 : 1;
    const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
    if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY)) {
      this.move((sideways * unit / Math.max(1, this.area.width)) * this.view.span);
    } else {
      this.zoom(Math.exp(-event.deltaY * unit * (event.ctrlKey ? 0.01 : 0.002)), this.time(event));
    }
  }

  private down(event: PointerEvent): void {
    this.touches.set(event.pointerId, event.clientX);
    this.stage.setPointerCapture(event.pointerId);
  }

  private moved(event: PointerEvent): void {
    const before = this.touches.get(event.pointerId);
    if (before === undefined) {
      this.point(this.time(event));
      return;
    }
    const room = this.area.width - this.area.gutter - 10;
    const others = [...this.touches].filter(([id]) => id !== event.pointerId);
    this.touches.set(event.pointerId, event.clientX);
    if (others.length === 0) {
      this.move(((before - event.clientX) / room) * this.view.span);
      return;
    }
    const other = others[0][1];
    const apart = Math.abs(before - other);
    if (apart < 8) return;
    const middle = (other + event.clientX) / 2 - this.canvas.getBoundingClientRect().left - this.area.gutter;
    this.zoom(Math.max(8, Math.abs(event.clientX - other)) / apart, this.view.from + (middle / room) * this.view.span);
  }

  /** Says what there is at a time. */
  private point(time: number): void {
    if (time < this.view.from || time > this.view.to) {
      this.hover.textContent = '\u00a0';
      return;
    }
    const parts = [moment(this.session, time, this.view.span < 600 ? 1 : 0)];
    const reach = this.view.span / this.area.width;
    for (const [label, track] of this.session.tracks) {
      let found = -1;
      track.within(time - reach, time + reach, (i) => { found = i; });
      if (found >= 0) parts.push(this.segment(label, track, found));
    }
    const level = this.session.level[Math.floor(time)];
    if (level !== undefined) parts.push(text.level(level));
    const loudest = this.session.spectrum && sound.loudest(this.session.spectrum, Math.floor(time));
    if (loudest) parts.push(loudest);
    this.hover.textContent = parts.join(' \u00b7 ');
  }

  private segment(label: string, track: Track, i: number): string {
    const extra = [];
    if (track.confidence[i] >= 0) extra.push(text.confidence(track.confidence[i]));
    if (track.distress[i] >= 0) extra.push(text.distress(track.distress[i]));
    return `${words.voices[label]} ${short(this.session, track.from[i], 1)}\u2013${short(this.session, track.to[i], 1)}` +
      (extra.length > 0 ? ` (${extra.join(', ')})` : '');
  }

  private fillTable(): void {
    const found: {label: string; track: Track; i: number}[] = [];
    for (const [label, track] of this.session.tracks) {
      track.within(this.view.from, this.view.to, (i) => found.push({label, track, i}));
    }
    found.sort((a, b) => a.track.from[a.i] - b.track.from[b.i]);
    const percent = (value: number): string => value < 0 ? '\u2013' : `${value}\u202f%`;
    const cells = found.slice(0, mostRows).map(({label, track, i}) => h('tr', {},
      h('td', {}, words.voices[label]), h('td', {class: 'number'}, momentCell(this.session, track.from[i], 1)),
      h('td', {class: 'number'}, momentCell(this.session, track.to[i], 1)), h('td', {class: 'number'}, duration(track.to[i] - track.from[i])),
      h('td', {class: 'number'}, percent(track.confidence[i])), h('td', {class: 'number'}, percent(track.distress[i]))));
    const head = Object.values(text.columns).map((label) => h('th', {scope: 'col'}, label));
    this.rows.replaceChildren(
      found.length === 0 ? h('p', {}, text.nothing)
        : scrolled(text.table, h('table', {}, h('thead', {}, h('tr', {}, ...head)), h('tbody', {}, ...cells))),
      found.length > mostRows ? h('p', {}, text.tableMore(found.length - mostRows)) : '',
      this.session.spectrum ? sound.table(this.session.spectrum, this.view) : '');
  }
}
