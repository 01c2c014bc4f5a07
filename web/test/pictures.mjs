// Pictures of the pages for docs/: pictures.mjs RESULTS FOLDER. Run by scripts/pictures, which says what RESULTS holds; the
// annotations of a day and of a corpus are made here, and LULL_PROGRAM measures them.
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {closeBrowser, frame, line, lull, open, openBrowser, seeded} from './support.mjs';

const [results, folder] = process.argv.slice(2);
const random = seeded(11);
const after = (mean) => -mean * Math.log(1 - random());

/** Lines of RTTM: crying `gap` s apart on the average, a voice after some of it, talk and babble between. */
function lines(id, length, gap, answered) {
  const all = [];
  for (let t = after(gap); t < length - 300; t += 60 + after(gap)) {
    const cry = 5 + after(35);
    for (let at = t; at < t + cry; at += 2.5) all.push([at, 1 + random(), random() < 0.25 ? 'FUS' : 'CRY']);
    if (random() < answered) all.push([t + 2 + after(15), 6 + after(10), random() < 0.7 ? 'FEM' : 'MAL']);
  }
  for (let t = after(60); t < length - 10; t += 5 + after(60)) {
    all.push([t, 1 + after(3), ['FEM', 'MAL', 'KCHI', 'KCHI', 'OCH'][Math.floor(random() * 5)]]);
  }
  return all.sort((a, b) => a[0] - b[0]).map(([at, long, label]) => line(id, at, long, label)).join('\n') + '\n';
}

const made = join(results, 'made');
mkdirSync(made, {recursive: true});
writeFileSync(join(made, 'day.rttm'), lines('day', 16 * 3600, 1500, 0.7));
await lull('measure', join(made, 'day.rttm'), '--duration', String(16 * 3600), '--start', '2024-03-01T06:42', '-o', join(results, 'day'), '-q');
const corpus = Array.from({length: 30}, (_, i) => {
  const path = join(made, `child${1 + Math.floor(i / 3)}-${1 + i % 3}.rttm`);
  writeFileSync(path, lines(`child${1 + Math.floor(i / 3)}-${1 + i % 3}`, 5 * 3600, 500 + 1500 * random(), 0.4 + 0.5 * random()));
  return path;
});
await lull('measure', ...corpus, '--duration', String(5 * 3600), '--start', '07:30', '-o', join(results, 'corpus'), '-q');

const pictures = [
  ['session.png', 'samples/sessions/unanswered/report.html', {viewport: {width: 1280, height: 1000}}],
  ['session-phone-dark.png', 'samples/sessions/answered/report.html', {viewport: {width: 390, height: 1000}, colorScheme: 'dark'}],
  ['day.png', 'day/sessions/day/report.html', {viewport: {width: 1280, height: 1000}}, '#timeline'],
  ['curves.png', 'example/sessions/example/report.html', {viewport: {width: 1280, height: 1000}}, '#secure-C2'],
  ['corpus.png', 'corpus/corpus.html', {viewport: {width: 1280, height: 1000}}],
];

await openBrowser();
for (const [name, path, options, part] of pictures) {
  const page = await open(join(results, path), options);
  await frame(page);
  if (part) await page.locator(part).screenshot({path: join(folder, name)});
  else await page.screenshot({path: join(folder, name)});
}
await closeBrowser();
