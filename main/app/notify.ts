import { type BrowserWindow, Notification } from 'electron';
import type { Change } from '../../preload/contract/schemas/snapshot.ts';
import { isAt, type Job } from '../core/job/state.ts';
import type { ClipRecord } from '../core/library/clip-record.ts';
import type { Clock } from '../core/ports.ts';
import type { Money } from '../core/store/ledger-table.ts';
import { bringUp } from './lifecycle.ts';
import type { SettingsStore } from './settings.ts';
import { WORDS } from './words.ts';

/** What ends within this time of the first is said in one. So at most two notifications come in as long. */
const GATHER_MS = 1000;
/** Clips of a batch are told together, but none is kept from the person longer than this. */
const BATCH_MS = 10 * 60_000;
/** Names in one notification. */
const NAMES = 4;
/** Those kept for a click; systems keep older ones, which then only bring the window up. */
const KEPT = 20;

type Show = Omit<Extract<Change, { kind: 'show' }>, 'kind'>;

/** One thing that can be said. */
interface News {
  readonly title: string;
  readonly body: string;
  readonly show: Show;
  readonly batchId: string | null;
  /** Told by then at the latest, on the clock that never stands still. */
  readonly latest: number;
}

export interface NotifierOptions {
  readonly settings: Pick<SettingsStore, 'get'>;
  readonly clock: Clock;
  readonly window: () => BrowserWindow | null;
  readonly moneyOf: (jobId: string) => Money;
  /** Whether more will happen in this batch without the person. */
  readonly isUnderWay: (batchId: string) => boolean;
  /** Lets the page show what the person has clicked on. */
  readonly show: (show: Show) => void;
  readonly chime: () => void;
}

/** Tells of clips that are ready or have failed, through the system, as the person wants it. */
export class Notifier {
  readonly #options: NotifierOptions;
  readonly #waiting = { ready: [] as News[], failed: [] as News[] };
  readonly #due = { ready: false, failed: false };
  readonly #late = { ready: false, failed: false };
  readonly #told = new Set<string>();
  /** A notification that nothing holds can no longer be clicked. */
  readonly #kept: Notification[] = [];

  constructor(options: NotifierOptions) {
    this.#options = options;
  }

  /** A clip has come home. */
  ready(clip: ClipRecord): void {
    const { notifyReady, sound } = this.#options.settings.get();
    if (!notifyReady && !sound) return;
    this.#gather('ready', {
      title: WORDS.clipReady,
      body: clip.name,
      show: { view: 'library', clipId: clip.id },
      batchId: clip.batchId,
    });
  }

  /** A job has changed; only the first word of its failure counts. */
  job(job: Job): void {
    for (const kind of ['ready', 'failed'] as const) if (this.#waiting[kind].length > 0) this.#soon(kind);
    if (!isAt(job, 'failed', 'rejected') || this.#told.has(job.id)) return;
    this.#told.add(job.id);
    if (!this.#options.settings.get().notifyFailed) return;
    const { charged, refunded } = this.#options.moneyOf(job.id);
    const name = job.recipe.inputs[0]?.name ?? '';
    this.#gather('failed', {
      title: WORDS.clipFailed,
      body: WORDS.whyFailed(name, job.state.failure, charged, refunded),
      show: { view: 'animate', clipId: null },
      batchId: job.batchId,
    });
  }

  #gather(kind: 'ready' | 'failed', news: Omit<News, 'latest'>): void {
    const { clock } = this.#options;
    this.#waiting[kind].push({ ...news, latest: clock.monotonic() + BATCH_MS });
    this.#soon(kind);
  }

  #soon(kind: 'ready' | 'failed'): void {
    if (this.#due[kind]) return;
    this.#due[kind] = true;
    this.#options.clock.after(GATHER_MS, () => {
      this.#due[kind] = false;
      this.#tell(kind);
    });
  }

  #later(kind: 'ready' | 'failed', ms: number): void {
    if (this.#late[kind]) return;
    this.#late[kind] = true;
    this.#options.clock.after(ms, () => {
      this.#late[kind] = false;
      this.#tell(kind);
    });
  }

  /** Tells of the batches that have come to rest. */
  #tell(kind: 'ready' | 'failed'): void {
    const { settings, window, clock, isUnderWay, chime } = this.#options;
    const now = clock.monotonic();
    const goesOn = ({ batchId, latest }: News): boolean =>
      batchId !== null && now < latest && isUnderWay(batchId);
    const news = this.#waiting[kind].filter((one) => !goesOn(one));
    this.#waiting[kind] = this.#waiting[kind].filter(goesOn);
    const [next] = this.#waiting[kind];
    if (next) this.#later(kind, next.latest - now);
    const [first] = news;
    if (!first) return;
    const { notifyReady, notifyOnlyAway, sound } = settings.get();
    if (kind === 'ready' && sound) chime();
    if (kind === 'ready' && !notifyReady) return;
    if ((notifyOnlyAway && window()?.isFocused()) || !Notification.isSupported()) return;
    if (news.length === 1) this.#say(first);
    else {
      const names = news.slice(0, NAMES).map(({ body }) => body);
      const more = news.length - names.length;
      this.#say({
        title: (kind === 'ready' ? WORDS.clipsReady : WORDS.clipsFailed)(news.length),
        body: [...names, ...(more > 0 ? [WORDS.andMore(more)] : [])].join('\n'),
        show: { ...first.show, clipId: null },
      });
    }
  }

  #say({ title, body, show }: Pick<News, 'title' | 'body' | 'show'>): void {
    // The sound is Kinora's own, for those who want one.
    const notification = new Notification({ title, body, silent: true });
    this.#kept.push(notification);
    this.#kept.splice(0, this.#kept.length - KEPT);
    notification.on('click', () => {
      bringUp(this.#options.window());
      this.#options.show(show);
    });
    notification.show();
  }
}
