import { expect, test } from 'vitest';
import { below, randomOf } from '../store/random.ts';
import { DamagedLibrary, damageAt } from './damaged.ts';

test('5,000 places of a large index', async () => {
  const library = await DamagedLibrary.make(100);
  try {
    const random = randomOf(1);
    const places = Array.from({ length: 5000 }, () => below(random, library.index.length));
    const start = (bytes: Buffer) => library.withIndex(bytes);
    expect((await damageAt(library.index, places.slice(500), start, ['changed'])).wrong).toEqual([]);
    expect((await damageAt(library.index, places.slice(0, 500), start, ['cut'])).wrong).toEqual([]);
  } finally {
    library.remove();
  }
});
