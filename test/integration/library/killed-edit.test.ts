import { expect, test } from 'vitest';
import { KilledEdits } from './killed-edit.ts';

test('killed between edits and their sidecars, all is there that was said, once', async () => {
  const edits = await KilledEdits.make();
  try {
    const steps = (await edits.killAt(0)) ?? 0;
    expect(steps).toBeGreaterThan(60);
    for (const share of [0.05, 0.3, 0.7]) expect(await edits.killAt(Math.ceil(share * steps))).toBeNull();
  } finally {
    edits.remove();
  }
});
