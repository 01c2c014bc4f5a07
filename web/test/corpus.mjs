// The page of a run. The file that runs these opens the browser and makes `results`.
import assert from 'node:assert/strict';
import {join} from 'node:path';
import {test} from 'node:test';
import {changed, close, frame, line, measure, open, seeded, work, worked} from './support.mjs';

export function corpusTests(results) {
  test('the corpus filters, sorts and opens sessions', async () => {
    const lines = [];
    const random = seeded(3);
    for (let i = 0; i < 12; ++i) {
      for (let t = 40; t < 3700; t += 120 + 100 * random()) {
        lines.push(line(`child${i % 3}/rec${i}`, t, 5 + 20 * random(), 'CRY'));
        if (random() < 0.7) lines.push(line(`child${i % 3}/rec${i}`, t + 4 + 10 * random(), 5, 'FEM'));
      }
    }
    const folder = measure('corpus', lines, join(work, 'missing.rttm'));
    const page = await open(join(folder, 'corpus.html'));
    assert.match(await page.textContent('.headline'), /^13 recordings, 1 of them could not be used/);
    assert.match(await page.textContent('.failures'), /cannot be read/);
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
    const page = await open(changed(join(results.example, 'corpus.html'), 'large.html', ({corpus: {recordings}}) => {
      const [row] = recordings.rows;
      const of = (name) => recordings.columns.indexOf(name);
      recordings.rows = Array.from({length: 20000}, (_, i) => {
        const each = [...row];
        each[of('recording')] = `rec${i}`;
        each[of('cry_minutes_per_hour')] = i / 1000;
        each[of('start_time')] = `2024-03-01T${String(i % 24).padStart(2, '0')}:30:00`;
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

  test('recordings are drawn by the time of day and by age, where they are known', async () => {
    const plain = await open(join(results.example, 'corpus.html'));
    assert.equal(await plain.$('#when canvas'), null);
    const said = await plain.textContent('#when');
    assert.match(said, /The time of day is not drawn/);
    assert.match(said, /Age is not drawn/);
    await close(plain);
    const known = [['21:14', 40, 2], ['2024-03-01T21:50:00', 45, 4], ['2024-03-02T21:05', 50, 9], ['2024-03-02T06:00', 200, 1], [null, null, 5]];
    const page = await open(changed(join(results.example, 'corpus.html'), 'known.html', ({corpus: {recordings}}) => {
      const [row] = recordings.rows;
      const of = (name) => recordings.columns.indexOf(name);
      recordings.rows = known.map(([start, age, rate], i) => {
        const each = [...row];
        each[of('recording')] = `rec${i}`;
        each[of('start_time')] = start;
        each[of('child_age_days')] = age;
        each[of('cry_minutes_per_hour')] = rate;
        return each;
      });
    }));
    const tables = async () => {
      await page.evaluate(() => { for (const each of document.querySelectorAll('#when details')) each.open = true; });
      return page.$$eval('#when table', (all) => all.map((table) => [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.textContent.replace(/\u202f/g, ' ')))));
    };
    assert.deepEqual(await tables(), [[['6:00\u20137:00', '1', '1 min/h'], ['21:00\u201322:00', '3', '4 min/h']],
      [['1\u20132', '3', '4 min/h'], ['6\u20137', '1', '1 min/h']]]);
    await page.fill('#filter-words', 'rec1');
    assert.deepEqual(await tables(), [[['21:00\u201322:00', '1', '4 min/h']], [['1\u20132', '1', '4 min/h']]]);
    await page.fill('#filter-words', 'rec0');
    // The one dot opens its session: half of the way from 21 to 22 o'clock, at the top.
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
    assert.ok(Math.abs(share * 24 - (21 + 14 / 60)) < 0.2, `drawn at ${share * 24} h`);
    await page.mouse.move(box.x + x, box.y + y);
    assert.match(await page.locator('#when .hover').first().textContent(), /^rec0: 2.min\/h$/);
    assert.deepEqual(page.faults, []);
    await close(page);
  });
}
