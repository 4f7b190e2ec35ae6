import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NO_EDITS } from '../../../main/core/library/clip-record.ts';
import { changedEdits, isSameSaid, reverseEdit } from '../../../main/core/library/edit.ts';

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
const said = fc.array(edit, { maxLength: 3 }).map((all) => all.reduce(changedEdits, NO_EDITS));

test('an edit that is made twice is the same as once', () => {
  fc.assert(
    fc.property(said, edit, (before, one) => {
      const after = changedEdits(before, one);
      expect(changedEdits(after, one)).toEqual(after);
    }),
  );
});

test('edits that are made again from any point come to the same', () => {
  fc.assert(
    fc.property(said, fc.array(edit, { maxLength: 4 }), fc.nat(4), (before, all, written) => {
      const once = all.slice(0, written).reduce(changedEdits, before);
      const again = all.reduce(changedEdits, once);
      const expected = all.reduce(changedEdits, before);
      expect({ ...again, tags: again.tags.toSorted() }).toEqual({
        ...expected,
        tags: expected.tags.toSorted(),
      });
    }),
  );
});

test('taking back gives what was there before, and leaves alone what came since', () => {
  fc.assert(
    fc.property(said, edit, edit, (before, one, since) => {
      const after = changedEdits(before, one);
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
