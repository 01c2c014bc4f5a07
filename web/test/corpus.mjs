// The page of a run. The file that runs these opens the browser and makes `results`.
import assert from 'node:assert/strict';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {changed, close, drawnTexts, frame, json, line, meant, measure, open, seeded, work, worked} from './support.mjs';

export const corpusTests = (results) => describe('corpus', {concurrency: 1}, () => {
  test('the corpus filters, sorts and opens sessions', async () => {
    const lines = [];
    const random = seeded(3);
    for (let i = 0; i < 12; ++i) {
      for (let t = 40; t < 3700; t += 120 + 100 * random()) {
        lines.push(line(`child${i % 3}/rec${i}`, t, 5 + 20 * random(), 'CRY'));
        if (random() < 0.7) lines.push(line(`child${i % 3}/rec${i}`, t + 4 + 10 * random(), 5, 'FEM'));
      }
    }
    const folder = await measure('corpus', lines, join(work, 'missing.rttm'), '--start', '2024-03-01T21:30');
    const page = await open(join(folder, 'corpus.html'));
    assert.match(await page.textContent('.headline'), /^13 recordings, 1 of them could not be used/);
    assert.match(await page.textContent('.failures'), /cannot be read/);
    // The hours of the day are those of all sessions together.
    const day = new Map();
    for (let i = 0; i < 12; ++i) {
      const {columns, rows: hours} = json(join(folder, `sessions/child${i % 3}/rec${i}/timeline.json`)).hours;
      for (const row of hours) {
        const hour = Object.fromEntries(columns.map((name, k) => [name, row[k]]));
        const found = day.get(hour.clock_hour) ?? [0, 0, 0];
        day.set(hour.clock_hour, [found[0] + 1, found[1] + hour.observed_s, found[2] + hour.cry_s]);
      }
    }
    await page.evaluate(() => { for (const each of document.querySelectorAll('#when details')) each.open = true; });
    const shownHours = await page.$$eval('#when table tbody tr', (all) => all.map((row) => [...row.cells].map((cell) => cell.textContent)));
    assert.deepEqual(shownHours.map(([name]) => name), ['21:00\u201322:00', '22:00\u201323:00']);
    for (const [name, count, observed, cry, rate] of shownHours) {
      const [recordings, seconds, crying] = day.get(Number(name.split(':')[0]));
      assert.equal(Number(count), recordings);
      for (const [text, value] of [[observed, seconds], [cry, crying], [rate, crying / 60 / (seconds / 3600)]]) {
        const [low, high] = meant(text);
        assert.ok(value >= low && value <= high, `${name} is ${value}, and the page says ${text}`);
      }
    }
    const ids = () => page.$$eval('#recordings tbody th', (all) => all.map((each) => each.textContent));
    await page.fill('#filter-words', 'child1');
    assert.equal((await ids()).length, 4);
    assert.ok((await ids()).every((id) => id.startsWith('child1/')));
    await page.selectOption('#filter-column', 'episodes');
    await page.fill('#filter-low', '18');
    const rows = await page.$eval('#data', (data) => {
      const {columns, rows: all} = JSON.parse(data.textContent).corpus.recordings;
      return all.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]])));
    });
    const wanted = rows.filter((row) => row.recording.startsWith('child1/') && row.episodes >= 18).map((row) => row.recording);
    assert.deepEqual((await ids()).sort(), wanted.sort());
    await page.fill('#filter-words', '');
    await page.fill('#filter-low', '');
    await page.click('#recordings th:has-text("Crying") button >> nth=0');
    const byCrying = rows.filter((row) => row.cry_s !== null).sort((a, b) => a.cry_s - b.cry_s)[0].recording;
    assert.equal((await ids())[0], byCrying);
    await page.click('#recordings tbody a >> nth=0');
    await page.waitForSelector('.stage');
    assert.equal(await page.textContent('h1'), byCrying);
    assert.deepEqual(page.faults, []);
    await close(page);
  });

  test('a corpus of twenty thousand recordings filters without lag', async () => {
    const page = await open(changed(join(results.example, 'corpus.html'), 'large.html', ({corpus: {recordings, hours}}) => {
      const [row] = recordings.rows;
      const of = (name) => recordings.columns.indexOf(name);
      hours.rows = Array.from({length: 40000}, (_, i) => [i >> 1, i % 24, 3600, i % 900]);
      recordings.rows = Array.from({length: 20000}, (_, i) => {
        const each = [...row];
        each[of('recording')] = `rec${i}`;
        each[of('cry_minutes_per_hour')] = i / 1000;
        each[of('child_age_days')] = i % 700;
        return each;
      });
    }));
    page.client = await page.context().newCDPSession(page);
    await page.client.send('Performance.enable', {timeDomain: 'threadTicks'});
    const before = await worked(page);
    await page.fill('#filter-words', 'rec1999');
    await frame(page);
    const spent = await worked(page) - before;
    assert.equal((await page.$$('#recordings tbody tr')).length, 11);
    assert.ok(spent < 0.5, `${spent} s`);
    await close(page);
  });

  test('the middle half is shown from five recordings on, the dots of fewer alone', async () => {
    const shown = {};
    for (const count of [1, 4, 5]) {
      const page = await open(changed(join(results.example, 'corpus.html'), `of${count}.html`, ({corpus: {recordings}}) => {
        const [row] = recordings.rows;
        recordings.rows = Array.from({length: count}, (_, i) => recordings.columns.map((name, k) => name === 'recording' ? `rec${i}` : name === 'episodes' ? 10 * i : row[k]));
      }));
      shown[count] = (await page.textContent('#spread-title ~ .pair .figure:has(h3:text-is("Episodes")) .note')).replace(/\u202f/g, ' ');
      // A lone zero has an axis too.
      if (count === 1) assert.ok((await drawnTexts(page, () => page.setViewportSize({width: 900, height: 900}))).every((text) => !/\de/.test(text)));
      await close(page);
    }
    assert.deepEqual(shown, {1: '1 recording: 0.', 4: '4 recordings: 0 to 30.', 5: '5 recordings: 0 to 40, median 20, middle half 10 to 30.'});
  });

  test('crying is drawn by the hour of the day and by age, where they are known', async () => {
    const plain = await open(join(results.example, 'corpus.html'));
    assert.equal(await plain.$('#when canvas'), null);
    assert.equal(await plain.isVisible('#filter-child'), false);
    const said = await plain.textContent('#when');
    assert.match(said, /Crying by the hour of the day is not drawn: the clock time of no recording is known/);
    assert.match(said, /Age is not drawn/);
    await close(plain);
    const known = [[40, 2], [45, 4], [50, 9], [200, 1], [null, 5]];
    const page = await open(changed(join(results.example, 'corpus.html'), 'known.html', ({corpus}) => {
      const {recordings, hours} = corpus;
      const [row] = recordings.rows;
      const of = (name) => recordings.columns.indexOf(name);
      recordings.rows = known.map(([age, rate], i) => {
        const each = [...row];
        each[of('recording')] = `rec${i}`;
        each[of('child_id')] = i < 3 ? 'Ann' : 'Bo';
        each[of('child_age_days')] = age;
        each[of('cry_minutes_per_hour')] = rate;
        return each;
      });
      assert.deepEqual(hours.columns, ['recording', 'clock_hour', 'observed_s', 'cry_s']);
      hours.rows = [[0, 21, 2700, 90], [0, 22, 600, 30], [1, 21, 600, 60], [2, 21, 3300, 180], [3, 6, 3600, 180]];
    }));
    const tables = async () => {
      await page.evaluate(() => { for (const each of document.querySelectorAll('#when details')) each.open = true; });
      return page.$$eval('#when table', (all) => all.map((table) => [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.textContent.replace(/\u202f/g, ' ')))));
    };
    // By hour: recordings, observed, crying, and that over what was observed; less than a quarter of an hour is too short.
    assert.deepEqual(await tables(), [[['6:00\u20137:00', '1', '1 h', '3 min', '3 min/h'], ['21:00\u201322:00', '3', '1 h 50 min', '5 min 30 s', '3 min/h'],
      ['22:00\u201323:00', '1', '10 min', '30 s', 'under 15 min observed']],
    [['1\u20132', '3', '4 min/h'], ['6\u20137', '1', '1 min/h']]]);
    assert.match(await page.textContent('#when'), /^.*4 recordings, 3.h observed at known clock times/);
    assert.match(await page.textContent('#when'), /1 recording without a known clock time is left out/);
    await page.fill('#filter-words', 'rec1');
    assert.deepEqual(await tables(), [[['21:00\u201322:00', '1', '10 min', '1 min', 'under 15 min observed']], [['1\u20132', '1', '4 min/h']]]);
    await page.fill('#filter-words', '');
    await page.selectOption('#filter-child', 'Bo');
    assert.deepEqual(await page.$$eval('#recordings tbody th', (all) => all.map((each) => each.textContent)), ['rec3', 'rec4']);
    await page.selectOption('#filter-child', '');
    await page.fill('#filter-words', 'rec0');
    // The one dot opens its session: in the hour from 21 o'clock on.
    const box = await page.locator('#when canvas').first().boundingBox();
    const [x, y] = await page.locator('#when canvas').first().evaluate((canvas) => {
      const pen = canvas.getContext('2d');
      const {data, width} = pen.getImageData(0, 0, canvas.width, canvas.height);
      const style = getComputedStyle(document.documentElement).getPropertyValue('--MAL').trim();
      const blue = [1, 3, 5].map((at) => parseInt(style.slice(at, at + 2), 16));
      const found = [];
      for (let i = 0; i < data.length; i += 4) {
        if (blue.every((part, k) => Math.abs(data[i + k] - part) < 4) && data[i + 3] > 180) found.push([(i / 4) % width, Math.floor(i / 4 / width)]);
      }
      return [0, 1].map((axis) => found.reduce((sum, each) => sum + each[axis], 0) / found.length);
    });
    const share = (x - 44) / (box.width - 44 - 12);
    assert.ok(share * 24 > 21 && share * 24 < 22, `drawn at ${share * 24} h`);
    await page.mouse.move(box.x + x, box.y + y);
    assert.match(await page.locator('#when .hover').first().textContent(), /^rec0: 2.min\/h$/);
    assert.deepEqual(page.faults, []);
    await close(page);
  });
});
