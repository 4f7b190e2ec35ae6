import * as z from 'zod/mini';
import { ApiError } from './api-error.ts';
import type { Service } from './call.ts';
import type { ServiceKey } from './keys.ts';
import { listRow, type Payload } from './replies.ts';

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
const cursorSchema = z.object({ createdAt: z.iso.datetime() });

const cursorAt = (time: number): string =>
  Buffer.from(JSON.stringify({ createdAt: new Date(time).toISOString() })).toString('base64');

function readCursor(cursor: string): number {
  try {
    const position = cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64').toString('utf8')));
    return Date.parse(position.createdAt);
  } catch {
    throw new ApiError('INVALID_INPUT', 'cursor is not valid', { field: 'cursor' });
  }
}

/** The account's jobs, newest first (api-reference/jobs/list). @throws ApiError INVALID_INPUT. */
export function listJobs(service: Service, key: ServiceKey, search: URLSearchParams): Payload {
  const query = querySchema.safeParse(Object.fromEntries(search));
  if (!query.success) throw new ApiError('INVALID_INPUT', 'The query does not fit');
  const { cursor, status, modelId } = query.data;
  const limit = query.data.limit ?? DEFAULT_LIMIT;
  if (limit < 1 || limit > MAX_LIMIT)
    throw new ApiError('INVALID_INPUT', `limit must be 1 to ${MAX_LIMIT}`, { field: 'limit' });
  service.work.settle();
  const found = service.store.jobs.list({
    account: key.account,
    now: service.clock.now(),
    // One more than asked tells whether there is a next page.
    limit: limit + 1,
    before: cursor === undefined ? null : readCursor(cursor),
    phase: status ?? null,
    model: modelId ?? null,
  });
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const hasMore = found.length > limit;
  return {
    jobs: page.map((job) => listRow(service, job)),
    nextCursor: hasMore && last ? cursorAt(last.createdAt) : null,
    hasMore,
  };
}
