import { describe, expect, test, vi } from 'vitest';
import { cut, flip } from './damage.ts';
import { Profile } from './profile.ts';
import { below, randomOf } from './random.ts';

vi.mock('electron', () => ({ default: {} }));

/** 1: every place. Each takes some 10 ms, all of them an hour. */
const EVERY = Number(process.env['KINORA_DAMAGE_EVERY'] ?? 1);

/** Every place up to 64 KiB, and 5,000 beyond. */
function places(length: number): number[] {
  const all = Array.from({ length: Math.min(length, 65_536) }, (_, at) => at);
  const first = all.filter((at) => at % EVERY === 0);
  const random = randomOf(1);
  const beyond = length <= 65_536 ? 0 : Math.min(5000 / EVERY, length - 65_536);
  return [...first, ...Array.from({ length: beyond }, () => 65_536 + below(random, length - 65_536))];
}

// What is in `test/integration/library/damaged*` for settings, sidecars and indexes.
describe.each(['journal.db', 'journal.db-wal'])('%s', (name) => {
  test.each([
    ['with any byte changed', flip],
    ['cut anywhere', cut],
  ])('%s', async (_, damage) => {
    const profile = await Profile.make({ crashed: name === 'journal.db-wal' });
    try {
      expect((await damage(profile, name, places(profile.bytes(name).length))).wrong).toEqual([]);
    } finally {
      profile.remove();
    }
  });
});
