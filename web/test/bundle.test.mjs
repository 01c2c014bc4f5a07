// The committed pages are what their sources give.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';

const here = fileURLToPath(new URL('..', import.meta.url));

test('the sources hold their types', () => {
  execFileSync(join(here, 'node_modules/.bin/tsc'), ['--noEmit'], {cwd: here, stdio: 'inherit'});
});

test('building the pages again gives the same bytes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lull-pages-'));
  try {
    execFileSync(process.execPath, ['build.mjs', folder], {cwd: here, stdio: 'inherit'});
    for (const page of ['session.html', 'corpus.html']) {
      assert.ok(readFileSync(join(folder, page)).equals(readFileSync(join(here, 'dist', page))),
        `${page} is not what its sources give: run npm ci && npm run build in web/ and commit dist/`);
    }
  } finally {
    rmSync(folder, {recursive: true});
  }
});

test('the pages hold no address of anywhere and no foreign bytes', () => {
  for (const page of ['session.html', 'corpus.html']) {
    const text = readFileSync(join(here, 'dist', page), 'latin1');
    assert.doesNotMatch(text.replaceAll('http://www.w3.org/2000/svg', ''), /https?:\/\//);
    assert.doesNotMatch(text, /[^\n\x20-\x7e]/);
  }
});

test("every package runs on Debian 12's node", () => {
  const {packages} = JSON.parse(readFileSync(join(here, 'package-lock.json'), 'utf8'));
  for (const [name, {engines}] of Object.entries(packages)) {
    const least = /^>=\s*(\d+)/.exec(engines?.node ?? '>=0');
    assert.ok(least && Number(least[1]) <= 18, `${name || 'this'} asks for node ${engines?.node}`);
  }
});
