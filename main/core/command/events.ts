import * as z from 'zod/mini';
import { ERROR_CODES } from '../../../preload/contract/errors.ts';
import { HOLDS, JOB_STATES } from '../../../preload/contract/vocabulary.ts';
import { moneyColumn } from '../store/rows.ts';
import { EXITS, type Exit } from './exits.ts';

const failure = z.object({
  code: z.enum(ERROR_CODES),
  detail: z.optional(z.string()),
  facts: z.optional(z.record(z.string(), z.union([z.string(), z.number()]))),
});
const job = {
  job: z.string(),
  /** Name of the file that the clip is made from. */
  image: z.string(),
};
/**
 * Made by the simulator on this computer: nothing is charged, and amounts say what it would cost. An app of an earlier
 * version that still runs does not say it.
 */
const practice = z._default(z.boolean(), false);
const exits = Object.keys(EXITS).filter((name): name is Exit => name in EXITS);

/**
 * One line of `--json`. Amounts are integer micro-cents (1,000,000 to the dollar). Keys are only ever added;
 * whoever reads ignores those that it does not know.
 */
export const commandEvent = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('model'),
    id: z.string(),
    name: z.string(),
    /** Price of a second at the first resolution, and what the others cost times as much. */
    perSecond: moneyColumn,
    options: z.array(
      z.object({
        option: z.string(),
        field: z.string(),
        takes: z.string(),
        required: z.boolean(),
        default: z.optional(z.union([z.string(), z.number(), z.boolean()])),
      }),
    ),
  }),
  z.object({
    event: z.literal('price'),
    model: z.string(),
    /** Length of each clip. An app of an earlier version that still runs says neither this nor the resolution. */
    seconds: z.optional(z.number()),
    resolution: z.optional(z.string()),
    clips: z.int(),
    perClip: moneyColumn,
    total: moneyColumn,
    /** `service`: it said so just now. `documented`: it was not asked, or did not answer. */
    source: z.enum(['service', 'documented']),
    practice,
  }),
  /** Everything is in the journal; from here on nothing gets lost. */
  z.object({
    event: z.literal('queued'),
    batch: z.string(),
    total: moneyColumn,
    jobs: z.array(z.object(job)),
    practice,
    /** It was there before this command asked for it. */
    already: z.optional(z.literal(true)),
  }),
  z.object({
    event: z.literal('job'),
    ...job,
    state: z.enum(JOB_STATES),
    /** What it waits for, where it waits. */
    hold: z.nullable(z.enum(HOLDS)),
    model: z.string(),
    practice,
    estimate: moneyColumn,
    /** Null until the service has charged; 0 in practice. */
    charged: z.nullable(moneyColumn),
    refunded: moneyColumn,
    failure: z.nullable(failure),
  }),
  z.object({
    event: z.literal('clip'),
    ...job,
    clip: z.string(),
    /** Absolute path; null where the file is not there any more. */
    file: z.nullable(z.string()),
    practice,
    charged: z.nullable(moneyColumn),
  }),
  z.object({ event: z.literal('error'), ...failure.shape }),
  /** Always the last line. */
  z.object({ event: z.literal('end'), exit: z.int(), reason: z.enum(exits) }),
]);

export type CommandEvent = z.output<typeof commandEvent>;
export type Emit = (event: CommandEvent) => void;

/** The last line of a command. */
export const endOf = (reason: Exit): CommandEvent => ({ event: 'end', exit: EXITS[reason].code, reason });

/** One object on one line: some readers, Node's readline among them, also end lines at U+2028 and U+2029. */
export const jsonLine = (value: unknown): string =>
  JSON.stringify(value).replace(/[\u2028\u2029]/g, (end) => (end === '\u2028' ? '\\u2028' : '\\u2029'));
