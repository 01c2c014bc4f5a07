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
