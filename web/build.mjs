// Bundles src/ into dist/session.html and dist/corpus.html: one file each, its script and style inside and named
// by their hashes in the page's security policy. The same sources give the same bytes.
// Run: npm ci && npm run build [-- FOLDER]
import {createHash} from 'node:crypto';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const target = process.argv[2] ?? join(here, 'dist');

/** The scores of the model that comes with lull, on infants and adults that it had never heard. */
function modelScores() {
  const root = process.env.LULL_SOURCE ?? join(here, '..');
  const scores = JSON.parse(readFileSync(join(root, 'docs/model/scores.json'), 'utf8'));
  const model = readFileSync(join(root, `models/${scores.model}.safetensors`));
  const points = Object.fromEntries(['f1', 'precision'].map((point) => [point, Object.fromEntries(
    Object.entries(scores['other infants and speakers'][point]).map(([voice, all]) => [voice, Object.fromEntries(
      ['f1', 'interval', 'precision', 'recall', 'false_min_per_h'].map((name) => [name, all[name]]))]))]));
  return {id: scores.model, sha256: createHash('sha256').update(model).digest('hex'), points};
}

const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

async function bundled(entry) {
  const result = await build({
    absWorkingDir: here,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    charset: 'ascii',
    format: 'iife',
    target: 'es2020',
    legalComments: 'none',
    define: {MODEL_SCORES: JSON.stringify(modelScores())},
    write: false,
    logLevel: 'warning',
  });
  return result.outputFiles[0].text.trim();
}

mkdirSync(target, {recursive: true});
const style = await bundled('src/style.css');
const shell = readFileSync(join(here, 'src/shell.html'), 'utf8');
for (const page of ['session', 'corpus']) {
  const script = await bundled(`src/${page}.ts`);
  if (/<\/script|<!--/i.test(script)) throw new Error(`${page}: the script would end its own element`);
  if (/<\/style/i.test(style)) throw new Error('the style would end its own element');
  // Functions, since "$&" in a replacement text has a meaning.
  const html = shell
    .replace('%SCRIPT_HASH%', () => hash(script))
    .replace('%STYLE_HASH%', () => hash(style))
    .replace('%STYLE%', () => style)
    .replace('%SCRIPT%', () => script);
  writeFileSync(join(target, `${page}.html`), html);
}
