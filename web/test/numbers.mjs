// The numbers on a session's page are those of the files beside it. The file that runs these opens the browser and makes `results`.
import assert from 'node:assert/strict';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {at, close, json, meant, open, read, report} from './support.mjs';

/** Every leaf of metrics.json with its pointer; lists of numbers are one leaf, as on the page. */
function leaves(value, pointer = '') {
  if (pointer === '/na' || pointer.endsWith('/curve')) return [];
  const numbers = Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'number');
  if (value === null || typeof value !== 'object' || numbers) return [[pointer, value]];
  return Object.entries(value).flatMap(([name, each]) => leaves(each, `${pointer}/${name}`));
}

/** The numbers in a text, as the page writes them. */
const numbersIn = (text) => text.replace(/\u202f/g, ' ').match(/\d[\d.]*(?: (?:h|min|s|%)\b(?: \d+ (?:min|s)\b)?)?/g) ?? [];
const fits = (text, value, what) => {
  const range = meant(text);
  assert.ok(range && value >= range[0] - 1e-9 && value <= range[1] + 1e-9, `${what} is ${value}, and the page says ${text}`);
};

export const numberTests = (results) => describe('numbers', {concurrency: 1}, () => {
  for (const [name, id] of [['example', 'example'], ['empty', 'empty']]) {
    test(`the numbers on the page are those of metrics.json: ${name}`, async () => {
      const metrics = json(join(results[name], 'sessions', id, 'metrics.json'));
      const page = await open(report(results[name], id));
      const shown = await page.$$eval('[data-pointer]', (all) => all.map((each) => [each.dataset.pointer, each.textContent]));
      assert.ok(shown.length > 100);
      for (const [pointer, text] of shown) {
        const value = at(metrics, pointer);
        assert.notEqual(value, undefined, `${pointer} is not in metrics.json`);
        if (typeof value !== 'number') {
          assert.equal(meant(text), null, `${pointer} is ${value}, and the page says ${text}`);
          continue;
        }
        const range = meant(text);
        assert.ok(range, `${pointer} is ${value}, and the page says ${text}`);
        assert.ok(value >= range[0] - 1e-9 && value <= range[1] + 1e-9, `${pointer} is ${value}, and the page says ${text}`);
      }
      // All groups are there: whatever metrics.json measures stands somewhere above, but what only makes up other parts.
      const pointers = new Set(shown.map(([pointer]) => pointer));
      const elsewhere = /^\/(schema|lull|recording|observed\/ranges|not_measured|response\/windows_s)|chance\/\d+\/(window_s|sd|method)|\/ci95$|latency\/(n|responded|quiet_first|censored)$|^\/coregulation(\/total)?\/(n|events)$/;
      for (const [pointer] of leaves(metrics)) {
        if (!elsewhere.test(pointer)) assert.ok(pointers.has(pointer) || pointers.has(`${pointer}/0`), `${pointer} is nowhere on the page`);
      }
      await page.click('#all summary');
      await page.waitForSelector('#all [data-raw]');
      const raw = new Map(await page.$$eval('#all [data-raw]', (all) => all.map((each) => [each.dataset.raw, each.textContent])));
      for (const [pointer, value] of leaves(metrics)) {
        const expected = typeof value === 'string' ? value : JSON.stringify(value);
        assert.equal(raw.get(pointer)?.replace(/ \(\w+\)$/, value === null ? '' : '$&'), expected, pointer);
        if (metrics.na[pointer]) assert.ok(raw.get(pointer).endsWith(`(${metrics.na[pointer]})`), pointer);
      }
      assert.equal(raw.size, leaves(metrics).length);
      await close(page);
    });
  }

  test('the numbers in sentences and tables are those of the files', async () => {
    const folder = join(results.example, 'sessions/example');
    const {crying, observed, response, coregulation, repair, lull: made} = json(join(folder, 'metrics.json'));
    const page = await open(report(results.example, 'example'));
    const shown = await page.evaluate(() => {
      const text = (selector) => document.querySelector(selector).textContent;
      const cells = (selector) => [...document.querySelectorAll(`${selector} tbody tr`)].map((row) => [...row.cells].map((cell) => cell.textContent));
      const rest = [];
      const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const node = walker.currentNode;
        const around = node.parentElement;
        if (/\d/.test(node.data) && !around.closest('[data-pointer], svg, #timeline, details, thead, .headline, #episodes table, #hours, #made, .legend, th, dt')) rest.push(node.data);
      }
      return {headline: text('.headline'), episodes: cells('#episodes'), hours: cells('#hours'), rest,
        sentences: [...document.querySelectorAll('.figure > p:not(.note)')].map((each) => each.textContent),
        bars: [...document.querySelectorAll('#hours svg .bar title')].map((each) => each.textContent)};
    });
    const {soothed, self_quiet: selfQuiet, unresolved} = coregulation.outcomes;
    const facts = [crying.episodes, crying.seconds, observed.seconds, response.responded,
      ...(crying.left_censored > 0 ? [crying.episodes - crying.left_censored] : []), ...[response.concurrent, soothed, selfQuiet, unresolved].filter((each) => each > 0)];
    const said = numbersIn(shown.headline);
    assert.equal(said.length, facts.length, shown.headline);
    said.forEach((text, i) => fits(text, facts[i], shown.headline));
    // The table of episodes against episodes.csv.
    const [names, ...lines] = read(join(folder, 'episodes.csv')).trimEnd().split('\n').map((each) => each.split(','));
    assert.equal(shown.episodes.length, lines.length);
    const place = (text) => text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
    shown.episodes.forEach(([number, onset, total, cry, , latency, , quiet], i) => {
      const row = Object.fromEntries(names.map((name, k) => [name, lines[i][k]]));
      assert.equal(number, row.episode);
      assert.ok(Math.abs(place(onset) - row.onset_s) <= 0.5);
      fits(total.replace('at least ', ''), row.offset_s - row.onset_s, `length of ${number}`);
      fits(cry, row.cry_s, `crying of ${number}`);
      if (row.latency_s === '') assert.equal(meant(latency), null);
      else fits(latency, row.latency_s, `answer of ${number}`);
      if (row.coregulation_s === '') assert.equal(meant(quiet), null);
      else fits(quiet.replace('at least ', ''), row.coregulation_s, `quiet of ${number}`);
    });
    // The hours against timeline.json.
    const {columns, rows} = json(join(folder, 'timeline.json')).hours;
    assert.equal(shown.hours.length, rows.length);
    shown.hours.forEach((cells, i) => {
      const hour = Object.fromEntries(columns.map((name, k) => [name, rows[i][k]]));
      fits(cells[1], hour.observed_s, 'observed');
      fits(cells[2], hour.cry_s, 'crying');
      const rate = hour.cry_s / 60 / (hour.observed_s / 3600);
      if (hour.observed_s >= 900) fits(cells[3], rate, 'rate');
      assert.equal(cells[4], String(hour.episodes));
      assert.equal(cells[5], hour.known > 0 ? `${hour.answered} of ${hour.known}` : '\u2013');
      assert.ok(hour.observed_s < 900 || shown.bars.some((bar) => bar.endsWith(` ${cells[3]}`)), `${cells[3]} has no bar`);
    });
    // Sentences above the curves: how many, and what became of them.
    const {latency, total} = {latency: response.latency, total: coregulation.total};
    const seen = ({n, events}) => n === events ? [n] : [n, events];
    const counts = [[latency.n, ...[latency.responded, latency.quiet_first, latency.censored].filter((each) => each > 0)],
      seen(coregulation), seen(total)];
    for (const each of counts) {
      assert.ok(shown.sentences.some((text) => numbersIn(text).map(Number).join() === each.join()), `${each} in ${JSON.stringify(shown.sentences)}`);
    }
    // What is left says which thresholds and tiles, or is fixed text.
    const left = shown.rest.map((text) => text.trim().replace(/\u202f/g, ' '));
    const known = [/^Dots: share answered, with 95 % intervals/, /^Of \d+ episodes? that began/, /^\d+ episodes?, (\d+|all|none) of them seen until quiet/, /^Hours with less than 15 min/,
      new RegExp(`^${crying.left_censored} with unknown onset`), /^The table scrolls through all \d+/, /^\d+ more in episodes\.csv/, /^in \d+ stretch/, /^;? ?[\d hmins]+ not observed$/,
      new RegExp(`^${repair.repaired} repaired$`)];
    assert.deepEqual(left.filter((text) => !known.some((each) => each.test(text))), []);
    assert.equal(made.settings.theta_r, 60);
    assert.ok((await page.textContent('.tiles')).replace(/\u202f/g, ' ').includes('Crying for 1 min without an answer'));
    await close(page);
  });

  test('the curves are those of metrics.json', async () => {
    const metrics = json(join(results.example, 'sessions/example/metrics.json'));
    const page = await open(report(results.example, 'example'));
    const curves = [metrics.response.latency.curve, metrics.coregulation.curve, metrics.coregulation.total.curve];
    const tables = await page.$$eval('.figure details table', (all) => all.map((table) =>
      [...table.querySelectorAll('tbody tr')].map((row) => [...row.cells].map((cell) => cell.textContent))));
    assert.equal(tables.length, curves.length);
    tables.forEach((rows, i) => {
      assert.equal(rows.length, curves[i].length);
      rows.forEach((cells, j) => cells.forEach((text, k) => {
        const value = curves[i][j][k];
        if (value === null) assert.equal(text, '\u2013');
        else if (k === 0) assert.equal(Number(text), value);
        else assert.ok(Math.abs(meant(text)[0] + 0.005 - value) <= 0.005 + 1e-9, `${text} for ${value}`);
      }));
    });
    await close(page);
  });
});
