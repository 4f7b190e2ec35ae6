import type { Failure } from '../../preload/contract/errors.ts';
import type { Combo } from '../../preload/contract/keyboard.ts';
import type { Change } from '../../preload/contract/schemas/snapshot.ts';
import type { UpdateView } from '../../preload/contract/schemas/updates.ts';
import type { LibraryStats, NoticeView } from '../../preload/contract/schemas/views.ts';
import type { Away } from '../../preload/contract/vocabulary.ts';
import { awayOf } from '../core/job/accounts.ts';
import type { Engine } from '../core/job/engine.ts';
import type { Job } from '../core/job/state.ts';
import type { ClipRecord, IndexedClip } from '../core/library/clip-record.ts';
import type { Ids } from '../core/ports.ts';
import { foreignCount, spendView } from '../ipc/handlers.ts';
import type { Publisher } from '../ipc/publish.ts';
import { clipView, jobView } from '../ipc/views.ts';

interface Views {
  readonly engine: () => Engine;
  readonly settings: () => Extract<Change, { kind: 'settings' }>['settings'];
  readonly account: () => Extract<Change, { kind: 'account' }>['account'];
  readonly accountId: () => string | null;
  readonly clip: (id: string) => IndexedClip | null;
  readonly stats: () => Promise<LibraryStats>;
  readonly update: () => UpdateView;
}

/** Tells the page what changed, one word per thing; the views are made when they are sent. */
export class Tell {
  readonly #publisher: Publisher;
  readonly #ids: Ids;
  readonly #views: Views;
  #notices: NoticeView[] = [];
  #presses = 0;

  constructor(publisher: Publisher, ids: Ids, views: Views) {
    this.#publisher = publisher;
    this.#ids = ids;
    this.#views = views;
  }

  get notices(): readonly NoticeView[] {
    return this.#notices;
  }

  /** What keeps the service of the account in use out of reach, as far as is known; null for nothing. */
  away(): Away | null {
    const id = this.#views.accountId();
    const account = id === null ? null : this.#views.engine().accounts.of(id);
    return account && account.failures > 0 ? awayOf(account) : null;
  }

  job(job: Job): void {
    const engine = this.#views.engine();
    this.#publisher.note(`job:${job.id}`, () => {
      const now = engine.job(job.id);
      return now && { kind: 'job', job: jobView(engine, now) };
    });
  }

  /** A clip is there, is different now, or has gone. */
  clip({ id }: Pick<ClipRecord, 'id'>): void {
    this.#publisher.note(`clip:${id}`, () => {
      const now = this.#views.clip(id);
      return now ? { kind: 'clip', clip: clipView(now) } : { kind: 'clip-gone', id };
    });
    this.library();
  }

  /** Many clips are different now. */
  libraryChanged(): void {
    this.#publisher.note('library-changed', () => ({ kind: 'library-changed' }));
    this.library();
  }

  library(): void {
    void this.#views
      .stats()
      .then((library) => this.#publisher.note('library', () => ({ kind: 'library', library })));
  }

  /** Brings a view or a clip up, as if the person had gone there. */
  show(show: Omit<Extract<Change, { kind: 'show' }>, 'kind'>): void {
    this.#publisher.note('show', () => ({ kind: 'show', ...show }));
  }

  /** Lets the page do what this key does. */
  press(combo: Combo): void {
    this.#presses += 1;
    this.#publisher.note(`press:${this.#presses}`, () => ({ kind: 'press', combo }));
  }

  /** Lets the page sound. */
  chime(): void {
    this.#publisher.note('chime', () => ({ kind: 'chime' }));
  }

  settings(): void {
    this.#publisher.note('settings', () => ({ kind: 'settings', settings: this.#views.settings() }));
  }

  account(): void {
    this.#publisher.note('account', () => ({ kind: 'account', account: this.#views.account() }));
    this.#publisher.note('away', () => ({ kind: 'away', away: this.away() }));
  }

  update(): void {
    this.#publisher.note('update', () => ({ kind: 'update', update: this.#views.update() }));
  }

  money(): void {
    this.#publisher.note('spend', () => ({ kind: 'spend', spend: spendView(this.#views.engine()) }));
  }

  /** Jobs that were started elsewhere on the key have turned up or been decided about. */
  foreign(): void {
    this.#publisher.note('foreign', () => ({
      kind: 'foreign',
      foreign: foreignCount(this.#views.engine(), this.#views.accountId()),
    }));
  }

  /** Files that the system gave Kinora to open wait for the page. */
  opened(count: () => number): void {
    this.#publisher.note('opened', () => ({ kind: 'opened', opened: count() }));
  }

  /** Says something that belongs to no job, until the person dismisses it. */
  notice(level: NoticeView['level'], failure: Failure): void {
    const notice: NoticeView = { id: this.#ids.next(), level, failure: { ...failure } };
    this.#notices = [...this.#notices, notice];
    this.#publisher.note(`notice:${notice.id}`, () => ({ kind: 'notice', notice }));
  }

  dismiss(id: string): void {
    this.#notices = this.#notices.filter((notice) => notice.id !== id);
  }
}
