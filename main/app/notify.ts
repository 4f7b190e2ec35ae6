import { type BrowserWindow, Notification } from 'electron';
import type { Change } from '../../preload/contract/schemas/snapshot.ts';
import { isAt, type Job } from '../core/job/state.ts';
import type { ClipRecord } from '../core/library/clip-record.ts';
import type { Clock } from '../core/ports.ts';
import type { Money } from '../core/store/ledger-table.ts';
import type { SettingsStore } from './settings.ts';
import { WORDS } from './words.ts';

/** What ends within this time of the first is said in one. So at most two notifications come in as long. */
const GATHER_MS = 1000;
/** Those kept for a click; systems keep older ones, which then only bring the window up. */
const KEPT = 20;

type Show = Omit<Extract<Change, { kind: 'show' }>, 'kind'>;

/** One thing that can be said. */
interface News {
  readonly title: string;
  readonly body: string;
  readonly show: Show;
}

export interface NotifierOptions {
  readonly settings: Pick<SettingsStore, 'get'>;
  readonly clock: Clock;
  readonly window: () => BrowserWindow | null;
  readonly moneyOf: (jobId: string) => Money;
  /** Lets the page show what the person has clicked on. */
  readonly show: (show: Show) => void;
}

/** Tells of clips that are ready or have failed, through the system, as the person wants it. */
export class Notifier {
  readonly #options: NotifierOptions;
  readonly #waiting = { ready: [] as News[], failed: [] as News[] };
  readonly #told = new Set<string>();
  /** A notification that nothing holds can no longer be clicked. */
  readonly #kept: Notification[] = [];

  constructor(options: NotifierOptions) {
    this.#options = options;
  }

  /** A clip has come home. */
  ready(clip: ClipRecord): void {
    if (!this.#options.settings.get().notifyReady) return;
    this.#gather('ready', {
      title: WORDS.clipReady,
      body: clip.name,
      show: { view: 'library', clipId: clip.id },
    });
  }

  /** A job has changed; only the first word of its failure counts. */
  job(job: Job): void {
    if (!isAt(job, 'failed', 'rejected') || this.#told.has(job.id)) return;
    this.#told.add(job.id);
    if (!this.#options.settings.get().notifyFailed) return;
    const { charged, refunded } = this.#options.moneyOf(job.id);
    const name = job.recipe.inputs[0]?.name ?? '';
    this.#gather('failed', {
      title: WORDS.clipFailed,
      body: WORDS.whyFailed(name, job.state.failure, charged, refunded),
      show: { view: 'animate', clipId: null },
    });
  }

  #gather(kind: 'ready' | 'failed', news: News): void {
    const waiting = this.#waiting[kind];
    waiting.push(news);
    if (waiting.length === 1) this.#options.clock.after(GATHER_MS, () => this.#tell(kind));
  }

  #tell(kind: 'ready' | 'failed'): void {
    const waiting = this.#waiting[kind].splice(0);
    const { settings, window } = this.#options;
    if (settings.get().notifyOnlyAway && window()?.isFocused()) return;
    const [first] = waiting;
    if (!first || !Notification.isSupported()) return;
    if (waiting.length === 1) this.#say(first);
    else
      this.#say({
        title: (kind === 'ready' ? WORDS.clipsReady : WORDS.clipsFailed)(waiting.length),
        body: waiting.map(({ body }) => body).join('\n'),
        show: { ...first.show, clipId: null },
      });
  }

  #say({ title, body, show }: News): void {
    const notification = new Notification({ title, body });
    this.#kept.push(notification);
    this.#kept.splice(0, this.#kept.length - KEPT);
    notification.on('click', () => {
      const window = this.#options.window();
      if (window?.isMinimized()) window.restore();
      window?.show();
      window?.focus();
      this.#options.show(show);
    });
    notification.show();
  }
}
