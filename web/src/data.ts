// What the page is given: metrics.json as it is, and timeline.json.
import type {RawSound} from './sound';
import {type RawSpectrum, spectrum, type Spectrum} from './spectrum';

export interface Proportion {
  value: number | null;
  k: number | null;
  n: number | null;
  ci95: [number, number] | null;
}

export type Json = null | boolean | number | string | Json[] | {[key: string]: Json};

interface Table {
  columns: string[];
  rows: Json[][];
}

export interface Warning {
  code: string;
  where_s: [number, number] | null;
  text: string;
}

interface RawTimeline {
  warnings: Warning[];
  segments: {
    labels: string[];
    label: string;
    onset_ms: number[];
    length_ms: number[];
    confidence_pct: number[];
    distress_pct: number[];
  };
  level_dbfs: number[];
  spectrum?: RawSpectrum | null;
  clock?: [number, number][] | null;
  episodes: Table;
  hours: Table;
}

/** The segments of one label, by onset. Times in s. */
export class Track {
  readonly from: Float64Array;
  readonly to: Float64Array;
  /** Percent, -1 where there is none. */
  readonly confidence: Int16Array;
  readonly distress: Int16Array;
  /** The latest end up to each segment: rises, so that it can be searched. */
  private readonly reach: Float64Array;

  constructor(readonly label: string, readonly count: number) {
    this.from = new Float64Array(count);
    this.to = new Float64Array(count);
    this.reach = new Float64Array(count);
    this.confidence = new Int16Array(count).fill(-1);
    this.distress = new Int16Array(count).fill(-1);
  }

  close(): void {
    let latest = -Infinity;
    for (let i = 0; i < this.count; ++i) this.reach[i] = latest = Math.max(latest, this.to[i]);
  }

  /** Calls `visit` with each segment that reaches into [from, to). */
  within(from: number, to: number, visit: (i: number) => void): void {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.reach[middle] > from) high = middle;
      else low = middle + 1;
    }
    for (let i = low; i < this.count && this.from[i] < to; ++i) {
      if (this.to[i] > from) visit(i);
    }
  }
}

export interface Episode {
  number: number;
  onset: number;
  offset: number;
  cry: number;
  class: string;
  leftCensored: boolean;
  confirmed: boolean;
  concurrent: boolean | null;
  responded: boolean | null;
  responder: string | null;
  latency: number | null;
  coregulation: number | null;
  outcome: string | null;
  rupture: boolean | null;
  repair: string | null;
  distress: number | null;
}

export interface Hour {
  from: number;
  clock: number | null;
  observed: number;
  cry: number;
  episodes: number;
  known: number;
  answered: number;
}

export interface Session {
  metrics: {[key: string]: Json};
  na: {[pointer: string]: string};
  warnings: Warning[];
  tracks: Map<string, Track>;
  level: Int16Array;
  spectrum: Spectrum | null;
  /** Only where the page was asked to play some. */
  sound: RawSound | null;
  episodes: Episode[];
  hours: Hour[];
  observed: [number, number][];
  /** [place in the recording, seconds since midnight] from which both run on side by side; empty without a clock. */
  clock: [number, number][];
  duration: number;
  /** Unit and description of every metric, by pointer; * for each item of a list. */
  fields: {[pointer: string]: [string, string]};
  /** Whether anybody listened for what a row of the timeline shows. */
  heard(row: string): boolean;
}

/** The block of data in the page. */
export function block(): Json {
  const element = document.getElementById('data');
  if (!element) throw new Error('the page holds no data');
  return JSON.parse(element.textContent ?? '');
}

/** The value at a JSON pointer; undefined where there is none. Our keys hold no slash and no tilde. */
export function at(root: Json, pointer: string): Json | undefined {
  let value: Json | undefined = root;
  for (const key of pointer.split('/').slice(1)) {
    if (value === null || typeof value !== 'object') return undefined;
    value = Array.isArray(value) ? value[Number(key)] : value[key];
  }
  return value;
}

