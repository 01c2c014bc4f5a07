// The groups of metrics under the letters of SECURE, and what follows them.
import {accuracy} from './accuracy';
import {bars, intervals, key, steps} from './chart';
import {at, type Json, type Session} from './data';
import {details, h, scrolled} from './dom';
import {duration, number, percent} from './format';
import {called, list, metric, others, reason, value} from './parts';
import {words} from './words';

type Group = keyof typeof words.secure & ('amount' | 'S' | 'E1' | 'C1' | 'C2' | 'U' | 'R' | 'E2');

/** The blocks of metrics.json that belong to a group: what no figure or list shows follows them by itself. */
const blocks: {[id in Group]: string[]} = {
  amount: ['crying', 'turns', 'acoustics'], S: ['response'], E1: ['attunement'], C1: ['consistency'], C2: ['coregulation'], U: [], R: ['repair'],
  E2: ['emotion_words'],
};

function group(session: Session, id: Group, ...content: (Node | string)[]): HTMLElement {
  const section = titled(id, ...content);
  section.append(...others(session, blocks[id], section));
  return section;
}

function titled(id: Group, ...content: (Node | string)[]): HTMLElement {
  const text = words.secure[id];
  return h('section', {class: 'group', id: `secure-${id}`, 'aria-labelledby': `title-${id}`},
    h('h2', {id: `title-${id}`}, text.letter ? h('span', {class: 'letter', 'aria-hidden': 'true'}, text.letter) : '', text.title),
    h('p', {class: 'meaning'}, h('b', {}, words.secure.canLabel), text.can, ' ', h('b', {}, words.secure.cannotLabel), text.cannot),
    ...content);
}

const figure = (title: string, ...content: (Node | string)[]): HTMLElement =>
  h('div', {class: 'figure'}, h('h3', {}, title), ...content);

const row = (cells: (Node | string)[]): HTMLTableRowElement => h('tr', {}, ...cells.map((cell, i) =>
  h(i === 0 ? 'th' : 'td', i === 0 ? {scope: 'row'} : {class: 'number'}, cell)));

function table(label: string, heads: string[], rows: (Node | string)[][]): HTMLElement {
  const head = h('tr', {}, ...heads.map((text, i) => h('th', {scope: 'col', class: i > 0 ? 'number' : undefined}, text)));
  return scrolled(label, h('table', {}, h('thead', {}, head), h('tbody', {}, ...rows.map(row))));
}

const count = (session: Session, pointer: string): number => (at(session.metrics, pointer) as number | null) ?? 0;
/** Why there is no value; null where there is one. */
const missing = (session: Session, pointer: string): string | null => at(session.metrics, pointer) === null ? reason(session, pointer) : null;

const curveOf = (session: Session, pointer: string): (number | null)[][] => at(session.metrics, `${pointer}/curve`) as (number | null)[][];

/** Said of a curve that no median is given of. */
const fewness = (session: Session, events: number): string =>
  events < Number(at(session.metrics, '/lull/settings/min_events')) ? words.curve.few : '';

function curveTable(heads: string[], curve: (number | null)[][]): HTMLElement {
  const show = (each: number | null, i: number): string => each === null ? '\u2013' : i === 0 ? String(each) : percent(each);
  return details(words.curve.asTable, table(words.curve.asTable, heads, curve.map((cells) => cells.map(show))));
}

export function amount(session: Session): HTMLElement {
  return group(session, 'amount',
    h('div', {class: 'columns'},
      list(session, '/crying/seconds', '/crying/cry_seconds', '/crying/fuss_seconds', '/crying/minutes_per_hour', '/crying/minutes_per_24h',
        '/crying/cry_fraction'),
      list(session, '/crying/episodes', '/crying/left_censored', '/crying/right_censored', '/crying/bouts', '/crying/units',
        '/crying/episodes_per_hour',
        '/crying/bouts_per_hour'),
      list(session, '/crying/episode_s/median', '/crying/episode_s/mean', '/crying/episode_s/p90', '/crying/episode_s/max'),
      list(session, '/turns/count', '/turns/per_hour', '/turns/count_1s', '/turns/per_hour_1s'),
      list(session, '/acoustics/f0_median_hz', '/acoustics/f0_max_hz', '/acoustics/pct_phonation', '/acoustics/pct_hyperphonation',
        '/acoustics/pct_dysphonation', '/acoustics/level_dbfs')));
}

