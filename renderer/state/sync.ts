import type { Change, ChangesEvent, Snapshot } from '../../preload/contract/schemas/snapshot.ts';
import type { BatchView, ClipView, JobView } from '../../preload/contract/schemas/views.ts';
import { ask, onChanges } from '../bridge.ts';
import { pressCombo } from '../ui/keys.ts';
import { useCore, type World } from './core.ts';
import { applyJobs, setJobs } from './jobs.ts';
import { returnTo } from './left.ts';
import { applyClips, renewLibrary } from './library/outline.ts';
import { toModel } from './models.ts';
import { goTo, openClip } from './ui.ts';

/** Revision of what is on screen; null while a snapshot is on its way. */
let revision: number | null = null;
/** Changes that came while a snapshot was on its way. */
let waiting: ChangesEvent[] = [];

function show(snapshot: Snapshot): void {
  const { models: _models, jobs, left, revision: _revision, ...rest } = snapshot;
  const models = snapshot.models.map(toModel);
  setJobs(jobs);
  if (!useCore.getState().world) returnTo(left);
  useCore.setState({ world: { ...rest, models }, trouble: null });
}

const withBatch = (batches: World['batches'], batch: BatchView): World['batches'] => [
  ...batches.filter(({ id }) => id !== batch.id),
  batch,
];

/** The world after one change, for the kinds that belong to it. */
function changeWorld(world: World, change: Change): World {
  switch (change.kind) {
    case 'settings':
      return { ...world, settings: change.settings };
    case 'account':
      return { ...world, account: change.account };
    case 'spend':
      return { ...world, spend: change.spend };
    case 'batch':
      return { ...world, batches: withBatch(world.batches, change.batch) };
    case 'away':
      return { ...world, away: change.away };
    case 'paused':
      return { ...world, paused: change.paused };
    case 'foreign':
      return { ...world, foreign: change.foreign };
    case 'opened':
      return { ...world, opened: change.opened };
    case 'library':
      return { ...world, library: change.library };
    case 'update':
      return { ...world, update: change.update };
    case 'notice':
      return { ...world, notices: [...world.notices, change.notice] };
    default:
      return world;
  }
}

/** One event is one repaint, however many changes it carries. */
function apply(changes: readonly Change[]): void {
  const jobs = new Map<string, JobView | null>();
  const clips = new Map<string, ClipView | null>();
  for (const change of changes) {
    if (change.kind === 'job') jobs.set(change.job.id, change.job);
    else if (change.kind === 'job-gone') jobs.set(change.id, null);
    else if (change.kind === 'clip') clips.set(change.clip.id, change.clip);
    else if (change.kind === 'clip-gone') clips.set(change.id, null);
  }
  const asked = changes.findLast((change) => change.kind === 'show');
  applyJobs(jobs);
  applyClips(clips);
  if (asked?.clipId != null) openClip(asked.clipId);
  else if (asked) goTo(asked.view);
  useCore.setState((core) => (core.world ? { world: changes.reduce(changeWorld, core.world) } : core));
  if (changes.some(({ kind }) => kind === 'library-changed')) renewLibrary();
  for (const change of changes) if (change.kind === 'press') pressCombo(change.combo);
  if (changes.some(({ kind }) => kind === 'chime'))
    void import('../ui/chime.ts').then(({ chime }) => chime());
}

function receive(event: ChangesEvent): void {
  if (revision === null) {
    waiting.push(event);
    return;
  }
  if (event.revision <= revision) return;
  if (event.revision !== revision + 1) {
    waiting.push(event);
    void load();
    return;
  }
  revision = event.revision;
  apply(event.changes);
}

/** Asks for the snapshot, then catches up with what came meanwhile. */
export async function load(): Promise<void> {
  revision = null;
  const answer = await ask('app.snapshot', {});
  if (!answer.ok) {
    useCore.setState({ trouble: answer.error });
    return;
  }
  show(answer.value);
  revision = answer.value.revision;
  const missed = waiting;
  waiting = [];
  for (const event of missed) receive(event);
  renewLibrary();
}

/** Starts listening, then loads: in this order no change can fall between. */
export async function startSync(): Promise<void> {
  onChanges(receive);
  window.addEventListener('online', () => void ask('network.back', {}));
  await load();
}
