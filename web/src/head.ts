// The top of a session's page: which recording, how much of it was observed, its warnings, and the headline.
import {sureness} from './accuracy';
import {at, type Session} from './data';
import {h} from './dom';
import {duration, place} from './format';
import {proportion, reason, value} from './parts';
import {words} from './words';

const text = words.session;

function fact(label: string, ...content: (Node | string | null)[]): HTMLElement {
  return h('div', {}, h('dt', {}, label), h('dd', {}, ...content));
}

function facts(session: Session): HTMLElement {
  const {metrics, observed} = session;
  const length = at(metrics, '/recording/duration_s') as number | null;
  const seconds = at(metrics, '/observed/seconds') as number;
  const rate = at(metrics, '/recording/sample_rate_hz');
  const channels = at(metrics, '/recording/channels') as number | null;
  const tracks = at(metrics, '/recording/tracks') as {[track: string]: boolean};
  const missing = (length ?? session.duration) - seconds;
  const heard = Object.keys(text.track).filter((track) => tracks[track]).map((track) => text.track[track]).join(', ');
  return h('dl', {class: 'facts'},
    fact(text.length, length === null ? words.made.none : value(session, '/recording/duration_s')),
    fact(text.observed, value(session, '/observed/seconds'), observed.length > 1 ? ` ${text.stretches(observed.length)}` : '',
      missing >= 0.5 && length !== null ? `; ${text.notObserved(duration(missing))}` : ''),
    fact(text.start, (at(metrics, '/recording/start_time') as string | null)?.replace('T', ' ') ?? text.startUnknown),
    fact(text.sound, rate === null || rate === undefined ? text.noSound
      : `${rate}\u202fHz${channels === null ? '' : `, ${text.channels(channels)}`}`),
    fact(text.tracks, heard || text.noTrack));
}

/** A text that opens with its own title, without that. */
const untitled = (said: string, title: string): string => said.toLowerCase().startsWith(`${title.toLowerCase()}: `) ? said.slice(title.length + 2) : said;

function warnings(session: Session): HTMLElement {
  if (session.warnings.length === 0) return h('p', {class: 'quiet'}, text.noWarnings);
  return h('div', {class: 'warnings', role: 'group', 'aria-label': text.warnings},
    h('ul', {}, ...session.warnings.map((warning) => h('li', {},
      h('strong', {}, words.warning[warning.code] ?? warning.code), ': ', untitled(warning.text, words.warning[warning.code] ?? ''),
      warning.where_s ? ` (${place(warning.where_s[0])}\u2013${place(warning.where_s[1])})` : ''))));
}

function headline(session: Session): string {
  const count = (pointer: string): number | null => at(session.metrics, pointer) as number | null;
  const episodes = count('/crying/episodes');
  if (episodes === null) return reason(session, '/crying/episodes').replace(/^./, (first) => first.toUpperCase()) + '.';
  return words.headline({
    episodes,
    known: episodes - (count('/crying/left_censored') ?? 0),
    crying: duration(count('/crying/seconds') ?? 0),
    observed: duration(count('/observed/seconds') ?? 0),
    answered: count('/response/responded'),
    concurrent: count('/response/concurrent'),
    soothed: count('/coregulation/outcomes/soothed'),
    selfQuiet: count('/coregulation/outcomes/self_quiet'),
    unresolved: count('/coregulation/outcomes/unresolved'),
  });
}

function tile(label: string, main: Node, ...notes: (Node | string | null)[]): HTMLElement {
  return h('div', {class: 'tile'}, h('dt', {}, label), h('dd', {}, h('span', {class: 'main'}, main),
    ...notes.filter((note) => note !== null && note !== '').map((note) => h('span', {class: 'note'}, note))));
}

function tiles(session: Session): HTMLElement {
  const {metrics} = session;
  const number = (pointer: string): number | null => at(metrics, pointer) as number | null;
  const windows = at(metrics, '/response/windows_s') as number[];
  const middle = Math.min(1, windows.length - 1);
  const left = number('/crying/left_censored') ?? 0;
  const quartiles = (block: string): Node | null => number(`${block}/q25_s`) === null || number(`${block}/q75_s`) === null ? null
    : h('span', {}, `${words.tiles.middleHalf} `, value(session, `${block}/q25_s`), ` ${words.curve.to} `, value(session, `${block}/q75_s`));
  return h('dl', {class: 'tiles'},
    tile(words.tiles.crying, value(session, '/crying/seconds'),
      number('/crying/minutes_per_hour') === null ? null : value(session, '/crying/minutes_per_hour')),
    tile(words.tiles.episodes, value(session, '/crying/episodes'), left > 0 ? words.tiles.notAll(left) : null),
    windows.length > 0 ? tile(words.tiles.answered(duration(windows[middle])), proportion(session, `/response/strict/${middle}`)) : h('span'),
    tile(words.tiles.latency, value(session, '/response/latency/median_s'), quartiles('/response/latency')),
    tile(words.tiles.quiet, value(session, '/coregulation/total/median_s'), quartiles('/coregulation/total')),
    tile(words.tiles.ruptures(duration(Number(at(metrics, '/lull/settings/theta_r')))), value(session, '/repair/ruptures'),
      (number('/repair/ruptures') ?? 0) > 0 ? words.tiles.repaired(number('/repair/repaired') ?? 0) : null));
}

/** `banner`: what is to be said of sound in the page. */
export function head(session: Session, banner: HTMLElement | null): HTMLElement {
  const sure = sureness(session);
  return h('header', {},
    h('p', {class: 'kind'}, text.title), h('h1', {}, String(at(session.metrics, '/recording/id'))),
    h('p', {class: 'headline'}, headline(session)), banner, warnings(session), tiles(session), facts(session),
    sure === null ? null : h('p', {class: 'limits'}, sure, ' ', h('a', {href: '#accuracy', class: 'no-print'}, words.accuracy.more)),
    h('p', {class: 'limits'}, words.limits));
}