function latency(session: Session): HTMLElement {
  const text = words.response;
  const curve = curveOf(session, '/response/latency') as [number, number, number][];
  const pointer = '/response/latency';
  const sentence = text.latencyText(count(session, `${pointer}/n`), count(session, `${pointer}/responded`),
    count(session, `${pointer}/quiet_first`), count(session, `${pointer}/censored`));
  const facts = list(session, `${pointer}/median_s`, `${pointer}/q25_s`, `${pointer}/q75_s`);
  if (curve.length === 0) return figure(text.latencyTitle, h('p', {}, text.noCurve(missing(session, `${pointer}/responded`) ?? text.nothingSeen)), facts);
  const line = (i: 1 | 2): [number, number][] => [[0, 0], ...curve.map((each): [number, number] => [each[0], each[i]])];
  return figure(text.latencyTitle, h('p', {}, sentence, fewness(session, count(session, `${pointer}/responded`) + count(session, `${pointer}/quiet_first`))),
    steps({said: `${text.latencyTitle}. ${sentence}`, x: text.latencyAxis, y: text.shareAxis, end: curve[curve.length - 1][0] * 1.02 || 1,
      lines: [{name: text.answered, kind: 'first', steps: line(1)}, {name: text.quietFirst, kind: 'second', steps: line(2)}]}),
    key(['first', text.answered], ['second', text.quietFirst]), facts,
    curveTable([words.curve.time, text.answered, text.quietFirst], curve));
}

function windows(session: Session): HTMLElement {
  const text = words.response;
  const all = at(session.metrics, '/response/windows_s') as number[];
  const read = (pointer: string): number | null => at(session.metrics, pointer) as number | null;
  const rows = all.map((seconds, i) => {
    const interval = at(session.metrics, `/response/strict/${i}/ci95`) as [number, number] | null;
    return {label: text.within(duration(seconds)), value: read(`/response/strict/${i}/value`), low: interval?.[0] ?? null,
      high: interval?.[1] ?? null, chance: read(`/response/chance/${i}/expected`), spread: read(`/response/chance/${i}/sd`)};
  });
  const said = `${text.windowsTitle}: ` + rows.map((each) => `${each.label} ${each.value === null ? '\u2013' : percent(each.value)}` +
    (each.chance === null ? '' : `, ${text.chance} ${percent(each.chance)}`)).join('; ');
  const columns = text.columns;
  const drawn = rows.some((each) => each.value !== null || each.chance !== null);
  return figure(text.windowsTitle,
    ...(drawn ? [h('p', {}, text.windowsText), intervals(said, text.windowsAxis, rows)] : []),
    table(text.windowsTitle, [columns.window, columns.strict, columns.lenient, columns.still],
      all.map((seconds, i) => [text.within(duration(seconds)), ...['strict', 'lenient', 'still_crying'].map((name) =>
        metric(session, `/response/${name}/${i}`))])));
}

function chance(session: Session): HTMLElement {
  const text = words.response;
  const all = at(session.metrics, '/response/windows_s') as number[];
  const columns = text.columns;
  return figure(text.chanceTitle, h('p', {}, text.chanceText),
    table(text.chanceTitle, [columns.window, columns.expected, columns.excess, columns.lift, columns.p, columns.shifts, columns.responded_by,
      columns.yule, columns.odds],
    all.map((seconds, i) => [text.within(duration(seconds)),
      ...['expected', 'excess', 'lift', 'p', 'shifts'].map((name) => value(session, `/response/chance/${i}/${name}`)),
      ...['latency/responded_by', 'yule_q', 'log_odds'].map((name) => value(session, `/response/${name}/${i}`))])));
}

