// Times of a session as people read them: by the clock where it is known, else from the start of the recording.
import type {Session} from './data';
import {h} from './dom';
import {clockTime, place} from './format';
import {ticks} from './view';
import {words} from './words';

/** Seconds since midnight at a place in the recording; null where no clock is known. */
function clockAt({clock}: Session, time: number): number | null {
  let found: number | null = null;
  for (const [from, shown] of clock) {
    if (found === null || from <= time) found = shown + (time - from);
  }
  return found;
}

/** By the clock alone, else the place in the recording. */
export function short(session: Session, time: number, digits = 0): string {
  const clock = clockAt(session, time);
  return clock === null ? place(time, digits) : clockTime(clock, digits);
}

/** 6:43:34 (1:34 in the recording); without a clock 1:34. */
export const moment = (session: Session, time: number, digits = 0): string =>
  session.clock.length === 0 ? place(time, digits) : words.inRecording(short(session, time, digits), place(time, digits));

/** The same for a cell of a table. */
export const momentCell = (session: Session, time: number, digits = 0): Node | string =>
  session.clock.length === 0 ? place(time, digits)
    : h('span', {}, short(session, time, digits), ' ', h('span', {class: 'place'}, place(time, digits)));

/** Marks for an axis from one place in the recording to another, at most `most` of them: round times of the clock, if it is
 * known; after a pause of the recorder it has moved on. */
export function marks(session: Session, from: number, to: number, most: number): {at: number[]; text: (time: number) => string; fine: boolean} {
  const {clock} = session;
  const {at, digits, step} = ticks(from, to, most);
  if (clock.length === 0) return {at, text: (time) => place(time, digits), fine: true};
  const fine = step < 60;
  const round: number[] = [];
  clock.forEach(([begin, shown], i) => {
    const moved = shown - begin;
    const end = clock[i + 1]?.[0] ?? Infinity;
    round.push(...ticks(from + moved, to + moved, most).at.map((each) => each - moved).filter((each) => (each >= begin || i === 0) && each < end));
  });
  return {at: round, text: (time) => clockTime(clockAt(session, time) ?? 0, digits, fine), fine};
}
