import type { JobStateName } from '../../../preload/contract/vocabulary.ts';
import type { Engine } from './engine.ts';

const MOVING: ReadonlySet<JobStateName> = new Set([
  'uploading',
  'prepared',
  'sending',
  'downloading',
  'cancelling',
]);

/** Whether bytes or a request of any job are on their way at this moment. */
export const isMoving = (engine: Pick<Engine, 'jobs' | 'notes'>): boolean =>
  engine.jobs().some(({ id, state }) => MOVING.has(state.name) && engine.notes(id).hold === null);
