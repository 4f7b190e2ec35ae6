import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packageProblems } from '../../../scripts/lib/packed.mjs';
import { packOnPlaceholder, pinnedElectron } from '../../../scripts/lib/packer.mjs';

const root = path.resolve(import.meta.dirname, '../../..');

let folder: string;
let project: string;

const put = (file: string, text = '// nothing'): void => {
  const place = path.join(project, file);
  mkdirSync(path.dirname(place), { recursive: true });
  writeFileSync(place, text);
};

/** A small app with Kinora's own configuration and manifest, and one dependency. */
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'kinora-pack-test-'));
  project = path.join(folder, 'project');
  mkdirSync(project);
  copyFileSync(path.join(root, 'electron-builder.yml'), path.join(project, 'electron-builder.yml'));
  const own: unknown = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  put(
    'package.json',
    JSON.stringify({ ...Object(own), dependencies: { left: '1.0.0' }, optionalDependencies: {} }),
  );
  put('node_modules/left/package.json', '{ "name": "left", "version": "1.0.0" }');
  put('node_modules/left/index.js');
  put('dist/licences.txt', 'all of them');
  for (const file of [
    'index.js',
    'lazy-start.js',
    'command.js',
    'fill-worker.js',
    'service.js',
    'lazy-service.js',
  ])
    put(`dist/main/${file}`);
  put('dist/.built');
  for (const file of ['preload/index.cjs', 'renderer/index.html', 'renderer/assets/index-a1B2.js'])
    put(`dist/${file}`);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function pack(...args: string[]): Promise<{ problems: string[]; resources: string; text: string }> {
  const electronVersion = pinnedElectron(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const { result, ...places } = await packOnPlaceholder({ project, work: folder, electronVersion, args });
  expect(result.text).not.toContain('⨯');
  expect(result.code, result.text).toBe(0);
  return { problems: packageProblems(places), resources: places.resources, text: result.text };
}

describe('the package that electron-builder makes of our configuration', () => {
  it('holds the bundles and nothing else, whatever lies around them', async () => {
    put('main/index.ts');
    put('.env', 'SECRET=1');
    put('dist/main/index.js.map', '{}');
    const { problems } = await pack();
    expect(problems).toEqual([]);
  });

  it('is refused with a foreign file in the build or beside it, and with a fuse that is not as it must be', async () => {
    put('dist/main/notes.txt', 'mine');
    put('extra.txt', 'mine');
    rmSync(path.join(project, 'dist/licences.txt'));
    const { problems } = await pack(
      '-c.linux.extraResources=extra.txt',
      '-c.electronFuses.runAsNode=true',
      '-c.electronFuses.onlyLoadAppFromAsar=false',
    );
    expect(problems).toEqual([
      'There are no licences.',
      'extra.txt lies beside app.asar.',
      'dist/main/notes.txt does not belong into the package.',
      'Fuse runAsNode is not off.',
      'Fuse onlyLoadAppFromAsar is not on.',
    ]);
  });
});
