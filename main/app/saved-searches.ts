import * as z from 'zod/mini';
import { EVERY_CLIP } from '../../preload/contract/every-clip.ts';
import { MAX_SEARCHES } from '../../preload/contract/limits.ts';
import { clipQuery } from '../../preload/contract/schemas/library.ts';
import { type SavedSearch, savedSearch } from '../../preload/contract/schemas/searches.ts';
import { KeptList } from '../core/store/kept-list.ts';

const KIND = 'kinora-searches';

/** What an earlier version did not know of is not looked for. */
const query = z.pipe(
  z.transform((value) => (typeof value === 'object' ? { ...EVERY_CLIP, ...value } : value)),
  clipQuery,
);

const schema = z.object({
  kind: z.literal(KIND),
  schema: z.literal(1),
  searches: z.array(z.extend(savedSearch, { query })).check(z.maxLength(MAX_SEARCHES)),
});

export type SavedSearches = KeptList<SavedSearch, typeof schema>;

/** The searches of the library that the person has saved. */
export function savedSearches(file: string, now: () => number): SavedSearches {
  return new KeptList({
    file,
    lies: {
      schema,
      toList: ({ searches }) => searches,
      toFile: (searches: readonly SavedSearch[]) => ({ kind: KIND, schema: 1, searches: [...searches] }),
    },
    max: MAX_SEARCHES,
    full: 'too-many-searches',
    now,
  });
}
