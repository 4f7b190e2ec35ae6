import { isFinal, PRACTICE_ACCOUNT } from '../../preload/contract/vocabulary.ts';
import type { Job } from '../core/job/state.ts';
import type { Practice } from './practice.ts';
import type { SettingsStore } from './settings.ts';

export interface PracticeModeOptions {
  readonly settings: SettingsStore;
  readonly practice: Pick<Practice, 'start' | 'stop'>;
  readonly jobs: () => readonly Job[];
  /** Until then the service starts for those only who ask for it. */
  readonly shown?: Promise<void>;
}

/** Whether new jobs are practice jobs. The service runs while they are, and after that for those still unfinished. */
export class PracticeMode {
  readonly #options: PracticeModeOptions;

  constructor(options: PracticeModeOptions) {
    this.#options = options;
  }

  /** The one way to turn practice mode on or off. */
  setPractice(on: boolean): void {
    this.#options.settings.update({ practice: on });
    this.look();
  }

  /** Starts or ends the service as it is needed now; to be called after each change of a practice job. */
  look(): void {
    const { settings, practice, jobs, shown } = this.#options;
    if (settings.get().practice || jobs().some(isUnfinished)) practice.start(shown);
    else void practice.stop();
  }
}

/** A job that was not found stays as it is until it is asked for, and needs no service for that. */
function isUnfinished({ accountId, state }: Job): boolean {
  return accountId === PRACTICE_ACCOUNT && !isFinal(state.name) && state.name !== 'absent';
}
