import { expect, test } from 'vitest';
import { DamagedLibrary, damageAt } from './damaged.ts';

test('every byte of a small index', async () => {
  const library = await DamagedLibrary.make(2, true);
  try {
    const every = library.index.keys();
    const start = (bytes: Buffer) => library.withIndex(bytes);
    expect((await damageAt(library.index, every, start, ['changed'])).wrong).toEqual([]);
    // Of a page that is not all there SQLite reads nothing, wherever it ends.
    const { wrong, told, starts } = await damageAt(
      library.index,
      library.index.keys().filter((at) => at % 32 === 7),
      start,
      ['cut'],
    );
    expect(wrong).toEqual([]);
    expect(told).toBe(starts);
  } finally {
    library.remove();
  }
});
