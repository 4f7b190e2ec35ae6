/** Searches of the library that the person has saved under a name. */
import * as z from 'zod/mini';
import { MAX_SEARCH_NAME } from '../limits.ts';
import { SPANS } from '../vocabulary.ts';
import { clipQuery } from './library.ts';
import { count, id, text } from './parts.ts';

export const savedSearch = z.strictObject({
  id,
  name: text(MAX_SEARCH_NAME).check(z.minLength(1)),
  query: clipQuery,
  /** Takes the place of the query's `created`. */
  span: z.nullable(z.enum(SPANS)),
});

const nothing = z.strictObject({});

export const searchRoutes = {
  /** `setAside`: what was kept could not be read; it lies beside what takes its place. Said once. */
  'search.list': {
    input: nothing,
    output: z.strictObject({ searches: z.array(savedSearch), setAside: z.boolean() }),
  },
  /** A new search, or another version of one that is there; `at`: its place, null for the last. */
  'search.put': { input: z.strictObject({ search: savedSearch, at: z.nullable(count) }), output: nothing },
  'search.remove': { input: z.strictObject({ id }), output: nothing },
} as const;

export type SavedSearch = z.output<typeof savedSearch>;
