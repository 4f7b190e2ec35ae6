import { expect, test } from 'vitest';
import { KilledEdits } from './killed-edit.ts';

test('killed before any step between an edit and its last sidecar, all is there that was said, once', async () => {
  const edits = await KilledEdits.make();
  try {
    let step = 1;
    while ((await edits.killAt(step)) === null) step += 1;
    expect(step).toBeGreaterThan(60);
  } finally {
    edits.remove();
  }
});
