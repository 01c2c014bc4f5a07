// What the browser tests share: results to look at, a browser, and how numbers on a page are read back.
import {execFileSync} from 'node:child_process';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {chromium} from 'playwright-core';

export const program = process.env.LULL_PROGRAM;
export const work = process.env.LULL_WORK;
export const source = process.env.LULL_SOURCE;
const browserPath = process.env.LULL_BROWSER ?? '/usr/bin/chromium';

export const read = (path) => readFileSync(path, 'utf8');
export const json = (path) => JSON.parse(read(path));

/** Measures an annotation file into a folder of results. Failed recordings (status 1) are part of some tests. */
export function measure(name, lines, ...more) {
  const folder = join(work, name);
  mkdirSync(work, {recursive: true});
  writeFileSync(`${folder}.rttm`, lines.join('\n') + '\n');
  try {
    execFileSync(program, ['measure', `${folder}.rttm`, '-o', folder, '--force', '--quiet', '-j1', ...more]);
  } catch (error) {
    if (error.status !== 1) throw error;
  }
  return folder;
}

/** A segment as a line of RTTM. */
export const line = (id, onset, length, label) =>
  `SPEAKER ${id} 1 ${onset.toFixed(3)} ${length.toFixed(3)} <NA> <NA> ${label} <NA> <NA>`;

/** Numbers from 0 to 1, the same each time. */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

let browser;
export async function openBrowser() {
  browser = await chromium.launch({executablePath: browserPath, args: ['--no-sandbox', '--disable-gpu']});
}
export const closeBrowser = () => browser?.close();

/** Opens a page from disk; `page.asked` are the addresses that it asked for, `page.faults` its errors. */
export async function open(path, options = {}) {
  const context = await browser.newContext({viewport: {width: 1280, height: 900}, ...options});
  const page = await context.newPage();
  page.asked = [];
  page.faults = [];
  page.on('request', (request) => page.asked.push(request.url()));
  page.on('console', (message) => { if (message.type() === 'error') page.faults.push(message.text()); });
  page.on('pageerror', (error) => page.faults.push(error.message));
  page.on('dialog', (dialog) => {
    page.faults.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  await page.goto(pathToFileURL(path).href);
  return page;
}

const units = {h: 3600, min: 60, s: 1};

/** A number as the page shows it: [least, most] of what it can stand for; null where it is none. */
export function meant(text) {
  const plain = text.replace(/\u202f/g, ' ').replace(/\u2212/g, '-').trim();
  const percent = /^(-?\d+) %$/.exec(plain);
  if (percent) return [Number(percent[1]) / 100 - 0.005, Number(percent[1]) / 100 + 0.005];
  const points = /^([+-]\d+) points$/.exec(plain);
  if (points) return [Number(points[1]) / 100 - 0.005, Number(points[1]) / 100 + 0.005];
  if (/^(\d+ h)?( ?\d+ min)?( ?[\d.]+ s)?$/.test(plain) && plain !== '') {
    let seconds = 0;
    let last = 's';
    for (const [, number, unit] of plain.matchAll(/([\d.]+) (h|min|s)/g)) {
      seconds += Number(number) * units[unit];
      last = unit;
    }
    // The last part that could be there is rounded: minutes beside hours, seconds beside minutes, else tenths.
    const half = plain.includes('h') ? 30 : last === 'min' || plain.includes('min') ? 0.5 : 0.05;
    return [seconds - half, seconds + half];
  }
  const number = /^(-?[\d.]+(?:e-?\d+)?)(?: ?[^\d ].*)?$/.exec(plain);
  if (!number) return null;
  const value = Number(number[1]);
  const half = number[1].includes('e') ? Math.abs(value) * 0.05 : Number.isInteger(value) && Math.abs(value) >= 1000 ? 0.5 : Math.abs(value) * 0.0051;
  return [value - half, value + half];
}

/** The value at a JSON pointer. */
export const at = (root, pointer) => pointer.split('/').slice(1).reduce((value, key) => value?.[key], root);
