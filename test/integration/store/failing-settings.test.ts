import fs, { mkdtempSync, rmSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { micro } from '../../../preload/contract/money.ts';
import { systemError } from '../download/disk.ts';

vi.mock('electron', () => ({ default: {} }));

const CALLS = ['openSync', 'writeSync', 'fsyncSync', 'closeSync', 'renameSync', 'copyFileSync'] as const;
const disk = { armed: false, code: 'EIO', failing: 0, made: [] as string[] };
const real = new Map<string, unknown>();

/** Puts the disk under the control of this test, before anything can have taken hold of the real calls. */
function takeOver(name: (typeof CALLS)[number]): void {
  const original = fs[name];
  real.set(name, original);
  const faulty = (...values: unknown[]): unknown => {
    if (disk.armed && disk.made.push(name) === disk.failing) throw systemError(disk.code, name);
    return Reflect.apply(original, fs, values);
  };
  Object.assign(fs, { [name]: faulty });
}

beforeAll(() => {
  for (const name of CALLS) takeOver(name);
  syncBuiltinESMExports();
});
afterAll(() => {
  Object.assign(fs, Object.fromEntries(real));
  syncBuiltinESMExports();
});

const BEFORE = micro(10_000_000);
const AFTER = micro(20_000_000);

test.each(['EIO', 'ENOSPC'])(
  'a setting that is reported as saved is saved, whichever call fails with %s',
  async (code) => {
    const { SettingsStore } = await import('../../../main/app/settings.ts');
    for (let failing = 1; ; failing += 1) {
      const folder = mkdtempSync(path.join(tmpdir(), 'kinora-settings-'));
      const settings = new SettingsStore(folder, 0);
      settings.update({ monthlyBudget: BEFORE });
      Object.assign(disk, { armed: true, code, failing, made: [] });
      let saved = true;
      try {
        settings.update({ monthlyBudget: AFTER });
      } catch {
        saved = false;
      }
      disk.armed = false;
      const again = new SettingsStore(folder, 0);
      const where = `call ${failing} of ${disk.made}`;
      expect(again.recovered, where).toBe(false);
      expect(saved ? [AFTER] : [BEFORE, AFTER], where).toContain(again.get().monthlyBudget);
      expect(settings.get().monthlyBudget, where).toBe(saved ? AFTER : BEFORE);
      rmSync(folder, { recursive: true });
      if (disk.made.length < failing) break;
    }
    expect(disk.made).toEqual(
      expect.arrayContaining(['writeSync', 'fsyncSync', 'renameSync', 'copyFileSync']),
    );
  },
);
