import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Job, JobEvent } from '../../../main/core/job/state.ts';
import { transition } from '../../../main/core/job/transition.ts';
import { type Journal, openJournal } from '../../../main/core/store/journal.ts';
import type { OpenDatabase } from '../../../main/core/store/open-database.ts';
import { micro } from '../../../preload/contract/money.ts';

export const ACCOUNT = '01999999-0000-7000-8000-000000000001';
export const NOW = Date.UTC(2027, 0, 31, 12);
const PRICE = micro(250_000);

/** A folder in memory where the machine has one: these tests are about bytes, not about the disk's speed. */
export function fastFolder(): string {
  return mkdtempSync(path.join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'kinora-store-'));
}

export type Open = Extract<OpenDatabase, { kind: 'open' }>;

/** Opens a journal that can be opened. */
export function mustOpen(file: string): Open {
  const opened = openJournal(file, () => NOW);
  if (opened.kind !== 'open') throw new Error(`did not open: ${JSON.stringify(opened)}`);
  return opened;
}

/** Every row of every table but the seals, as text: two journals that say the same are equal. */
export function rowsOf(db: DatabaseSync): string[] {
  const tables = db
    .prepare(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('seals', 'sqlite_sequence')`,
    )
    .all()
    .map(({ name }) => String(name));
  return tables.flatMap((table) =>
    db
      .prepare(`SELECT * FROM ${table}`)
      .all()
      .map((row) => `${table} ${JSON.stringify(row)}`)
      .sort(),
  );
}

/** The lives that jobs of this run have after they were prepared; each event with what is written beside it. */
const LIVES: readonly (readonly JobEvent['type'][])[] = [
  ['accepted', 'generating', 'completed', 'published'],
  ['answer-lost', 'found', 'confirmed', 'generating', 'completed', 'published'],
  ['accepted', 'generating', 'failed-there'],
  ['not-sent', 'send-opened', 'accepted', 'cancel', 'cancelled-there'],
  ['answer-lost', 'not-there'],
  ['refused'],
  ['answer-lost', 'ambiguous', 'chosen', 'completed'],
  [],
];

/** Plays jobs through a journal one small write at a time, as the engine does; the same every time. */
export function* play(journal: Journal, jobs: number): Generator<void> {
  let ids = 0;
  const id = (): string => `01999999-0000-7000-8000-${String(++ids).padStart(12, '0')}`;
  const at = (): number => NOW + ids;
  for (let n = 0; n < jobs; n += 1) {
    const sourceId = id();
    const sha256 = String(n).padStart(64, 'a');
    const source = {
      id: sourceId,
      kind: 'image' as const,
      seconds: null,
      sha256,
      name: `harbour ${n}.jpg`,
      width: 1280,
      height: 720,
      bytes: 90_000,
    };
    journal.write(() => journal.sources.add({ ...source, createdAt: at() }));
    yield;
    const first: Job = {
      id: id(),
      batchId: id(),
      accountId: ACCOUNT,
      recipe: {
        modelId: 'alibaba-plus/wan-2.6-flash/image-to-video',
        params: { prompt: 'Slow push-in over the harbour at dawn', seed: n, duration: 5 },
        inputs: [{ field: 'image_url', sourceId, sha256, name: source.name, width: 1280, height: 720 }],
        webhookUrl: '',
        priceVersion: '2026-11',
      },
      estimate: PRICE,
      serviceEstimate: null,
      state: { name: 'queued' },
      since: at(),
      createdAt: at(),
      position: n + 1,
      retryOf: null,
      imported: false,
    };
    journal.write(() =>
      journal.batches.put({ id: first.batchId, name: `harbour ${n}`, paused: n % 2 === 0 }),
    );
    yield;
    let job = first;
    const line = (kind: 'estimate' | 'charge' | 'refund', amount = PRICE): void =>
      journal.ledger.add({
        id: id(),
        at: at(),
        offsetMinutes: 60,
        accountId: ACCOUNT,
        batchId: first.batchId,
        jobId: first.id,
        kind,
        amount,
      });
    const apply = (event: JobEvent, also: () => void = () => undefined): void => {
      const next = transition(job.state, event);
      if (!next) throw new Error(`${event.type} in ${job.state.name}`);
      job = { ...job, state: next.state, since: at() };
      journal.write(() => {
        also();
        journal.jobs.setState(job.id, next.state, job.since);
        for (const { kind, amount } of next.money) line(kind, amount);
      });
    };
    journal.write(() => {
      journal.jobs.insert(first, { id: id(), index: 0 });
      line('estimate');
    });
    yield;
    apply({ type: 'upload-started' });
    yield;
    apply({ type: 'uploads-ready' }, () => {
      const fileUrl = `https://files.example/${first.id}.jpg`;
      const upload = { id: id(), accountId: ACCOUNT, jobId: first.id, sha256, fileUrl };
      journal.uploads.add({ ...upload, expiresAt: at() + 3_600_000, createdAt: at() });
    });
    yield;
    let sendId = '';
    const remoteId = `remote-${n}`;
    const own = (outcome: 'accepted' | 'following'): void => {
      journal.sends.close(sendId, outcome, remoteId, at());
      journal.remoteJobs.own(ACCOUNT, remoteId, first.id, at());
    };
    const failure = { code: 'generation-failed' } as const;
    const steps: { readonly [T in JobEvent['type']]?: () => void } = {
      'send-opened': () => {
        sendId = id();
        const send = { id: sendId, jobId: first.id, accountId: ACCOUNT, modelId: first.recipe.modelId };
        apply({ type: 'send-opened', sendId }, () =>
          journal.sends.open({ ...send, openedAt: at(), known: ['old'], clockOffset: 0, keyPrint: 'k' }),
        );
      },
      accepted: () => apply({ type: 'accepted', remoteId, charged: PRICE }, () => own('accepted')),
      'not-sent': () =>
        apply({ type: 'not-sent' }, () => journal.sends.close(sendId, 'not-sent', null, at())),
      refused: () =>
        apply({ type: 'refused', failure }, () => journal.sends.close(sendId, 'refused', null, at())),
      'answer-lost': () =>
        apply({ type: 'answer-lost' }, () => journal.sends.close(sendId, 'unknown', null, at())),
      found: () => apply({ type: 'found', remoteId, price: PRICE }, () => own('following')),
      confirmed: () => apply({ type: 'confirmed' }, () => own('accepted')),
      ambiguous: () =>
        apply({
          type: 'ambiguous',
          candidates: [remoteId, 'other'].map((r) => ({ remoteId: r, createdAt: NOW })),
        }),
      'not-there': () =>
        apply({ type: 'not-there' }, () => journal.sends.close(sendId, 'absent', null, at())),
      chosen: () => apply({ type: 'chosen', remoteId, charged: PRICE }, () => own('accepted')),
      generating: () => apply({ type: 'generating' }),
      completed: () => apply({ type: 'completed', url: `https://files.example/${remoteId}.mp4` }),
      published: () => apply({ type: 'published', clipId: id() }),
      'failed-there': () => apply({ type: 'failed-there', failure, refunded: PRICE }),
      cancel: () => apply({ type: 'cancel' }),
      'cancelled-there': () => apply({ type: 'cancelled-there', refunded: PRICE }),
    };
    const life = LIVES[n % LIVES.length] ?? [];
    for (const type of life.length === 0 ? [] : (['send-opened', ...life] as const)) {
      const step = steps[type];
      if (!step) throw new Error(type);
      step();
      yield;
      if (type === 'send-opened') {
        journal.write(() => journal.sends.commit(sendId, at()));
        yield;
      }
    }
  }
}
