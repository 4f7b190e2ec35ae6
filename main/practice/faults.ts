import * as z from 'zod/mini';

/** Every door of the service by name: what a fault or a logged request refers to. */
export const ROUTE_NAMES = [
  'submit',
  'estimate',
  'status',
  'list',
  'cancel',
  'presign',
  'upload',
  'put',
  'file',
  'output',
] as const;
export type RouteName = (typeof ROUTE_NAMES)[number];

const count = z.int().check(z.gte(1));
const bytes = z.int().check(z.gte(0));
const milliseconds = z.number().check(z.gte(0));
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
const how = { reset: z.optional(z.boolean()) };
/** Answer before the request's body has been read. */
const early = { early: z.optional(z.boolean()) };

export const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('reply-lost-after-charge'), ...calls, ...how }),
  z.strictObject({ kind: z.literal('reply-lost-before-create'), ...calls, ...how }),
  /** The call takes effect only `ms` milliseconds after the connection ended. */
  z.strictObject({ kind: z.literal('reply-lost-then-create'), ...calls, ...how, ms: milliseconds }),
  z.strictObject({ kind: z.literal('429'), ...calls, ...early, retryAfter: z.optional(z.number()) }),
  z.strictObject({
    kind: z.literal('5xx'),
    ...calls,
    ...early,
    status: z.optional(z.int().check(z.gte(500), z.lte(599))),
    body: z.optional(z.enum(['json', 'html'])),
    code: z.optional(z.string()),
    /** The call took effect although the answer says otherwise. */
    effect: z.optional(z.boolean()),
  }),
  z.strictObject({
    kind: z.literal('refuse'),
    ...calls,
    ...early,
    status: z.int().check(z.gte(400), z.lte(499)),
    code: z.string(),
    message: z.optional(z.string()),
  }),
  z.strictObject({
    kind: z.literal('odd-reply'),
    ...calls,
    status: z.optional(z.int()),
    contentType: z.optional(z.string()),
    body: z.string(),
  }),
  z.strictObject({ kind: z.literal('slow'), ...calls, ms: milliseconds, after: z.optional(z.boolean()) }),
  z.strictObject({ kind: z.literal('list-lag'), ...calls, ms: milliseconds }),
  /** Every nth row of this answer (default: all of them) is left out. */
  z.strictObject({ kind: z.literal('list-omits'), ...calls, every: z.optional(count) }),
  z.strictObject({
    kind: z.literal('fail-job'),
    ...calls,
    code: z.optional(z.string()),
    message: z.optional(z.string()),
  }),
  z.strictObject({ kind: z.literal('cut-put'), ...calls, ...how, bytes }),
  z.strictObject({ kind: z.literal('cut-download'), ...calls, ...how, bytes }),
  z.strictObject({ kind: z.literal('stall-download'), ...calls, bytes, ms: milliseconds }),
  z.strictObject({
    kind: z.literal('dead-link'),
    ...calls,
    status: z.optional(z.union([z.literal(403), z.literal(404), z.literal(410)])),
  }),
  z.strictObject({ kind: z.literal('ignore-range'), ...calls }),
]);

/** One scripted fault; see `ROUTE_OF` for the route it meets when it names none. */
export type Fault = z.infer<typeof faultSchema>;
export type FaultKind = Fault['kind'];

const ROUTE_OF: Readonly<Record<FaultKind, RouteName>> = {
  'reply-lost-after-charge': 'submit',
  'reply-lost-before-create': 'submit',
  'reply-lost-then-create': 'submit',
  '429': 'submit',
  '5xx': 'submit',
  refuse: 'submit',
  'odd-reply': 'submit',
  slow: 'submit',
  'list-lag': 'submit',
  'list-omits': 'list',
  'fail-job': 'submit',
  'cut-put': 'put',
  'cut-download': 'output',
  'stall-download': 'output',
  'dead-link': 'output',
  'ignore-range': 'output',
};

interface Entry {
  readonly fault: Fault;
  seen: number;
  /** When a fault with `forMs` is over, in milliseconds since 1970; null before its first call. */
  until: number | null;
}

/** A scripted refusal, whichever fault asked for it. */
export interface ScriptedRefusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly details?: { readonly retryAfter: number };
  readonly isHtml: boolean;
  /** Before the body has been read; before the call takes effect; or after it has. */
  readonly when: 'early' | 'before' | 'after';
}

/** The faults that one call meets. */
export class CallFaults {
  readonly #faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    this.#faults = faults;
  }

  /** The first fault of this kind, or undefined. */
  get<K extends FaultKind>(kind: K): Extract<Fault, { kind: K }> | undefined {
    return this.#faults.find((fault): fault is Extract<Fault, { kind: K }> => fault.kind === kind);
  }

  /** The refusal that a `429`, `5xx` or `refuse` fault asks for, or null. */
  refusal(): ScriptedRefusal | null {
    const fault = this.get('429') ?? this.get('5xx') ?? this.get('refuse');
    if (!fault) return null;
    const when = fault.early ? 'early' : 'before';
    switch (fault.kind) {
      case '429': {
        const details = { retryAfter: fault.retryAfter ?? 30 };
        const words = { code: 'CONCURRENT_JOBS_EXCEEDED', message: 'Too many jobs are running' };
        return { status: 429, ...words, details, isHtml: false, when };
      }
      case 'refuse': {
        const { status, code, message = 'Refused' } = fault;
        return { status, code, message, isHtml: false, when };
      }
      case '5xx': {
        const { status = 500, code = 'INTERNAL_ERROR', effect = false } = fault;
        const words = { code, message: 'An unexpected error occurred' };
        return { status, ...words, isHtml: fault.body === 'html', when: effect ? 'after' : when };
      }
    }
  }
}

/** An explicit list of faults, met in the order of calls. No chance is involved. */
export class FaultScript {
  #entries: Entry[] = [];
  readonly #now: () => number;

  /** @param now milliseconds since 1970. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Script one fault. @throws z.core.$ZodError when it is not one. */
  add(fault: Fault): void {
    this.#entries.push({ fault: faultSchema.parse(fault), seen: 0, until: null });
  }

  /** Forget all faults. */
  clear(): void {
    this.#entries = [];
  }

  /** Faults that have calls left to meet. */
  waiting(): readonly Fault[] {
    return this.#entries.filter((entry) => !this.#isOver(entry)).map((entry) => entry.fault);
  }

  /** Count one call of a route and take the faults it meets. */
  take(route: RouteName): CallFaults {
    this.#entries = this.#entries.filter((entry) => !this.#isOver(entry));
    const met: Fault[] = [];
    for (const entry of this.#entries) {
      const { fault } = entry;
      if ((fault.route ?? ROUTE_OF[fault.kind]) !== route) continue;
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
