import { expect, test, vi } from 'vitest';
import { cut, flip } from '../store/damage.ts';
import { Profile } from '../store/profile.ts';
import { DamagedLibrary, damageSidecars } from './damaged.ts';

vi.mock('electron', () => ({ default: {} }));

test('every byte of the settings', async () => {
  const profile = await Profile.make();
  try {
    const every = [...profile.bytes('settings.json').keys()];
    expect((await flip(profile, 'settings.json', every)).wrong).toEqual([]);
    expect((await cut(profile, 'settings.json', every)).wrong).toEqual([]);
  } finally {
    profile.remove();
  }
});

test('every byte of a sidecar', async () => {
  const library = await DamagedLibrary.make(60);
  try {
    const every = Array(library.sidecarBytes).keys();
    expect((await damageSidecars(library, every)).wrong).toEqual([]);
  } finally {
    library.remove();
  }
});
