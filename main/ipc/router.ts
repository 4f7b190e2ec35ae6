import * as z from 'zod/mini';
import { fail, type Outcome, ok } from '../../preload/contract/errors.ts';
import { MAX_MESSAGE_CHARS } from '../../preload/contract/limits.ts';
import { failureSchema } from '../../preload/contract/schemas/failure.ts';
import {
  type RouteInput,
  type RouteName,
  type RouteOutput,
  routes,
} from '../../preload/contract/schemas/routes.ts';
import type { Log } from '../core/ports.ts';

/** One function per route: a missing or extra one does not compile. */
export type Handlers = {
  readonly [R in RouteName]: (
    input: RouteInput<R>,
  ) => Outcome<RouteOutput<R>> | Promise<Outcome<RouteOutput<R>>>;
};

const isRoute = (name: unknown): name is RouteName => typeof name === 'string' && Object.hasOwn(routes, name);

/**
 * Parses the question, calls the handler, parses the answer, a failure too. Never throws: the page gets an outcome, and nothing
 * that the contract does not name crosses in either direction.
 */
export async function answer(
  handlers: Handlers,
  name: unknown,
  input: unknown,
  log: Log,
): Promise<Outcome<unknown>> {
  if (!isRoute(name)) return fail('bad-request', 'unknown route');
  if (tooLarge(input)) return fail('bad-request', 'message too large');
  const parsed = z.safeParse(routes[name].input, input);
  if (!parsed.success) return fail('bad-request', `${name}: ${z.prettifyError(parsed.error).slice(0, 500)}`);
  try {
    // The table pairs each route with its own handler; the pairing is lost only on the union of all of them.
    const handler = handlers[name] as (value: unknown) => Outcome<unknown> | Promise<Outcome<unknown>>;
    const outcome = await handler(parsed.data);
    return outcome.ok
      ? ok(z.parse(routes[name].output as z.ZodMiniType, outcome.value))
      : { ok: false, error: z.parse(failureSchema, outcome.error) };
  } catch (error) {
    log('error', 'ipc.broke', { route: name, error: String(error) });
    return fail('internal');
  }
}

/** Bytes have their own caps in the routes; everything else must be small. */
function tooLarge(input: unknown): boolean {
  let size = 0;
  const measure = (value: unknown, depth: number): boolean => {
    if (depth > 12) return true;
    if (typeof value === 'string') size += value.length;
    else if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array)) {
      for (const [key, item] of Object.entries(value)) {
        size += key.length + 8;
        if (size > MAX_MESSAGE_CHARS || measure(item, depth + 1)) return true;
      }
    }
    return size > MAX_MESSAGE_CHARS;
  };
  return measure(input, 0);
}
