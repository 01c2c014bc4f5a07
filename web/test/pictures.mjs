// Pictures of the pages for docs/: pictures.mjs RESULTS FOLDER. Run by scripts/pictures.
import {join} from 'node:path';
import {closeBrowser, frame, open, openBrowser} from './support.mjs';

const [results, folder] = process.argv.slice(2);
const pictures = [
  ['session.png', 'samples/sessions/unanswered/report.html', {viewport: {width: 1280, height: 1000}}],
  ['session-phone-dark.png', 'samples/sessions/answered/report.html', {viewport: {width: 390, height: 1000}, colorScheme: 'dark'}],
  ['curves.png', 'example/sessions/example/report.html', {viewport: {width: 1280, height: 1000}}, '#secure-C2'],
  ['corpus.png', 'samples/corpus.html', {viewport: {width: 1280, height: 1000}}],
];

await openBrowser();
for (const [name, path, options, part] of pictures) {
  const page = await open(join(results, path), options);
  await frame(page);
  if (part) await page.locator(part).screenshot({path: join(folder, name)});
  else await page.screenshot({path: join(folder, name)});
}
await closeBrowser();
