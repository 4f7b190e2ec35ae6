import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SettingsStore } from '../../../main/app/settings.ts';

vi.mock('electron', () => ({ default: {} }));

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'kinora-fields-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (settings: unknown): void =>
  writeFileSync(path.join(folder, 'settings.json'), JSON.stringify(settings));

test('settings of an earlier version are taken as they are, with what is new at its default', () => {
  const account = { id: 'a', last4: '7Q2F', blob: 'AAAA', savedAt: 1 };
  write({ theme: 'dark', accounts: [account], activeAccount: 'a' });
  const settings = new SettingsStore(folder, 0);
  expect(settings.recovered).toBe(false);
  expect(settings.get()).toMatchObject({
    theme: 'dark',
    textSize: 'normal',
    downloads: 3,
    notifyReady: true,
    notifyOnlyAway: true,
    sound: false,
    tray: false,
    accounts: [{ ...account, name: '', workedAt: null }],
  });
});

test.each([
  { textSize: 'huge' },
  { downloads: 0 },
  { downloads: 7 },
  { downloads: 2.5 },
  { notifyReady: 'yes' },
  { notifyOnlyAway: 1 },
  { sound: 1 },
  { tray: 'yes' },
  { accounts: [{ id: 'a', name: 'x'.repeat(41), last4: '7Q2F', blob: null, savedAt: 1 }] },
  { accounts: [{ id: 'a', name: ['x'], last4: '7Q2F', blob: null, savedAt: 1 }] },
])('87 settings that cannot be meant are moved aside: %j', (odd) => {
  write(odd);
  const settings = new SettingsStore(folder, 0);
  expect(settings.recovered).toBe(true);
  expect(settings.get()).toMatchObject({ textSize: 'normal', downloads: 3, accounts: [] });
  expect(readdirSync(folder).some((name) => name.includes('.corrupt-'))).toBe(true);
});
