import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { ClipFolder } from '../../../main/app/clip-folder.ts';
import { Engine } from '../../../main/core/job/engine.ts';
import { ProviderClient } from '../../../main/core/provider/client.ts';
import { Journal, openJournal } from '../../../main/core/store/journal.ts';
import { systemClock, systemIds } from '../../../main/core/system.ts';
import type { Orders } from './orders.ts';

/** The account of every client: any but practice, whose money does not count. */
export const ACCOUNT = '01999999-0000-7000-8000-000000000001';
export const NO_LIMITS = { askAbove: null, monthlyBudget: null, atBudget: 'stop' } as const;

export interface Core {
  readonly engine: Engine;
  readonly journal: Journal;
  readonly clips: ClipFolder;
}

/** The real core on the files in `dir`, wired as the app wires it, without the app. */
export function openCore({
  dir,
  base,
  key,
  scale,
  settleMs,
}: Pick<Orders, 'dir' | 'base' | 'key' | 'scale' | 'settleMs'>): Core {
  mkdirSync(dir, { recursive: true });
  const opened = openJournal(path.join(dir, 'journal.db'), Date.now);
  if (opened.kind !== 'open') throw new Error(`journal: ${opened.kind}`);
  if (opened.movedAside !== null) throw new Error('the journal was damaged');
  const journal = new Journal(opened.db);
  const common = { clock: systemClock, ids: systemIds(systemClock), log };
  const clips = ClipFolder.open(path.join(dir, 'Kinora'), {
    ...common,
    indexPath: path.join(dir, 'library.db'),
    onClip: () => undefined,
  });
  if (!clips.ok) throw new Error(clips.error.code);
  const client = new ProviderClient({ base: () => base, key: async () => key });
  const engine = new Engine({
    ...common,
    journal,
    clips: clips.value,
    sources: { open: (sha256) => clips.value.sources.open(sha256) },
    connect: () => client,
    timing: () => ({ scale, settleMs }),
    limits: () => NO_LIMITS,
    proxy: async () => undefined,
    paused: false,
    onJob: () => undefined,
    onMoney: () => undefined,
    onAccount: () => undefined,
  });
  return { engine, journal, clips: clips.value };
}

/** A bug in the core must end the run, not hide in a log. */
function log(level: string, event: string, facts?: Readonly<Record<string, unknown>>): void {
  if (level === 'error') process.stderr.write(`${event} ${JSON.stringify(facts ?? {})}\n`);
}
