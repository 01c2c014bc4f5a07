// Values of metrics.json as elements. Each carries its pointer, so that a page can be checked against the file.
import {at, type Json, type Proportion, type Session} from './data';
import {h} from './dom';
import {duration, number, percent, shown} from './format';
import {words} from './words';

const marked = (pointer: string, text: string, kind?: 'missing' | 'word'): HTMLElement =>
  h('span', {'data-pointer': pointer, class: kind}, text);

const needsHours = /(per_hour|per_h|per_24h)(_1s)?$/;

/** What a reason of metrics.json says of the metric at the end of `pointer`. */
export const reasonText = (code: string | undefined, pointer: string, texts = words.reason): string =>
  code === undefined ? '\u2013' : code === 'too_few' && needsHours.test(pointer) ? words.tooShort : texts[code] ?? words.reason[code] ?? code;

export const reason = (session: Session, pointer: string): string => reasonText(session.na[pointer], pointer);

/** What the program says of a metric: unit and description. */
const described = (session: Session, pointer: string): [string, string] | undefined =>
  session.fields[pointer] ?? session.fields[pointer.replace(/\/\d+(?=\/|$)/g, '/*')];

/** The value at a pointer, or why there is none. */
export function value(session: Session, pointer: string): HTMLElement {
  const found = at(session.metrics, pointer);
  if (typeof found === 'number') return marked(pointer, shown(pointer, found, described(session, pointer)?.[0]));
  if (typeof found === 'string') return marked(pointer, words.majority[found] ?? found, 'word');
  return marked(pointer, reasonText(session.na[pointer], pointer, words.brief), 'missing');
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

/** What a metric is called: by the longest end of its pointer that has a name, else as the program describes it. */
export function called(pointer: string, session?: Session): string {
  const parts = pointer.split('/').slice(1);
  for (let i = 0; i < parts.length; ++i) {
    const name = words.metric[parts.slice(i).join('/')];
    if (name !== undefined) return name;
  }
  const said = session && described(session, pointer)?.[1];
  if (!session || !said) return parts[parts.length - 1];
  const window = /^\/response\/.*\/(\d+)(\/|$)/.exec(pointer);
  const seconds = window && at(session.metrics, `/response/windows_s/${window[1]}`) as number;
  return said[0].toUpperCase() + said.slice(1) + (seconds === null ? '' : `, ${words.response.within(duration(seconds))}`);
}

/** Names and values, one line each. */
export const list = (session: Session, ...pointers: string[]): HTMLElement =>
  h('dl', {class: 'values'}, ...pointers.map((pointer) =>
    h('div', {}, h('dt', {}, called(pointer, session)), h('dd', {}, metric(session, pointer)))));

/** Told in a sentence, a column or a drawing, not as a value of its own. */
const toldElsewhere = /\/(curve|n|events|windows_s\/\d+|window_s|sd|method)$|\/latency\/(responded|quiet_first|censored)$/;

/** The metrics of these blocks that `shown` has no place for: whatever a block has is on the page. */
export function others(session: Session, blocks: string[], shown: HTMLElement): HTMLElement[] {
  const placed = [...shown.querySelectorAll<HTMLElement>('[data-pointer]')].map((each) => each.dataset.pointer as string);
  const isPlaced = (pointer: string): boolean => placed.some((each) => each === pointer || each.startsWith(`${pointer}/`));
  const each = (pattern: string): string[] => {
    const [list, ...rest] = pattern.split('/*');
    return rest.length === 0 ? [pattern] : Object.keys((at(session.metrics, list) ?? {}) as {[key: string]: Json})
      .flatMap((item) => each(`${list}/${item}${rest.join('/*')}`));
  };
  const pointers = Object.keys(session.fields).filter((pattern) => blocks.includes(pattern.split('/')[1])).flatMap(each)
    .filter((pointer) => !toldElsewhere.test(pointer) && !isPlaced(pointer));
  return pointers.length === 0 ? [] : [list(session, ...pointers)];
}
