import { expect, test, vi } from 'vitest';
import { cut, flip } from '../store/damage.ts';
import { Profile } from '../store/profile.ts';
import { DamagedLibrary, damageAt } from './damaged.ts';

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
  const library = await DamagedLibrary.make(2);
  try {
    const every = library.sidecar.keys();
    expect((await damageAt(library.sidecar, every, (bytes) => library.withSidecar(bytes))).wrong).toEqual([]);
  } finally {
    library.remove();
  }
});
