/** What the window takes from the settings before they are opened. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { firstLook, isFirstEver } from '../../../main/app/first-look.ts';

const PLAIN = { theme: 'system', language: 'system' };
let folder = '';
const file = (): string => path.join(folder, 'settings.json');
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'kinora-look-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('theme and language are those of the settings', () => {
  expect(firstLook(folder)).toEqual(PLAIN);
  writeFileSync(file(), JSON.stringify({ theme: 'dark', language: 'de', practice: true, check: 'x' }));
  expect(firstLook(folder)).toEqual({ theme: 'dark', language: 'de' });
});

test('each that is odd counts as none, and so does a file that cannot be read', () => {
  writeFileSync(file(), JSON.stringify({ theme: 'light', language: '../de' }));
  expect(firstLook(folder)).toEqual({ theme: 'light', language: 'system' });
  for (const text of ['', '{"theme":"dark"', 'null', '[]', '"dark"', '{"theme":["dark"]}']) {
    writeFileSync(file(), text);
    expect(firstLook(folder), text).toEqual(PLAIN);
  }
  writeFileSync(file(), JSON.stringify({ theme: 'dark' }).padEnd(5 * 1024 * 1024));
  expect(firstLook(folder)).toEqual(PLAIN);
  rmSync(file());
  mkdirSync(file());
  expect(firstLook(folder)).toEqual(PLAIN);
});

test('a folder with books in it has been used before', () => {
  expect(isFirstEver(folder)).toBe(true);
  writeFileSync(path.join(folder, 'journal.db'), '');
  expect(isFirstEver(folder)).toBe(false);
});
