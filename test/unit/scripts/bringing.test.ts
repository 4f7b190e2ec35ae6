import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fingerprint } from '../../../scripts/lib/built.mjs';
import { chromiumAdvice } from '../../../scripts/lib/chromium.mjs';
import { REFUSAL_MS, stillRefused } from '../../../scripts/lib/electron.mjs';
import { checkSizes, entryScripts } from '../../../scripts/sizes.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'kinora-scripts-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(file: string, content: string | Buffer) {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), content);
}

describe('a missing Chromium', () => {
  it('is installed by root where there is apt, else the command is printed', () => {
    expect(chromiumAdvice({ platform: 'linux', uid: 0, apt: true }).bring).toBe(true);
    const advice = chromiumAdvice({ platform: 'linux', uid: 1000, apt: true });
    expect(advice).toMatchObject({
      bring: false,
      say: expect.stringMatching(/sudo .*apt-get install .*chromium/),
    });
    expect(chromiumAdvice({ platform: 'darwin', uid: 501, apt: false }).bring).toBe(false);
  });
});

describe('a refused Electron download', () => {
  it('is remembered for the same version and not for ever', () => {
    const at = 1_000_000;
    const memory = JSON.stringify({ at, version: '45.4.1' });
    expect(stillRefused(memory, '45.4.1', at + REFUSAL_MS - 1)).toBe(true);
    expect(stillRefused(memory, '45.4.1', at + REFUSAL_MS)).toBe(false);
    expect(stillRefused(memory, '45.5.0', at)).toBe(false);
    expect(stillRefused(memory, '45.4.1', at - 1), 'a clock set back').toBe(false);
    expect(stillRefused('not json', '45.4.1', at)).toBe(false);
    expect(stillRefused(undefined, '45.4.1', at)).toBe(false);
  });
});

describe('whether a build is stale', () => {
  it('notices a changed, a new and a deleted file, and nothing else', async () => {
    put('main/index.ts', 'one');
    put('README.md', 'words');
    const first = await fingerprint(folder);
    put('README.md', 'other words');
    expect(await fingerprint(folder)).toBe(first);

    put('main/index.ts', 'one more');
    const changed = await fingerprint(folder);
    put('renderer/new.tsx', '');
    const grown = await fingerprint(folder);
    rmSync(path.join(folder, 'main/index.ts'));
    expect(new Set([first, changed, grown, await fingerprint(folder)]).size).toBe(4);
  });
});

describe('bundle sizes', () => {
  const html =
    '<script type="module" crossorigin src="./assets/index-a1.js"></script>' +
    '<link rel="modulepreload" crossorigin href="./assets/shared-b2.js"><link rel="stylesheet" href="./x.css">';

  function putAll() {
    const lazy = ['lazy-start', 'lazy-serve', 'lazy-service', 'lazy-updates-electron'];
    for (const name of ['index', 'command', 'fill-worker', ...lazy]) put(`main/${name}.js`, 'x');
    for (const name of ['index', 'key', 'studio']) put(`preload/${name}.cjs`, 'x');
    for (const page of ['renderer', 'renderer/de']) {
      put(`${page}/index.html`, html);
      put(`${page}/assets/index-a1.js`, 'x');
      put(`${page}/assets/shared-b2.js`, 'x');
    }
  }

  it('finds what the page loads before it starts', () => {
    expect(entryScripts(html)).toEqual(['assets/index-a1.js', 'assets/shared-b2.js']);
    expect(entryScripts('<p>nothing</p>')).toEqual([]);
  });

  it('passes small bundles', () => {
    putAll();
    expect(checkSizes(folder).passed).toBe(true);
  });

  it.each([
    ['preload/key.cjs', 6 * 1024 + 1, 'preload/key.cjs'],
    ['main/index.js', 420 * 1024 + 1, 'main/index.js'],
    ['main/lazy-start.js', 420 * 1024 + 1, 'main/index.js'],
    ['renderer/assets/index-a1.js', 560 * 1024, 'renderer entry'],
    ['renderer/assets/shared-b2.js', 560 * 1024, 'renderer entry'],
    ['renderer/de/assets/shared-b2.js', 560 * 1024, 'renderer/de entry'],
  ])('refuses %s over its limit', (file, size, name) => {
    putAll();
    put(file, Buffer.alloc(size, 'x'));
    const { passed, lines } = checkSizes(folder);
    expect(passed).toBe(false);
    expect(lines.join('\n')).toContain(`TOO BIG ${name}`);
  });

  it('refuses an entry that stays too big when compressed', () => {
    putAll();
    put('renderer/assets/index-a1.js', randomBytes(180 * 1024));
    expect(checkSizes(folder).lines.join('\n')).toMatch(
      /^TOO BIG .* 180.0 KB of 560.0 KB, 180.* of 175.0 KB gzipped/m,
    );
  });

  it('refuses a missing bundle', () => {
    putAll();
    rmSync(path.join(folder, 'preload/index.cjs'));
    expect(checkSizes(folder)).toMatchObject({
      passed: false,
      lines: expect.arrayContaining(['preload/index.cjs: missing']),
    });
  });
});
