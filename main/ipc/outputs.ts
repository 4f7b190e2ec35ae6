import { type Outcome, ok } from '../../preload/contract/errors.ts';
import type { Library } from '../core/library/library.ts';
import { storePoster } from '../core/output/posters.ts';
import type { Handlers } from './router.ts';

export interface OutputServices {
  library(): Library;
}

const plain = (outcome: Outcome<unknown>): Outcome<Record<string, never>> => (outcome.ok ? ok({}) : outcome);

/** The routes of what the page has made of clips. */
export function outputHandlers(services: OutputServices): Pick<Handlers, 'poster.store'> {
  return {
    'poster.store': async ({ clipId, jpeg }) => plain(await storePoster(services.library(), clipId, jpeg)),
  };
}
