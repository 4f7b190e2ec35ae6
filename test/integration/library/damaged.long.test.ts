import { expect, test, vi } from 'vitest';
import { cut, flip } from '../store/damage.ts';
import { Profile } from '../store/profile.ts';
import { below, randomOf } from '../store/random.ts';
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
  const library = await DamagedLibrary.make(3);
  try {
    const every = library.sidecar.keys();
    expect((await damageAt(library.sidecar, every, (bytes) => library.withSidecar(bytes))).wrong).toEqual([]);
  } finally {
    library.remove();
  }
});

/** Most of a small index is empty pages' zeros: of those every 64th. */
test('every byte of a small index', async () => {
  const library = await DamagedLibrary.make(3);
  try {
    const inUse = [...library.index.entries()].flatMap(([at, byte]) =>
      byte !== 0 || at % 64 === 0 ? [at] : [],
    );
    expect((await damageAt(library.index, inUse, (bytes) => library.withIndex(bytes))).wrong).toEqual([]);
  } finally {
    library.remove();
  }
});

test('5,000 places of a large index', async () => {
  const library = await DamagedLibrary.make(150);
  try {
    const random = randomOf(1);
    const places = Array.from({ length: 2500 }, () => below(random, library.index.length));
    expect((await damageAt(library.index, places, (bytes) => library.withIndex(bytes))).wrong).toEqual([]);
  } finally {
    library.remove();
  }
});