export function response(session: Session): HTMLElement {
  return group(session, 'S', h('div', {class: 'pair'}, latency(session), windows(session)), chance(session),
    list(session, '/response/responded', '/response/concurrent', '/response/ignored', '/response/ignored_share', '/response/ignored_per_h',
      '/response/unresponsive_min_per_h', '/response/adult_presence', '/response/adult_presence_while_crying'));
}

export function attunement(session: Session): HTMLElement {
  return group(session, 'E1', list(session, ...['f0_lift_st', 'range_lift_st', 'level_lift_db', 'level_attunement', 'f0_convergence']
    .map((name) => `/attunement/${name}`)));
}

type Hour = Session['hours'][number];
const mostPrintedHours = 8;

/** The hours from the first that was observed to the last, with those between that were not. */
function allHours(observed: Hour[]): Hour[] {
  const all: Hour[] = [];
  for (const hour of observed) {
    for (let last = all[all.length - 1]; last && hour.from - last.from > 3601; last = all[all.length - 1]) {
      all.push({from: last.from + 3600, clock: last.clock === null ? null : (last.clock + 1) % 24, observed: 0, cry: 0, episodes: 0, known: 0, answered: 0});
    }
    all.push(hour);
  }
  return all;
}

function hours(session: Session): HTMLElement {
  const text = words.hours;
  const all = allHours(session.hours);
  const clock = all.some((each) => each.clock !== null);
  const rate = (each: Hour): number | null => each.observed < 900 ? null : each.cry / 60 / (each.observed / 3600);
  const numbered = (each: Hour): string => String(Math.round(each.from / 3600) + 1);
  const name = (each: Hour): string => each.clock !== null ? text.clockHour(each.clock) : numbered(each);
  const cells = all.map((each) => each.observed === 0 ? [name(each), text.notObserved, ...Array(4).fill('\u2013')]
    : [name(each), duration(each.observed), duration(each.cry), rate(each) === null ? '\u2013' : number(rate(each) as number),
      String(each.episodes), each.known > 0 ? words.kOfN(String(each.answered), String(each.known)) : '\u2013']);
  const columns = text.columns;
  const inTable = table(text.title, [clock ? text.clockHead : text.fileHead, columns.observed, columns.cry, columns.rate, columns.episodes,
    columns.answered], cells);
  const long = all.filter((each) => rate(each) !== null).length;
  if (all.length === 0) return h('div', {class: 'figure', id: 'hours'}, h('h3', {}, text.title), h('p', {}, text.none(reason(session, '/crying/seconds'))));
  if (long < 2) return h('div', {class: 'figure', id: 'hours'}, h('h3', {}, text.title), inTable);
  // On paper the bars have their numbers; what else the table of a day holds has no room there.
  const day = all.length > mostPrintedHours;
  if (day) inTable.classList.add('no-print');
  return h('div', {class: 'figure', id: 'hours'}, h('h3', {}, text.title),
    bars(text.label(all.length), clock ? text.clock : text.file, text.axis,
      all.map((each) => ({label: each.clock !== null ? String(each.clock) : numbered(each), value: rate(each), said: `${name(each)} ${number(rate(each) ?? 0)}`}))),
    h('p', {class: 'note'}, text.tooShort, day ? h('span', {class: 'only-print'}, text.inPage) : ''), inTable);
}

export function consistency(session: Session): HTMLElement {
  return group(session, 'C1', list(session, ...['response_entropy', 'overdispersion', 'latency_sd_log', 'latency_mad_s', 'entropy_rate_bits']
    .map((name) => `/consistency/${name}`)), hours(session));
}

