import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ClipEdits, NO_EDITS } from '../../../main/core/library/clip-record.ts';
import {
  changedEdits,
  isSameSaid,
  type KeptEdit,
  keptEdit,
  reverseEdit,
} from '../../../main/core/library/edit.ts';
import { MAX_TAGS } from '../../../preload/contract/limits.ts';
import type { ClipEdit } from '../../../preload/contract/schemas/library.ts';

const tag = fc.constantFrom('Sea', 'sea', 'Night', 'x', ' y ', '\n');
const tags = fc.array(tag, { maxLength: 4 });
const edit = fc.record(
  {
    favourite: fc.boolean(),
    rating: fc.nat(5),
    flag: fc.constantFrom('keep' as const, null),
    addTags: tags,
    removeTags: tags,
    played: fc.boolean(),
  },
  { requiredKeys: [] },
);
const edits = fc.array(edit, { maxLength: 5 });

/** Makes edits one after another. @returns what is kept of them, and what was said before and after each. */
function make(before: ClipEdits, all: readonly ClipEdit[]) {
  const kept: KeptEdit[] = [];
  const states = [before];
  for (const one of all) {
    const now = states.at(-1) ?? before;
    const edit = keptEdit(now, one);
    const next = changedEdits(now, edit);
    if (isSameSaid(now, next)) continue;
    kept.push(edit);
    states.push(next);
  }
  return { kept, states };
}
const said = edits.map((all) => make(NO_EDITS, all).states.at(-1) ?? NO_EDITS);

test('edits that are made again, from wherever they had got to, come to the same', () => {
  fc.assert(
    fc.property(said, edits, fc.nat(5), fc.nat(5), (before, all, from, more) => {
      const { kept, states } = make(before, all);
      const left = kept.slice(from);
      const written = states[Math.min(from + more, kept.length)] ?? before;
      expect(left.reduce(changedEdits, written)).toEqual(states.at(-1));
    }),
  );
});

test('a tag that had no room is not added later, when there is some', () => {
  const full = { ...NO_EDITS, tags: Array.from({ length: MAX_TAGS }, (_, n) => `tag ${n}`) };
  const { kept, states } = make(full, [{ rating: 3, addTags: ['late'] }, { removeTags: ['TAG 7'] }]);
  const after = states.at(-1) ?? full;
  expect(after.tags).toEqual(full.tags.filter((tag) => tag !== 'tag 7'));
  expect(kept.reduce(changedEdits, after)).toEqual(after);
});

test('taking back gives what was there before, and leaves alone what came since', () => {
  fc.assert(
    fc.property(said, edit, edit, (before, one, since) => {
      const after = changedEdits(before, keptEdit(before, one));
      expect(changedEdits(after, reverseEdit(before, after, after))).toEqual(before);
      const now = changedEdits(after, { rating: since.rating, favourite: since.favourite });
      const undone = changedEdits(now, reverseEdit(before, after, now));
      if (before.rating === after.rating) expect(undone.rating).toBe(now.rating);
      expect(
        isSameSaid({ ...undone, rating: 0, favourite: false }, { ...before, rating: 0, favourite: false }),
      ).toBe(true);
    }),
  );
});
