import type { UpdateProblem, UpdateView } from '../../preload/contract/schemas/updates.ts';
import type { UpdateChannel, UpdateMode } from '../../preload/contract/vocabulary.ts';
import type { Log } from '../core/ports.ts';

/** What knows how to find, fetch, prove and install an update. It rejects with an `UpdateFailure`. */
export interface Updater {
  /** @returns the newer version of this channel; null when there is none. */
  check(channel: UpdateChannel): Promise<string | null>;
  /**
   * Fetches what the last check found, and proves that it is what was published and who published it.
   * @param progress hears how much is here, from 0 to 1.
   */
  download(signal: AbortSignal, progress: (share: number) => void): Promise<void>;
  /** Puts it in the place of this copy and starts it. */
  install(): void;
}

export class UpdateFailure extends Error {
  readonly problem: UpdateProblem;
  constructor(problem: UpdateProblem, cause: unknown) {
    super(problem, { cause });
    this.problem = problem;
  }
}

export interface UpdateNeeds {
  /** Loads it when it is wanted for the first time. */
  readonly updater: () => Promise<Updater>;
  readonly now: () => number;
  readonly settings: () => { readonly updates: UpdateMode; readonly updateChannel: UpdateChannel };
  /** Whether something is being sent or fetched. */
  readonly busy: () => boolean;
  readonly changed: () => void;
  readonly log: Log;
}

/** How often is looked unasked. */
export const LOOK_EVERY_MS = 24 * 60 * 60 * 1000;
/** After a failure it is tried again unasked when this has passed. */
export const RETRY_AFTER_MS = 60 * 60 * 1000;

type State =
  | { readonly name: 'idle' | 'checking' }
  | { readonly name: 'available' | 'ready'; readonly version: string }
  | { readonly name: 'downloading'; readonly version: string; readonly stop: AbortController };

/**
 * Decides when updates are looked for, fetched and installed: as the person set it or asked for, and never while
 * something is being sent or fetched. Nothing here has a timer: `look` is called when something may have changed.
 */
export class Updates {
  readonly #needs: UpdateNeeds;
  #state: State = { name: 'idle' };
  /** What the person asked for and has not got yet. */
  #asked: 'check' | 'download' | null = null;
  #share = 0;
  #checkedAt: number | null = null;
  #channel: UpdateChannel | null = null;
  #problem: UpdateProblem | null = null;
  #failedAt: number | null = null;
  #busy = false;

  constructor(needs: UpdateNeeds) {
    this.#needs = needs;
  }

  view(): UpdateView {
    const { name } = this.#state;
    return {
      state: name,
      version: 'version' in this.#state ? this.#state.version : null,
      share: name === 'downloading' ? this.#share : 0,
      waits: this.#busy && (name === 'ready' || this.#asked !== null),
      checkedAt: this.#checkedAt,
      problem: this.#problem,
    };
  }

  /** Does what is due, unless something is being sent or fetched: then a download is given up until later. */
  look(): void {
    const busy = this.#needs.busy();
    const turned = busy !== this.#busy;
    this.#busy = busy;
    if (busy && this.#state.name === 'downloading') this.#state.stop.abort();
    if (turned) this.#needs.changed();
    if (busy) return;
    const { updates, updateChannel } = this.#needs.settings();
    if (this.#state.name === 'available' && this.#channel !== updateChannel) this.#forget();
    if (this.#state.name === 'idle' && (this.#asked === 'check' || (updates !== 'manual' && this.#isDue())))
      void this.#check(updateChannel);
    else if (this.#state.name === 'available') {
      const unasked = updates === 'automatic' && this.#mayRetry();
      if (this.#asked === 'download' || unasked) void this.#download(this.#state.version);
    }
  }

  /** The person wants to know whether there is an update. */
  check(): void {
    if (this.#state.name === 'available') this.#forget();
    if (this.#state.name !== 'idle') return;
    this.#ask('check');
  }

  /** The person wants the one that was found. */
  download(): void {
    if (this.#state.name === 'available') this.#ask('download');
  }

  /** Whether the update may be installed now. */
  isReady(): boolean {
    return this.#state.name === 'ready' && !this.#needs.busy();
  }

  #ask(what: 'check' | 'download'): void {
    this.#asked = what;
    this.look();
    this.#needs.changed();
  }

  #forget(): void {
    this.#state = { name: 'idle' };
    this.#checkedAt = null;
    this.#failedAt = null;
  }

  #isDue(): boolean {
    const { now, settings } = this.#needs;
    const fresh =
      this.#channel === settings().updateChannel &&
      this.#checkedAt !== null &&
      now() - this.#checkedAt < LOOK_EVERY_MS;
    return !fresh && this.#mayRetry();
  }

  #mayRetry(): boolean {
    return this.#failedAt === null || this.#needs.now() - this.#failedAt >= RETRY_AFTER_MS;
  }

  async #check(channel: UpdateChannel): Promise<void> {
    this.#channel = channel;
    await this.#step({ name: 'checking' }, async (updater) => {
      const version = await updater.check(channel);
      this.#checkedAt = this.#needs.now();
      return version === null ? { name: 'idle' } : { name: 'available', version };
    });
  }

  async #download(version: string): Promise<void> {
    const stop = new AbortController();
    this.#share = 0;
    await this.#step(
      { name: 'downloading', version, stop },
      async (updater) => {
        await updater.download(stop.signal, (share) => {
          this.#share = share;
          this.#needs.changed();
        });
        return { name: 'ready', version };
      },
      stop.signal,
    );
  }

  /** Takes a step that may fail, in which case everything is as it was before it, and said so. */
  async #step(
    during: State,
    work: (updater: Updater) => Promise<State>,
    stopped?: AbortSignal,
  ): Promise<void> {
    const before = this.#state;
    const asked = this.#asked;
    this.#asked = null;
    this.#problem = null;
    this.#state = during;
    this.#needs.changed();
    try {
      this.#state = await work(await this.#needs.updater());
      this.#failedAt = null;
    } catch (error) {
      this.#state = before;
      // Given up for what is being sent: it is wanted as much as before.
      if (stopped?.aborted) this.#asked = asked;
      else this.#failed(error);
    }
    this.#needs.changed();
    this.look();
  }

  #failed(error: unknown): void {
    const problem = error instanceof UpdateFailure ? error.problem : 'unreachable';
    this.#problem = problem;
    this.#failedAt = this.#needs.now();
    const { cause } = error instanceof Error ? error : {};
    this.#needs.log('warn', 'update-failed', { problem, code: Reflect.get(Object(cause), 'code') ?? null });
  }
}
