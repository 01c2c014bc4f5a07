// Values of metrics.json as elements. Each carries its pointer, so that a page can be checked against the file.
import {at, type Json, type Proportion, type Session} from './data';
import {h} from './dom';
import {number, percent, shown} from './format';
import {words} from './words';

const marked = (pointer: string, text: string, kind?: 'missing' | 'word'): HTMLElement =>
  h('span', {'data-pointer': pointer, class: kind}, text);

export const reason = (session: Session, pointer: string): string => {
  const code = session.na[pointer];
  if (code === 'too_few' && /(per_hour|per_h|per_24h)(_1s)?$/.test(pointer)) return words.tooShort;
  return code === undefined ? '\u2013' : words.reason[code] ?? code;
};

/** The value at a pointer, or why there is none. */
export function value(session: Session, pointer: string): HTMLElement {
  const found = at(session.metrics, pointer);
  if (typeof found === 'number') return marked(pointer, shown(pointer, found));
  if (typeof found === 'string') return marked(pointer, words.majority[found] ?? found, 'word');
  return marked(pointer, reason(session, pointer), 'missing');
}

/** 20 of 42, 48 % (33 % to 62 %): never a share without its counts. */
export function proportion(session: Session, pointer: string): HTMLElement {
  const found = at(session.metrics, pointer) as unknown as Proportion;
  if (found.k === null || found.n === null) return value(session, `${pointer}/value`);
  const out = h('span', {class: 'proportion'}, marked(`${pointer}/k`, number(found.k)), ` ${words.session.of} `,
    marked(`${pointer}/n`, number(found.n)), h('span', {class: 'comma'}, ', '));
  if (found.value !== null && found.ci95 !== null) {
    out.append(h('span', {class: 'share'}, value(session, `${pointer}/value`), ' ', h('span', {class: 'interval'},
      '(', marked(`${pointer}/ci95/0`, percent(found.ci95[0])), ` ${words.curve.to} `,
      marked(`${pointer}/ci95/1`, percent(found.ci95[1])), ')')));
  } else {
    out.append(h('span', {class: 'share'}, value(session, `${pointer}/value`)));
  }
  return out;
}

export const isProportion = (found: Json | undefined): boolean =>
  found !== null && typeof found === 'object' && !Array.isArray(found) && 'ci95' in found;

/** A value or a proportion, whichever stands there. */
export const metric = (session: Session, pointer: string): HTMLElement =>
  isProportion(at(session.metrics, pointer)) ? proportion(session, pointer) : value(session, pointer);

/** What a metric is called: by the longest end of its pointer that has a name. */
export function called(pointer: string): string {
  const parts = pointer.split('/').slice(1);
  for (let i = 0; i < parts.length; ++i) {
    const name = words.metric[parts.slice(i).join('/')];
    if (name !== undefined) return name;
  }
  return parts[parts.length - 1];
}

/** Names and values, one line each. */
export const list = (session: Session, ...pointers: string[]): HTMLElement =>
  h('dl', {class: 'values'}, ...pointers.map((pointer) =>
    h('div', {}, h('dt', {}, called(pointer)), h('dd', {}, metric(session, pointer)))));
