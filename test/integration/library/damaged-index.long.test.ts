import { expect, test } from 'vitest';
import { DamagedLibrary, damageIndex } from './damaged.ts';

test('every byte of a small index', async () => {
  const library = await DamagedLibrary.make(2, true);
  try {
    const { length } = library.index;
    const every = library.index.keys();
    expect((await damageIndex(library, every, 'changed')).wrong).toEqual([]);
    // Where a page is not there at all it makes no difference how much more is gone.
    const cuts = library.index.keys().filter((at) => at % 32 === 7 || at > length - 2 * 512);
    const starts = [...cuts];
    const { wrong, told } = await damageIndex(library, starts, 'cut');
    expect(wrong).toEqual([]);
    expect(told).toBe(starts.length);
  } finally {
    library.remove();
  }
});
