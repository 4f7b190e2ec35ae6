/** What the page is shown of updates, and what it may ask about them. */
import * as z from 'zod/mini';
import { text, when } from './parts.ts';

export const updateView = z.strictObject({
  /** none: this copy has no place to look for updates. ready: fetched and proved, it takes a restart. */
  state: z.enum(['none', 'idle', 'checking', 'available', 'downloading', 'ready']),
  /** The one that was found; null where none was. */
  version: z.nullable(text(64)),
  /** How much of it has been fetched, from 0 to 1. */
  share: z.number(),
  /** What comes next waits until nothing is being sent or fetched. */
  waits: z.boolean(),
  /** When it was last found out whether there is one. */
  checkedAt: z.nullable(when),
  /** Why the last step failed. unsigned: it is not from the makers of this copy. damaged: it is not what was published. */
  problem: z.nullable(z.enum(['unreachable', 'unsigned', 'damaged'])),
});

const nothing = z.strictObject({});
const asked = { input: nothing, output: nothing };

/** Each answers at once; what comes of it is told by changes. */
export const updateRoutes = {
  'update.check': asked,
  'update.download': asked,
  'update.restart': asked,
} as const;

export type UpdateView = z.output<typeof updateView>;
export type UpdateProblem = NonNullable<UpdateView['problem']>;
