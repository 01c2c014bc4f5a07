// What the browser tests share: results to look at, a browser, and how numbers on a page are read back.
import {execFile} from 'node:child_process';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {chromium} from 'playwright-core';

export const program = process.env.LULL_PROGRAM;
export const work = process.env.LULL_WORK;
export const source = process.env.LULL_SOURCE;
const browserPath = process.env.LULL_BROWSER ?? '/usr/bin/chromium';

export const read = (path) => readFileSync(path, 'utf8');
export const json = (path) => JSON.parse(read(path));

/** Runs the program; what it says and its status. Failed recordings (status 1) are part of some tests. */
export function lull(...words) {
  return new Promise((done, fail) => execFile(program, words, {encoding: 'utf8', maxBuffer: 1e8}, (error, stdout, stderr) => {
    const status = error ? error.code : 0;
    if (status === 0 || status === 1) done({status, stdout, stderr});
    else fail(new Error(`lull ${words.join(' ')}: ${stderr}`));
  }));
}

/** Measures an annotation file into a folder of results. */
export async function measure(name, lines, ...more) {
  const folder = join(work, name);
  mkdirSync(work, {recursive: true});
  writeFileSync(`${folder}.rttm`, lines.join('\n') + '\n');
  await lull('measure', `${folder}.rttm`, '-o', folder, '--force', '--quiet', '-j1', ...more);
  return folder;
}

/** The page of a session in a folder of results. */
export const report = (folder, id) => join(folder, 'sessions', id, 'report.html');

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
const contexts = new Map();
export async function openBrowser() {
  browser = await chromium.launch({executablePath: browserPath, args: ['--no-sandbox', '--disable-gpu']});
}
export const closeBrowser = () => browser?.close();

const size = {width: 1280, height: 900};
const idle = new Map();

async function fresh(options) {
  const key = JSON.stringify(options);
  const left = idle.get(key) ?? idle.set(key, []).get(key);
  if (left.length > 0) return left.pop();
  if (!contexts.has(key)) contexts.set(key, await browser.newContext({viewport: size, reducedMotion: 'reduce', ...options}));
  const page = await contexts.get(key).newPage();
  page.setDefaultTimeout(180e3); // for machines with a lot to do
  page.key = key;
  page.on('request', (request) => page.asked.push(request.url()));
  page.on('console', (message) => { if (message.type() === 'error') page.faults.push(message.text()); });
  page.on('pageerror', (error) => page.faults.push(error.message));
  page.on('dialog', (dialog) => {
    page.faults.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  return page;
}

/** Opens a page from disk; `page.asked` are the addresses that it asked for, `page.faults` its errors. Windows are
 * used again, which takes half of the time: `close` hands one back as it was. */
export async function open(path, options = {}) {
  const page = await fresh(options);
  page.asked = [];
  page.faults = [];
  await page.goto(pathToFileURL(path).href);
  return page;
}

export async function close(page) {
  await page.setViewportSize(JSON.parse(page.key).viewport ?? size);
  await page.emulateMedia({colorScheme: 'light'});
  await page.mouse.move(0, 0);
  idle.get(page.key).push(page);
}

/** The texts that come onto the page's canvases while `act` runs. */
export async function drawnTexts(page, act) {
  await page.evaluate(() => {
    window.texts = [];
    const {fillText} = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.fillText = function (text, ...more) {
      window.texts.push(text.replace(/\u202f/g, ' '));
      fillText.call(this, text, ...more);
    };
  });
  await act();
  await frame(page);
  return page.evaluate(() => window.texts);
}

/** Waits until what was asked for is drawn. */
export const frame = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** Work of the page in s of its own thread, whatever else the machine does. */
export async function worked(page) {
  const {metrics} = await page.client.send('Performance.getMetrics');
  return metrics.find((each) => each.name === 'TaskDuration').value;
}

/** The data in a page, and a copy of the page with other data, beside it. */
const block = /<script type="application\/json" id="data">([^<]*)<\/script>/;
export const dataOf = (path) => JSON.parse(block.exec(read(path))[1]);
export function changed(path, name, change) {
  const data = dataOf(path);
  change(data);
  const copy = join(dirname(path), name);
  writeFileSync(copy, read(path).replace(block, () => `<script type="application/json" id="data">${JSON.stringify(data).replace(/</g, '\\u003c')}</script>`));
  return copy;
}

/** Fails unless a PDF has two to four sheets. */
export function assertFewSheets(pdf) {
  const sheets = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length;
  if (sheets < 2 || sheets > 4) throw new Error(`${sheets} sheets`);
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