function quiet(session: Session, pointer: string, title: string, axis: string, facts: HTMLElement): HTMLElement {
  const text = words.coregulation;
  const curve = curveOf(session, pointer) as [number, number, number | null, number | null][];
  const sentence = text.text(count(session, `${pointer}/n`), count(session, `${pointer}/events`));
  const why = missing(session, `${pointer}/events`);
  if (curve.length === 0) return figure(title, h('p', {}, why ? '' : `${sentence} `, text.noCurve(why ?? text.nothingSeen)), facts);
  const band: [number, number, number][] = [];
  for (const [time, , low, high] of curve) {
    if (low === null || high === null) break;
    band.push([time, low, high]);
  }
  const median = at(session.metrics, `${pointer}/median_s`) as number | null;
  return figure(title, h('p', {}, sentence, fewness(session, count(session, `${pointer}/events`))),
    steps({said: `${title}. ${sentence} ${called(`${pointer}/median_s`)}: ${median === null ? reason(session, `${pointer}/median_s`) : duration(median)}`,
      x: axis, y: text.axis, end: curve[curve.length - 1][0] * 1.02 || 1, lines: [
        {name: text.curve, kind: 'first', steps: [[0, 1], ...curve.map((each): [number, number] => [each[0], each[1]])], band}]}),
    key(['first', text.curve], ...(band.length > 0 ? [['first wide', text.band] as [string, string]] : [])), facts,
    curveTable([words.curve.time, text.curve, text.low, text.high], curve));
}

function outcomes(session: Session): HTMLElement {
  const text = words.coregulation;
  const all = at(session.metrics, '/coregulation/outcomes') as {[outcome: string]: number | null};
  const most = Math.max(1, ...Object.values(all).map((each) => each ?? 0));
  const rows = Object.entries(all).map(([name, each]): (Node | string)[] => {
    const bar = h('span', {class: `outcome-bar ${name}`, 'aria-hidden': 'true'});
    bar.style.width = `${((each ?? 0) / most) * 100}%`;
    return [words.outcome[name], value(session, `/coregulation/outcomes/${name}`), h('span', {class: 'bar-room'}, bar)];
  });
  const out = figure(text.outcomes, table(text.outcomes, [text.outcome, text.episodes, text.bar], rows));
  out.classList.add('outcomes');
  return out;
}

export function coregulation(session: Session): HTMLElement {
  const text = words.coregulation;
  const facts = (pointer: string, ...more: string[]): HTMLElement =>
    list(session, ...['median_s', 'q25_s', 'q75_s', 'rmst_s', 'rmst_to_s', ...more].map((name) => `${pointer}/${name}`));
  return group(session, 'C2', h('div', {class: 'pair'},
    quiet(session, '/coregulation', text.fromAnswer, text.answerAxis, facts('/coregulation')),
    quiet(session, '/coregulation/total', text.fromStart, text.startAxis, facts('/coregulation/total', 'quiet_within_60', 'quiet_within_180'))),
    outcomes(session), list(session, '/coregulation/soothed_proportion', '/coregulation/self_regulation_index'));
}

export const modelling = (): HTMLElement => titled('U');

export function repair(session: Session): HTMLElement {
  const of = (...names: string[]): HTMLElement => list(session, ...names.map((name) => `/repair/${name}`));
  return group(session, 'R', h('div', {class: 'columns'}, of('ruptures', 'rupture_share', 'ruptures_per_h', 'long_episodes'),
    of('repaired', 'self_resolved', 'failed', 'unknown', 'repair_share', 'majority'),
    of('repair_delay_median_s', 'repair_time_median_s', 'rupture_to_quiet_median_s')));
}

export const emotion = (session: Session): HTMLElement => group(session, 'E2', list(session, '/emotion_words/per_response', '/emotion_words/lexicon'));

