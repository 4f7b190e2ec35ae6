/** What comes from others: each package exactly as it was locked, and nothing that runs while it is installed. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';

const root = path.resolve(import.meta.dirname, '../../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

const versions = z.optional(z.record(z.string(), z.string()));
const manifest = z
  .object({ dependencies: versions, devDependencies: versions, optionalDependencies: versions })
  .parse(JSON.parse(read('package.json')));
const lock = z
  .object({
    packages: z.record(
      z.string(),
      z.object({
        version: z.optional(z.string()),
        integrity: z.optional(z.string()),
        link: z.optional(z.boolean()),
        inBundle: z.optional(z.boolean()),
      }),
    ),
  })
  .parse(JSON.parse(read('package-lock.json')));

test('every version is exact', () => {
  const loose = Object.entries({
    ...manifest.dependencies,
    ...manifest.devDependencies,
    ...manifest.optionalDependencies,
  }).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version));
  expect(loose).toEqual([]);
});

test('every locked package is known by its hash', () => {
  const packages = Object.entries(lock.packages).filter(([place]) => place !== '');
  expect(packages.length).toBeGreaterThan(50);
  const unknown = packages.filter(
    ([, { integrity, inBundle }]) => !inBundle && !integrity?.startsWith('sha512-'),
  );
  expect(unknown.map(([place]) => place)).toEqual([]);
});

test('nothing runs while packages are installed', () => {
  expect(read('.npmrc').split('\n')).toContain('ignore-scripts=true');
});

test('workflows take actions by their content, not by a name that can move', () => {
  const folder = path.join(root, '.github/workflows');
  const uses = existsSync(folder)
    ? readdirSync(folder).flatMap((name) => [
        ...read(`.github/workflows/${name}`).matchAll(/\buses:\s*(\S+)/g),
      ])
    : [];
  const moving = uses
    .map(([, action = '']) => action)
    .filter((action) => !/^(\.\/|[\w./-]+@[0-9a-f]{40}$)/.test(action));
  expect(moving).toEqual([]);
});
