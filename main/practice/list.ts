import * as z from 'zod/mini';
import { ApiError } from './api-error.ts';
import type { Call, Service } from './call.ts';
import type { ServiceKey } from './keys.ts';
import { listRow, type Payload } from './replies.ts';
import { type ListPosition, positionOf } from './store/jobs.ts';

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;

const querySchema = z.object({
  limit: z.optional(
    z.pipe(
      z.string().check(z.regex(/^\d{1,4}$/)),
      z.transform((text: string) => Number(text)),
    ),
  ),
  cursor: z.optional(z.string()),
  status: z.optional(z.enum(['pending', 'processing', 'completed', 'failed', 'cancelled'])),
  modelId: z.optional(z.string()),
});
/** The documented example's cursor is a time of creation; an order of another kind has its own. */
const cursorSchema = z.object({
  createdAt: z.optional(z.iso.datetime()),
  after: z.optional(z.string()),
});

const cursorAt = (position: ListPosition): string => {
  const place =
    typeof position === 'number' ? { createdAt: new Date(position).toISOString() } : { after: position };
  return Buffer.from(JSON.stringify(place)).toString('base64');
};
/** A cursor that leads to the start again. */
const START = Buffer.from('{}').toString('base64');

function readCursor(cursor: string): ListPosition | null {
  try {
    const { createdAt, after } = cursorSchema.parse(
      JSON.parse(Buffer.from(cursor, 'base64').toString('utf8')),
    );
    return createdAt === undefined ? (after ?? null) : Date.parse(createdAt);
  } catch {
    throw new ApiError('INVALID_INPUT', 'cursor is not valid', { field: 'cursor' });
  }
}

/** The account's jobs (api-reference/jobs/list), as truthful as the shape allows. @throws ApiError INVALID_INPUT. */
export function listJobs(service: Service, key: ServiceKey, call: Call): Payload {
  const query = querySchema.safeParse(Object.fromEntries(call.url.searchParams));
  if (!query.success) throw new ApiError('INVALID_INPUT', 'The query does not fit');
  const { cursor, status, modelId } = query.data;
  const limit = query.data.limit ?? DEFAULT_LIMIT;
  if (limit < 1 || limit > MAX_LIMIT)
    throw new ApiError('INVALID_INPUT', `limit must be 1 to ${MAX_LIMIT}`, { field: 'limit' });
  const { listOrder: order, listPages: pages, listRows } = service.shape();
  service.work.settle();
  const found = service.store.jobs.list({
    account: key.account,
    now: service.clock.now(),
    // One more than asked tells whether there is a next page.
    limit: limit + 1,
    order,
    after: cursor === undefined ? null : readCursor(cursor),
    // A page of one row would repeat it for ever.
    again: pages === 'overlap' && limit > 1,
    phase: status ?? null,
    model: modelId ?? null,
  });
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const next = found.length > limit && last ? cursorAt(positionOf(last, order)) : null;
  const omitted = call.faults.get('list-omits');
  const kept = omitted ? page.filter((_, index) => (index + 1) % (omitted.every ?? 1) !== 0) : page;
  const jobs = kept.map((job) => listRow(service, job, call.faults));
  return {
    jobs: listRows === 'twice' ? [...jobs, ...jobs] : jobs,
    ...(pages === 'same'
      ? { nextCursor: cursor ?? START, hasMore: true }
      : {
          nextCursor: pages === 'no-cursor' ? null : next,
          ...(pages === 'no-flag' ? {} : { hasMore: next !== null }),
        }),
  };
}
