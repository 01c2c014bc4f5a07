// Numbers as people read them. Every rounding on the page happens here.

const thin = '\u202f';
export const unknown = '\u2013';

/** Three significant digits, whole numbers whole. */
export function number(value: number): string {
  if (Number.isInteger(value)) return String(value).replace('-', '\u2212');
  const size = Math.abs(value);
  const text = size >= 1000 ? value.toFixed(0) : size >= 0.0005 ? String(Number(value.toPrecision(3))) : value.toExponential(1);
  return text.replace('-', '\u2212');
}

export const percent = (share: number): string => `${Math.round(share * 100)}${thin}%`;

/** A difference of two shares. */
const points = (share: number): string => `${share < 0 ? '\u2212' : '+'}${Math.abs(Math.round(share * 100))}${thin}points`;

const two = (value: number): string => String(value).padStart(2, '0');

/** A length of time: 12.3 s, 5 min 19 s, 15 h 59 min. */
export function duration(seconds: number): string {
  if (seconds < 0) return `\u2212${duration(-seconds)}`;
  if (seconds < 59.95) return `${Number(seconds.toFixed(1))}${thin}s`;
  const whole = Math.round(seconds);
  if (whole < 3600) {
    const rest = whole % 60;
    return `${Math.floor(whole / 60)}${thin}min` + (rest > 0 ? ` ${two(rest)}${thin}s` : '');
  }
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)}${thin}h` + (minutes % 60 > 0 ? ` ${two(minutes % 60)}${thin}min` : '');
}

/** A place in the recording: 4:07, 1:02:03.5. `digits` after the second. */
export function place(seconds: number, digits = 0): string {
  const unit = 10 ** digits;
  let units = Math.round(Math.max(0, seconds) * unit);
  const fraction = units % unit;
  units = (units - fraction) / unit;
  const hours = Math.floor(units / 3600);
  const minutes = Math.floor(units / 60) % 60;
  const text = hours > 0 ? `${hours}:${two(minutes)}:${two(units % 60)}` : `${minutes}:${two(units % 60)}`;
  return digits > 0 ? `${text}.${String(fraction).padStart(digits, '0')}` : text;
}

/** A time of the day from seconds since a midnight: 21:14:05, or 21:14 without `seconds`. */
export function clockTime(sinceMidnight: number, digits = 0, seconds = true): string {
  const rounded = Math.round(sinceMidnight * 10 ** digits) / 10 ** digits;
  const hour = Math.floor(rounded / 3600);
  const [minute, rest] = place(rounded - hour * 3600, digits).split(':');
  return `${((hour % 24) + 24) % 24}:${two(Number(minute))}${seconds ? `:${rest}` : ''}`;
}

type Show = (value: number) => string;
const withUnit = (unit: string): Show => (value) => `${number(value)}${thin}${unit}`;

/** How values of metrics.json are shown, by the end of their names; the first that fits counts. */
const kinds: [RegExp, Show][] = [
  [/minutes_per_(hour|24h)$|min_per_h$/, withUnit('min/h')],
  [/per_hour(_1s)?$|_per_h$/, withUnit('/h')],
  [/\/value$|responded_by$|expected$|\/sd$|cry_fraction$|quiet_within_\d+$/, percent],
  [/excess$/, points],
  [/seconds$|_s$|episode_s\/\w+$/, duration],
  [/_hz$/, withUnit('Hz')],
  [/pct_\w+$/, withUnit('%')],
  [/_db$/, withUnit('dB')],
  [/_dbfs$/, withUnit('dBFS')],
  [/_st$/, withUnit('semitones')],
  [/_bits$/, withUnit('bits')],
];

/** The text of a number of metrics.json at this pointer; `unit` for names that do not tell theirs. */
export function shown(pointer: string, value: number, unit = ''): string {
  const name = pointer.replace(/\/\d+$/, '');
  const kind = kinds.find(([pattern]) => pattern.test(name));
  return (kind ? kind[1] : unit ? withUnit(unit) : number)(value);
}
