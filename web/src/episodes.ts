// The table of episodes.
import type {Episode, Session} from './data';
import {h} from './dom';
import {duration, number} from './format';
import {momentCell} from './moment';
import {Player} from './sound';
import {type Column, sortable} from './table';
import {words} from './words';

const text = words.episode;
const mostPrinted = 20; // as the style sheet has it

const columns = (session: Session, graded: boolean, show: (number: number) => void, player: Player | null): Column<Episode>[] => {
  const all: Column<Episode>[] = [
    {label: text.columns.number, key: (row) => row.number, number: true, show: (row) =>
      h('button', {type: 'button', class: 'jump', 'aria-label': text.show(row.number), click: () => show(row.number)}, String(row.number))},
    {label: session.clock.length > 0 ? text.columns.onsetClock : text.columns.onset, key: (row) => row.onset, number: true,
      show: (row) => momentCell(session, row.onset)},
    {label: text.columns.total, key: (row) => row.offset - row.onset, number: true, show: (row) =>
      row.confirmed ? duration(row.offset - row.onset) : text.atLeast(duration(row.offset - row.onset))},
    {label: text.columns.cry, key: (row) => row.cry, number: true, show: (row) => duration(row.cry)},
    {label: text.columns.class, key: (row) => row.class, show: (row) => text.class[row.class] ?? row.class},
    {label: text.columns.latency, key: (row) => row.latency, number: true, show: (row) =>
      row.latency !== null ? duration(row.latency) : row.leftCensored ? text.onsetUnknown
        : row.responded === null ? '\u2013' : row.concurrent ? text.already : text.noAnswer},
    {label: text.columns.responder, key: (row) => row.responder, show: (row) => row.responder ? text.by[row.responder] : '\u2013'},
    {label: text.columns.coregulation, key: (row) => row.coregulation, number: true, show: (row) =>
      row.coregulation === null ? '\u2013' : row.confirmed ? duration(row.coregulation) : text.atLeast(duration(row.coregulation))},
    {label: text.columns.outcome, class: 'outcome-cell', key: (row) => row.outcome, show: (row) => row.outcome ? words.outcome[row.outcome] : '\u2013'},
    {label: text.columns.rupture, class: 'rupture-cell', key: (row) => row.rupture ? row.repair : null, show: (row) => row.rupture
      ? h('span', {class: `rupture ${row.repair ?? ''}`}, row.repair === 'repaired' ? '\u25b2\u2713 ' : '\u25b2 ', words.repair[row.repair ?? 'unknown'])
      : '\u2013'},
  ];
  if (graded) {
    all.push({label: text.columns.distress, key: (row) => row.distress, number: true,
      show: (row) => row.distress === null ? '\u2013' : number(row.distress)});
  }
  if (player) {
    all.splice(1, 0, {label: text.columns.listen, key: () => null, button: true, show: (row) => player.button(row.number, row.onset, row.offset)});
  }
  return all;
};

export function episodeTable(session: Session, show: (number: number) => void, player: Player | null): HTMLElement {
  const section = h('section', {'aria-labelledby': 'episodes-title', id: 'episodes'}, h('h2', {id: 'episodes-title'}, text.title));
  if (session.episodes.length === 0) {
    section.append(h('p', {}, text.none));
    return section;
  }
  const graded = session.episodes.some((each) => each.distress !== null);
  const table = sortable(text.title, columns(session, graded, show, player), session.episodes, text.sortedBy);
  for (const [episode, row] of table.bodyRows) {
    row.dataset.episode = String(episode.number);
    row.addEventListener('click', (event) => {
      if (!(event.target instanceof HTMLButtonElement)) show(episode.number);
    });
  }
  const left = session.episodes.length - mostPrinted;
  if (left > 0) section.classList.add('cut-in-print');
  section.append(h('p', {class: 'hint no-print'}, text.hint, session.episodes.length > 12 ? ` ${text.scrolls(session.episodes.length)}` : ''),
    player ? player.element : '', table.element,
    left > 0 ? h('p', {class: 'only-print'}, text.more(left)) : '');
  return section;
}

