// What a page shows and plays of the sound: level, spectrum, clips. The file that runs these opens the browser.
import assert from 'node:assert/strict';
import {copyFileSync, mkdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {pathToFileURL} from 'node:url';
import {changed, close, dataOf, frame, json, line, lull, measure, open, read, source, work} from './support.mjs';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const hostile = '"><img src=x onerror=window.pwned=1> #t=9&?%41 \u00e9.flac';
let made;

/** A recording of five minutes, found under a name that means something to everybody, and analysed. */
function analysed() {
  return made ??= analyse();
}

async function analyse() {
  const folder = join(work, 'heard');
  const recording = join(work, 'in', hostile);
  mkdirSync(join(work, 'in'), {recursive: true});
  copyFileSync(join(source, 'samples/answered.flac'), recording);
  await lull('analyze', recording, '--model', join(source, 'models/lull-v1.safetensors'), '-o', folder, '--force', '--quiet', '-j1');
  const [id] = dataOf(join(folder, 'corpus.html')).corpus.recordings.rows[0];
  return {folder, recording, session: join(folder, 'sessions', id), page: join(folder, 'sessions', id, 'report.html')};
}

const policy = (page) => page.$eval('meta[http-equiv]', (meta) => meta.content);
/** The timeline as [row][column] of the colours of each. */
const spectrumColours = (page) => page.$eval('.timeline-canvas', (canvas) => {
  const density = canvas.width / canvas.clientWidth;
  const bottom = canvas.clientHeight - 42 - 5;
  const {data} = canvas.getContext('2d').getImageData(80 * density, (bottom - 64) * density, (canvas.clientWidth - 95) * density, 64 * density);
  const all = new Set();
  for (let i = 0; i < data.length; i += 4) all.add(`${data[i]},${data[i + 1]},${data[i + 2]}`);
  return all.size;
});

export const soundTests = () => describe('sound', {concurrency: 1}, () => {
  test('the spectrum is drawn, explained and in numbers', async () => {
    const {session, page: path} = await analysed();
    const {edges_hz: edges, from_dbfs: from, step_db: step, cells} = json(join(session, 'timeline.json')).spectrum;
    const bands = edges.length - 1;
    assert.equal(bands, 8);
    assert.equal(cells.length / bands, Math.ceil(json(join(session, 'metrics.json')).recording.duration_s));
    const page = await open(path);
    await frame(page);
    assert.ok(await spectrumColours(page) > 20);
    assert.match(await page.textContent('.legend'), /Sound from 60.Hz to 3\.6.kHz in 8 bands: \u2212\d+.dBFS or less to \u2212\d+.dBFS or more/);
    await page.click('#timeline summary');
    await page.waitForSelector('.spectrum-table');
    const rows = await page.$$eval('.spectrum-table tbody tr', (all) => all.map((row) => [...row.cells].map((cell) => cell.textContent)));
    assert.equal(rows.length, bands);
    rows.reverse().forEach((row, i) => {
      const levels = [...cells].filter((_, at) => at % bands === i).map((letter) => from + step * letters.indexOf(letter));
      const shown = row.slice(1).map((text) => Number(text.replace('\u2212', '-').split('\u202f')[0]));
      assert.equal(row[0], `${edges[i]}\u2013${edges[i + 1]}\u202fHz`);
      assert.equal(shown[0], Math.round(levels.reduce((sum, each) => sum + each, 0) / levels.length));
      assert.equal(shown[1], Math.max(...levels));
    });
    await page.hover('.stage', {position: {x: 400, y: 300}});
    assert.match(await page.textContent('#timeline .hover'), /dBFS \u00b7 loudest at \d+\u2013\d+.Hz/);
    assert.deepEqual(page.faults, []);
    await close(page);
  });

  test('what was measured without sound has no spectrum and says so', async () => {
    const folder = await measure('silent', [line('silent', 40, 10, 'CRY')], '--duration', '120');
    const page = await open(join(folder, 'sessions/silent/report.html'));
    assert.match(await page.textContent('.legend'), /Level and spectrum need the sound/);
    assert.equal(await page.$('.spectrum-table'), null);
    await close(page);
  });

  test('a page holds no sound unless it is asked to', async () => {
    const {page: path} = await analysed();
    assert.ok(statSync(path).size < 400e3, `${statSync(path).size} bytes`);
    assert.equal(dataOf(path).sound, undefined);
    const page = await open(path);
    assert.equal(await page.$('audio'), null);
    assert.doesNotMatch(await policy(page), /media-src/);
    assert.equal(await page.$('.sound-banner'), null);
    assert.deepEqual(page.asked, [page.url()]);
    await close(page);
  });

  test('embedded clips are the samples of the recording, and go again', async () => {
    const {folder, recording, page: path} = await analysed();
    const before = read(path);
    const {stdout, status} = await lull('report', folder, '--embed-audio');
    assert.equal(status, 0);
    const {clips} = dataOf(path).sound;
    assert.match(stdout, new RegExp(`with ${clips.length} clips of sound \\(\\d\\.\\d MB\\)`));
    assert.equal(clips.length, dataOf(path).timeline.episodes.rows.length);
    assert.equal((await lull('report', folder, '--embed-audio')).status, 0);
    assert.deepEqual(dataOf(path).sound.clips, clips, 'the same bytes each time');
    const page = await open(path);
    assert.match(await policy(page), /default-src 'none'; media-src data:;/);
    assert.match(await page.textContent('.sound-banner'), /voices can be recognised/);
    const apart = await page.evaluate(async ({original, parts}) => {
      const decode = async (text) => (await new OfflineAudioContext(1, 1, 16000).decodeAudioData(Uint8Array.from(atob(text), (each) => each.charCodeAt(0)).buffer))
        .getChannelData(0);
      const whole = await decode(original);
      const found = [];
      for (const part of parts) {
        const samples = await decode(part.flac);
        const from = Math.round(part.from_s * 16000);
        let most = 0;
        for (let i = 0; i < samples.length; ++i) most = Math.max(most, Math.abs(samples[i] - whole[from + i]));
        found.push([samples.length, most]);
      }
      return found;
    }, {original: readFileSync(recording).toString('base64'), parts: clips});
    apart.forEach(([length, most], i) => {
      assert.ok(Math.abs(length / 16000 - (clips[i].to_s - clips[i].from_s)) < 0.001);
      assert.ok(length <= 12 * 16000 && length >= 2 * 16000);
      assert.ok(most < 1e-6, `clip ${i} differs by ${most}`);
    });
    const button = page.locator('tr[data-episode="1"] td button');
    assert.match(await button.getAttribute('aria-label'), /^Play: Episode 1, \d+:\d\d\.\d to /);
    await button.focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('audio').readyState > 0);
    const length = await page.$eval('audio', (audio) => audio.duration);
    assert.ok(Math.abs(length - (clips[0].to_s - clips[0].from_s)) < 0.01);
    assert.match(await page.textContent('.player .said'), /^Episode 1, /);
    assert.deepEqual(page.asked.filter((address) => !address.startsWith('data:')), [page.url()]);
    assert.deepEqual(page.faults, []);
    await close(page);
    await lull('report', folder, '--quiet');
    assert.ok(read(path) === before, 'without the flag the page is as it was');
  });

  test('a link plays the recording where it lies, whatever its name', async () => {
    const {folder, recording, page: path} = await analysed();
    assert.equal((await lull('report', folder, '--audio-link', '--quiet')).status, 0);
    assert.ok(statSync(path).size < 400e3);
    const page = await open(path);
    assert.match(await policy(page), /default-src 'none'; media-src 'self' file:;/);
    assert.ok((await page.textContent('.sound-banner')).includes(hostile));
    await page.click('tr[data-episode="2"] td button');
    await page.waitForFunction(() => document.querySelector('audio').readyState > 0);
    const [duration, current] = await page.$eval('audio', (audio) => [audio.duration, audio.currentTime]);
    assert.ok(Math.abs(duration - dataOf(path).metrics.recording.duration_s) < 0.1, 'the whole recording is there');
    const columns = dataOf(path).timeline.episodes.columns;
    const onset = dataOf(path).timeline.episodes.rows[1][columns.indexOf('onset_s')];
    assert.ok(current >= onset - 2.1 && current < onset + 3, `starts at ${current}, the episode at ${onset}`);
    const others = page.asked.filter((address) => address !== page.url() && address.split('#')[0] !== pathToFileURL(recording).href);
    assert.deepEqual(others.filter((address) => decodeURIComponent(new URL(address).pathname) !== recording), []);
    assert.equal(await page.evaluate(() => window.pwned), undefined);
    assert.equal(await page.$('img'), null);
    assert.deepEqual(page.faults, []);
    await close(page);
  });

  test('a recording that changed or went is told, and the page comes without it', async () => {
    const {folder, recording, page: path} = await analysed();
    const bytes = readFileSync(recording);
    writeFileSync(recording, Buffer.concat([bytes, Buffer.from('more')]));
    const found = await lull('report', folder, '--embed-audio', '--quiet');
    writeFileSync(recording, bytes);
    assert.equal(found.status, 1);
    assert.match(found.stderr, /has changed since it was analysed; analyse it again/);
    assert.equal(dataOf(path).sound, undefined);
  });

  test('the page says how well the model hears, if it knows it', async () => {
    const {page: path} = await analysed();
    const scores = json(join(source, 'docs/model/scores.json'))['other infants and speakers'].f1.cry;
    const page = await open(path);
    const whole = (share) => `${Math.round(share * 100)}\u202f%`;
    assert.ok((await page.textContent('header')).includes(`found ${whole(scores.recall)} of the crying, and ${whole(scores.precision)} of what`));
    assert.ok((await page.textContent('#accuracy')).includes(`${scores.f1.toFixed(2)} (${scores.interval})`));
    await page.goto(pathToFileURL(changed(path, 'other.html', ({metrics}) => { metrics.lull.model.sha256 = '0'.repeat(64); })).href);
    assert.match(await page.textContent('header'), /is not known to this page/);
    assert.match(await page.textContent('#accuracy'), /models\/lull-v1\.md, under/);
    assert.equal(await page.$('#accuracy table'), null);
    await close(page);
  });
});
