import { type Fault, faultSchema, routeOf } from '../faults.ts';
import type { RouteName } from '../routes.ts';
import { CallFaults } from './met.ts';
import { type FaultPlan, plannedFaults, type SeededFaults, seededFaults } from './plan.ts';

interface Entry {
  readonly fault: Fault;
  seen: number;
  /** When a fault with `forMs` is over, in milliseconds since 1970; null before its first call. */
  until: number | null;
}

/** The faults to come: an explicit list, met in the order of calls, and a seeded plan. */
export class FaultScript {
  #entries: Entry[] = [];
  #seeded: SeededFaults | null = null;
  readonly #calls = new Map<RouteName, number>();
  readonly #now: () => number;

  /** @param now milliseconds since 1970. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Script one fault. @throws z.core.$ZodError when it is not one. */
  add(fault: Fault): void {
    this.#entries.push({ fault: faultSchema.parse(fault), seen: 0, until: null });
  }

  /**
   * From now on every call may also meet the faults of this plan; calls are counted anew.
   * @throws z.core.$ZodError when it is not one.
   */
  follow({ seed, faults }: FaultPlan): void {
    this.#seeded = seededFaults(seed, plannedFaults.parse(faults));
    this.#calls.clear();
  }

  /** Forget all faults, and the plan. */
  clear(): void {
    this.#entries = [];
    this.#seeded = null;
  }

  /** Scripted faults that have calls left to meet. */
  waiting(): readonly Fault[] {
    return this.#entries.filter((entry) => !this.#isOver(entry)).map((entry) => entry.fault);
  }

  /** Count one call of a route and take the faults it meets. */
  take(route: RouteName): CallFaults {
    const call = (this.#calls.get(route) ?? 0) + 1;
    this.#calls.set(route, call);
    for (const fault of this.#seeded?.(route, call) ?? [])
      this.#entries.push({ fault, seen: 0, until: null });
    this.#entries = this.#entries.filter((entry) => !this.#isOver(entry));
    const met: Fault[] = [];
    for (const entry of this.#entries) {
      const { fault } = entry;
      if (routeOf(fault) !== route) continue;
      entry.seen += 1;
      if (entry.seen < (fault.nth ?? 1)) continue;
      met.push(fault);
      if (fault.forMs !== undefined) entry.until ??= this.#now() + fault.forMs;
    }
    return new CallFaults(met);
  }

  #isOver({ fault, seen, until }: Entry): boolean {
    if (fault.forMs !== undefined) return until !== null && this.#now() >= until;
    return seen >= (fault.nth ?? 1) + (fault.times ?? 1) - 1;
  }
}
