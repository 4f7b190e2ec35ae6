import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { type Fault, faultSchema, routeOf } from '../faults.ts';
import type { RouteName } from '../routes.ts';

const rangesSchema = z.record(z.string(), z.tuple([z.int(), z.int()]));

type Ranges = z.infer<typeof rangesSchema>;

const drawn = (fault: Fault, values: Readonly<Record<string, number>>): Fault =>
  faultSchema.parse({ ...fault, ...values });

/** Both ends of every range make a fault, so what is drawn in between does too. */
function fits({ fault, between = {} }: { fault: Fault; between?: Ranges | undefined }): boolean {
  return [0, 1].every((end) => {
    const values = Object.entries(between).map(([field, range]) => [field, range[end]]);
    return faultSchema.safeParse({ ...fault, ...Object.fromEntries(values) }).success;
  });
}

/** One line of a plan. */
const plannedFault = z
  .strictObject({
    /** Chance of each call of the fault's route to meet it: 0 to 1, drawn for every line by itself. */
    rate: z.number().check(z.gte(0), z.lte(1)),
    fault: faultSchema,
    /** Whole numbers drawn for fields of the fault, e.g. `{ "ms": [0, 300] }`, both ends included. */
    between: z.optional(rangesSchema),
  })
  .check(z.refine(fits, { error: 'between does not fit the fault' }));
export type PlannedFault = z.infer<typeof plannedFault>;
export const plannedFaults = z.array(plannedFault);

/** Faults by chance, always the same for the same seed. */
export interface FaultPlan {
  readonly seed: number;
  readonly faults: readonly PlannedFault[];
}

/** The faults of the nth call (from 1) of a route. */
export type SeededFaults = (route: RouteName, call: number) => readonly Fault[];

/** A number from 0 to below 1 that depends on nothing but what it is asked for. */
function chance(...of: readonly (string | number)[]): number {
  return createHash('sha256').update(of.join('\n')).digest().readUIntBE(0, 6) / 2 ** 48;
}

/**
 * The faults that a seed gives to every call: they depend on the seed, the route and the number of the call on that
 * route, not on time or on what other routes are asked.
 */
export function seededFaults(seed: number, faults: readonly PlannedFault[]): SeededFaults {
  return (route, call) =>
    faults.flatMap(({ rate, fault, between = {} }, line) => {
      if (routeOf(fault) !== route || chance(seed, route, call, line) >= rate) return [];
      const values = Object.entries(between).map(([field, [low, high]]) => [
        field,
        low + Math.floor(chance(seed, route, call, line, field) * (high - low + 1)),
      ]);
      return [drawn(fault, Object.fromEntries(values))];
    });
}