export function sensitivity(session: Session): HTMLElement {
  const text = words.sensitivity;
  const windowsOf = at(session.metrics, '/response/windows_s') as number[];
  const settings = at(session.metrics, '/lull/settings') as {[key: string]: Json};
  const block = (name: 't_calm_s' | 'rupture_s', title: string, used: Json, heads: string[], cells: (pointer: string) => string[]): HTMLElement =>
    table(title, [title, ...heads], Object.keys(at(session.metrics, `/sensitivity/${name}`) as {[key: string]: Json}).map((key) => {
      const pointer = `/sensitivity/${name}/${key}`;
      return [`${duration(Number(key))}${used === Number(key) ? ` (${text.chosen})` : ''}`, ...cells(pointer).map((each) => metric(session, each))];
    }));
  const columns = text.columns;
  return h('section', {'aria-labelledby': 'sensitivity-title', id: 'sensitivity'}, h('h2', {id: 'sensitivity-title'}, text.title),
    block('t_calm_s', text.calm, settings.t_calm,
      [columns.episodes, ...windowsOf.map((each) => columns.strict(duration(each))), columns.soothed, columns.self, columns.total, columns.ruptures,
        columns.share, columns.repair],
      (pointer) => ['episodes', ...windowsOf.map((_, i) => `strict/${i}`), 'soothed_proportion', 'self_regulation_index', 'total_median_s', 'ruptures',
        'rupture_share', 'repair_share'].map((each) => `${pointer}/${each}`)),
    block('rupture_s', text.rupture, settings.theta_r, [columns.ruptures, columns.share, columns.repair],
      (pointer) => ['ruptures', 'rupture_share', 'repair_share'].map((each) => `${pointer}/${each}`)));
}

export function notMeasured(session: Session): HTMLElement {
  const text = words.notMeasured;
  const items = at(session.metrics, '/not_measured') as string[];
  return h('section', {'aria-labelledby': 'not-measured-title', id: 'not-measured'}, h('h2', {id: 'not-measured-title'}, text.title),
    h('p', {}, text.text), h('ul', {class: 'inline'}, ...items.map((item) => h('li', {}, text.items[item] ?? item))));
}

export function made(session: Session): HTMLElement {
  const text = words.made;
  const get = (pointer: string): string => {
    const found = at(session.metrics, pointer);
    return found === null || found === undefined ? text.none : String(found);
  };
  const fact = (label: string, content: string): HTMLElement => h('div', {}, h('dt', {}, label), h('dd', {}, content));
  const detected = at(session.metrics, '/lull/model/id') !== null;
  const settings = at(session.metrics, '/lull/settings') as {[key: string]: Json};
  return h('section', {'aria-labelledby': 'made-title', id: 'made'}, h('h2', {id: 'made-title'}, text.title),
    h('dl', {class: 'values made'}, fact(text.version, get('/lull/version')), fact(text.model, detected ? get('/lull/model/id') : text.noModel),
      detected ? fact(text.modelHash, get('/lull/model/sha256')) : '', fact(text.path, get('/recording/path')),
      fact(text.hash, get('/recording/sha256'))),
    accuracy(session),
    h('h3', {}, text.settings), h('p', {class: 'note'}, text.defaults),
    h('dl', {class: 'settings'}, ...Object.entries(settings).map(([name, each]) =>
      fact(name, Array.isArray(each) ? each.join(', ') : String(each)))));
}

/** Every leaf of metrics.json but the curves, unrounded. */
export function everything(session: Session): HTMLElement {
  const text = words.all;
  const holder = h('div');
  const box = details(text.show, holder);
  const fill = (): void => {
    const rows: (Node | string)[][] = [];
    const walk = (found: Json, pointer: string): void => {
      if (pointer === '/na' || pointer.endsWith('/curve')) return;
      if (found !== null && typeof found === 'object' && !isNumbers(found)) {
        for (const [name, each] of Object.entries(found)) walk(each, `${pointer}/${name}`);
        return;
      }
      const missing = found === null && pointer in session.na ? ` (${session.na[pointer]})` : '';
      rows.push([pointer, h('span', {'data-raw': pointer}, typeof found === 'string' ? found : JSON.stringify(found), missing)]);
    };
    walk(session.metrics, '');
    holder.replaceChildren(h('p', {}, text.text), table(text.title, [text.columns.pointer, text.columns.value], rows));
  };
  box.addEventListener('toggle', () => { if (box.open && holder.childElementCount === 0) fill(); });
  return h('section', {'aria-labelledby': 'all-title', class: 'no-print', id: 'all'}, h('h2', {id: 'all-title'}, text.title), box);
}

const isNumbers = (found: Json): boolean => Array.isArray(found) && found.length > 0 && found.every((each) => typeof each === 'number');
