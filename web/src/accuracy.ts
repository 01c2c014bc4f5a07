// How well the detector hears: the scores of the model that comes with this version, if it is the one that was used.
import {at, type Session} from './data';
import {h, scrolled} from './dom';
import {number, percent} from './format';
import {words} from './words';

const text = words.accuracy;

interface Score {
  f1: number;
  interval: string;
  precision: number;
  recall: number;
  false_min_per_h: number;
}

/** Put in by build.mjs from docs/model/scores.json. */
declare const MODEL_SCORES: {id: string; sha256: string; points: {[point: string]: {[voice: string]: Score}}};

const known = (session: Session): {[voice: string]: Score} | undefined =>
  at(session.metrics, '/lull/model/sha256') === MODEL_SCORES.sha256
    ? MODEL_SCORES.points[String(at(session.metrics, '/lull/settings/operating_point'))] : undefined;

const detected = (session: Session): string | null => at(session.metrics, '/lull/model/id') as string | null;

/** One sentence for the top; nothing where nothing was detected. */
export function sureness(session: Session): string | null {
  const id = detected(session);
  if (id === null) return null;
  const crying = known(session)?.cry;
  return crying ? text.short(percent(crying.recall), percent(crying.precision)) : text.elsewhere(id);
}

export function accuracy(session: Session): HTMLElement | '' {
  const id = detected(session);
  if (id === null) return '';
  const scores = known(session);
  if (!scores) return h('p', {id: 'accuracy'}, text.elsewhere(id));
  const {columns} = text;
  const heads = [columns.voice, columns.recall, columns.precision, columns.f1, columns.false];
  return h('div', {id: 'accuracy'}, h('h3', {}, text.title), h('p', {}, text.on),
    scrolled(text.title, h('table', {}, h('thead', {}, h('tr', {}, ...heads.map((each, i) =>
      h('th', {scope: 'col', class: i > 0 ? 'number' : undefined}, each)))),
    h('tbody', {}, ...Object.entries(scores).map(([voice, score]) => h('tr', {}, h('th', {scope: 'row'}, text.voices[voice] ?? voice),
      h('td', {class: 'number'}, percent(score.recall)), h('td', {class: 'number'}, percent(score.precision)),
      h('td', {class: 'number'}, `${score.f1.toFixed(2)} (${score.interval})`),
      h('td', {class: 'number'}, number(score.false_min_per_h))))))),
    h('p', {class: 'note'}, text.card(id)));
}
