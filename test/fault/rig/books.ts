import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod/mini';
import type { PracticeService } from '../../../main/practice/service.ts';
import { intentOf, NAIVE_RECORD } from '../client/orders.ts';
import type { Entry, ServiceJob } from './check.ts';

/** Every job of the service with its money. */
export function serviceBooks(service: PracticeService): ServiceJob[] {
  const lines = Map.groupBy(service.ledger(), ({ jobId }) => jobId);
  return service.jobs().map(({ id, params }) => {
    const of = (kind: string) => (lines.get(id) ?? []).filter((line) => line.kind === kind);
    const sum = (kind: string) => of(kind).reduce((total, { amount }) => total + amount, 0);
    return {
      id,
      intent: intentOf(params['prompt']),
      charged: sum('charge'),
      refunded: sum('refund'),
      charges: of('charge').length,
    };
  });
}

const json = (text: string): unknown => JSON.parse(text);
const jobRow = z.object({
  id: z.string(),
  recipe: z.pipe(
    z.pipe(z.string(), z.transform(json)),
    z.object({ params: z.object({ prompt: z.string() }) }),
  ),
  state: z.pipe(
    z.pipe(z.string(), z.transform(json)),
    z.object({ name: z.string(), remoteId: z.optional(z.string()) }),
  ),
});
const ledgerRow = z.object({ job_id: z.string(), kind: z.string(), amount: z.number() });
const ownRow = z.object({ job_id: z.string(), remote_id: z.string() });
const sidecar = z.object({ jobId: z.string() });

/** What a client's journal and library say, read after it has ended. */
export function clientBooks(dir: string): Entry[] {
  const db = new DatabaseSync(path.join(dir, 'journal.db'), { readOnly: true });
  try {
    const ledger = Map.groupBy(
      db
        .prepare('SELECT job_id, kind, amount FROM ledger')
        .all()
        .map((row) => ledgerRow.parse(row)),
      (row) => row.job_id,
    );
    const owned = Map.groupBy(
      db
        .prepare('SELECT job_id, remote_id FROM remote_jobs WHERE job_id IS NOT NULL')
        .all()
        .map((row) => ownRow.parse(row)),
      (row) => row.job_id,
    );
    const clips = Map.groupBy(clipOwners(path.join(dir, 'Kinora')), (jobId) => jobId);
    return db
      .prepare('SELECT id, recipe, state FROM jobs')
      .all()
      .map((row) => {
        const { id, recipe, state } = jobRow.parse(row);
        const of = (kind: string) => (ledger.get(id) ?? []).filter((line) => line.kind === kind);
        const sum = (kind: string) => of(kind).reduce((total, { amount }) => total + amount, 0);
        const owns = new Set((owned.get(id) ?? []).map((row) => row.remote_id));
        if (state.remoteId !== undefined) owns.add(state.remoteId);
        return {
          intent: intentOf(recipe.params.prompt) ?? '',
          owns: [...owns],
          charged: sum('charge'),
          refunded: sum('refund'),
          charges: of('charge').length,
          state: state.name,
          clips: clips.get(id)?.length ?? 0,
        };
      });
  } finally {
    db.close();
  }
}

/** What the naive client has: a line for each job that it knows of, no money and no clips. */
export function naiveBooks(dir: string): Entry[] {
  const lines = readFileSync(path.join(dir, NAIVE_RECORD), 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [intent = '', id = ''] = line.split(' ');
    return { intent, owns: [id], charged: 0, refunded: 0, charges: 0, state: 'sent', clips: 1 };
  });
}

/** The jobs that the clips in a library came from. */
function clipOwners(library: string): string[] {
  const files = readdirSync(library);
  return files
    .filter(
      (name) => name.endsWith('.mp4') && existsSync(path.join(library, name.replace(/mp4$/, 'kinora.json'))),
    )
    .map((name) => {
      const text = readFileSync(path.join(library, name.replace(/mp4$/, 'kinora.json')), 'utf8');
      return sidecar.parse(JSON.parse(text)).jobId;
    });
}
