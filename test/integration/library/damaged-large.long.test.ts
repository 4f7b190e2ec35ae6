import { expect, test } from 'vitest';
import { below, randomOf } from '../store/random.ts';
import { DamagedLibrary, damageIndex } from './damaged.ts';

test('5,000 places of a large index', async () => {
  const library = await DamagedLibrary.make(100);
  try {
    const random = randomOf(1);
    const places = Array.from({ length: 5000 }, () => below(random, library.index.length));
    expect((await damageIndex(library, places.slice(500), 'changed')).wrong).toEqual([]);
    expect((await damageIndex(library, places.slice(0, 500), 'cut')).wrong).toEqual([]);
  } finally {
    library.remove();
  }
});
