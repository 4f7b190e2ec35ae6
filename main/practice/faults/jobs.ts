import * as z from 'zod/mini';
import { define, milliseconds } from './define.ts';

/** What may be odd about a job, or about what is said of it. Those of submit stay with the job that it makes. */
export const JOB_FAULTS = [
  define('list-lag', 'submit', 'the list shows the job only `ms` after it was made', { ms: milliseconds }),
  define('status-lag', 'submit', 'the job’s own address answers 404 until `ms` after it was made', {
    ms: milliseconds,
  }),
  define('job-time', 'submit', 'the job takes `ms`, whatever its model', { ms: milliseconds }),
  define('fail-job', 'submit', 'the job fails at its end and is refunded', {
    code: z.optional(z.string()),
    message: z.optional(z.string()),
  }),
  define('list-omits', 'list', 'every `every`th row (default: all) is left out of the page', {
    every: z.optional(z.int().check(z.gte(1))),
  }),
  define('odd-status', 'status', '`status` or `progress` is said instead of the true one', {
    status: z.optional(z.string()),
    progress: z.optional(z.union([z.number(), z.string(), z.null()])),
  }),
] as const;