export const objects = (table: Table): {[column: string]: Json}[] =>
  table.rows.map((row) => Object.fromEntries(table.columns.map((name, i) => [name, row[i]])));

function tracks(raw: RawTimeline['segments']): Map<string, Track> {
  const counts = raw.labels.map(() => 0);
  for (const digit of raw.label) ++counts[Number(digit)];
  const all = raw.labels.map((label, i) => new Track(label, counts[i]));
  const next = raw.labels.map(() => 0);
  let onset = 0;
  let graded = 0;
  for (let i = 0; i < raw.label.length; ++i) {
    const which = Number(raw.label[i]);
    const track = all[which];
    const place = next[which]++;
    onset += raw.onset_ms[i];
    track.from[place] = onset / 1000;
    track.to[place] = (onset + raw.length_ms[i]) / 1000;
    if (raw.confidence_pct.length > 0) track.confidence[place] = raw.confidence_pct[i];
    const crying = track.label === 'CRY' || track.label === 'FUS';
    if (crying && raw.distress_pct.length > 0) track.distress[place] = raw.distress_pct[graded++];
  }
  for (const track of all) track.close();
  return new Map(all.map((track) => [track.label, track]));
}

/** The track that a row of the timeline belongs to. */
const needs: {[row: string]: string} = {crying: 'cry', episodes: 'cry', KCHI: 'child', FEM: 'adult', MAL: 'adult', ADU: 'adult'};

function levels(differences: number[]): Int16Array {
  const level = new Int16Array(differences.length);
  let sum = 0;
  for (let i = 0; i < differences.length; ++i) level[i] = sum += differences[i];
  return level;
}

export function session(): Session {
  const data = block() as unknown as {metrics: {[key: string]: Json}; timeline: RawTimeline; fields?: Session['fields']; sound?: RawSound};
  const {metrics, timeline} = data;
  const observed = at(metrics, '/observed/ranges') as [number, number][];
  const segments = tracks(timeline.segments);
  const listened = at(metrics, '/recording/tracks') as {[track: string]: boolean};
  let end = (at(metrics, '/recording/duration_s') as number | null) ?? 0;
  for (const [, to] of observed) end = Math.max(end, to);
  for (const track of segments.values()) {
    for (const to of track.to) end = Math.max(end, to);
  }
  return {
    metrics,
    na: metrics.na as {[pointer: string]: string},
    warnings: timeline.warnings,
    tracks: segments,
    level: levels(timeline.level_dbfs),
    spectrum: spectrum(timeline.spectrum),
    sound: data.sound ?? null,
    episodes: objects(timeline.episodes).map((row) => ({
      number: row.episode as number,
      onset: row.onset_s as number,
      offset: row.offset_s as number,
      cry: row.cry_s as number,
      class: row.class as string,
      leftCensored: row.left_censored as boolean,
      confirmed: row.calm_confirmed as boolean,
      concurrent: row.concurrent as boolean | null,
      responded: row.responded as boolean | null,
      responder: row.responder as string | null,
      latency: row.latency_s as number | null,
      coregulation: row.coregulation_s as number | null,
      outcome: row.outcome as string | null,
      rupture: row.rupture as boolean | null,
      repair: row.repair as string | null,
      distress: row.distress_peak as number | null,
    })),
    hours: objects(timeline.hours).map((row) => ({
      from: row.from_s as number,
      clock: row.clock_hour as number | null,
      observed: row.observed_s as number,
      cry: row.cry_s as number,
      episodes: row.episodes as number,
      known: row.known as number,
      answered: row.answered as number,
    })),
    observed,
    clock: timeline.clock ?? [],
    duration: Math.max(end, 1),
    fields: data.fields ?? {},
    heard: (row) => row in needs ? listened[needs[row]] : true,
  };
}
