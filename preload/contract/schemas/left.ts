/** Where the person was when the window was left, kept by main between starts. */
import * as z from 'zod/mini';
import { SPANS } from '../vocabulary.ts';
import { clipQuery } from './library.ts';

export const leftView = z.strictObject({
  view: z.enum(['animate', 'library']),
  /** What the library showed, without what was looked for. */
  query: clipQuery,
  /** Takes the place of the query's `created`. */
  span: z.nullable(z.enum(SPANS)),
});

export type LeftView = z.output<typeof leftView>;
