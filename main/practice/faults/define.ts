import * as z from 'zod/mini';
import { ROUTE_NAMES, type RouteName } from '../routes.ts';

const count = z.int().check(z.gte(1));
/** Milliseconds. */
export const milliseconds = z.number().check(z.gte(0));
/** A number of bytes. */
export const bytes = z.int().check(z.gte(0));

/**
 * Which calls a fault meets: `times` calls (default 1) of `route`, from the `nth` (default 1) after it was added;
 * with `forMs`, all further calls until so many milliseconds after the first one.
 */
const calls = {
  route: z.optional(z.enum(ROUTE_NAMES)),
  nth: z.optional(count),
  times: z.optional(count),
  forMs: z.optional(milliseconds),
};

/** Close the connection normally, or reset it (ECONNRESET). */
export const how = { reset: z.optional(z.boolean()) };

/**
 * A kind of fault.
 * @param route the route that it meets when a fault of this kind names none.
 * @param words what happens, for the command line's help.
 */
export function define<const K extends string, F extends z.core.$ZodShape>(
  kind: K,
  route: RouteName,
  words: string,
  fields: F,
) {
  return { kind, route, words, schema: z.strictObject({ kind: z.literal(kind), ...calls, ...fields }) };
}
