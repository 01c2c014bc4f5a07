// The part of a recording that is in view.

export const shortest = 1; // s

export class View {
  from = 0;
  to: number;

  constructor(readonly length: number) {
    this.to = length;
  }

  get span(): number {
    return this.to - this.from;
  }

  /** Shows [from, to], moved and cut so that it lies in the recording. */
  set(from: number, to: number): void {
    const span = Math.min(this.length, Math.max(Math.min(shortest, this.length), to - from));
    this.from = Math.min(Math.max(0, from), this.length - span);
    this.to = this.from + span;
  }

  /** `factor` above 1 shows less; the time `about` stays where it is. */
  zoom(factor: number, about = (this.from + this.to) / 2): void {
    const span = Math.min(this.length, Math.max(Math.min(shortest, this.length), this.span / factor));
    const share = (about - this.from) / this.span;
    this.set(about - share * span, about - share * span + span);
  }

  move(by: number): void {
    this.set(this.from + by, this.to + by);
  }

  whole(): void {
    this.set(0, this.length);
  }
}

const steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600];

/** Times for marks on an axis, at most `most` of them, and the digits after the second that they need. */
export function ticks(from: number, to: number, most: number): {at: number[]; digits: number; step: number} {
  const step = steps.find((each) => (to - from) / each <= most) ?? 43200;
  const at: number[] = [];
  for (let i = Math.ceil(from / step - 1e-9); i * step <= to + 1e-9; ++i) at.push(i * step);
  return {at, digits: step < 1 ? 1 : 0, step};
}

/** Round marks from 0 to at most `top`, about `count` of them. */
export function rounds(top: number, count: number): number[] {
  if (!(top > 0)) return [0];
  const rough = top / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((each) => each * power >= rough) ?? 10);
  const at: number[] = [];
  for (let i = 0; i * step <= top * (1 + 1e-9); ++i) at.push(Number((i * step).toPrecision(12)));
  return at;
}
