import type { Completion } from './completion.ts';
import { Pace } from './pace.ts';
import { PAGE, POLL_RULES, type PollRules, planPolls, type Watched } from './plan.ts';

/** A job to follow. */
export interface Followed {
  readonly id: string;
  /** Seconds since the service took it on; asked for once. */
  readonly age: () => number;
  /** How long such jobs take, in seconds. */
  readonly completion: Completion;
}

/** The next request for an account: one job, or one page of the list. */
export type Ask =
  | { readonly at: number; readonly kind: 'single'; readonly id: string }
  | { readonly at: number; readonly kind: 'page'; readonly cursor: string | null };

/** What a page of the list says of a job that is followed. */
export interface Row {
  readonly id: string;
  /** Completed, failed or cancelled there: what that means is for the job's own answer to say. */
  readonly ended: boolean;
}

export interface BookOptions {
  /** 0 to 1. */
  readonly random: () => number;
  readonly perSecond?: number;
  readonly rules?: PollRules;
}

/** Seconds that first requests are spread over after a start or a wake-up, which many copies may have in one moment. */
export const JITTER = { restart: 5, wake: 2 };
/** A job that was missing from so many lists in a row is asked for by itself from then on. */
const MISSED = 2;
/** A list that failed so often while single requests went through is left alone for a while, in seconds. */
const BROKEN_LISTS = 2;
const LIST_REST = 300;
/** A list may be wrong: a job it has called running for so long, in seconds, is asked for by itself now and then. */
const TRUSTED = 300;
/** The share of jobs that a list is trusted with all their time. */
const USUAL = 0.99;
/** A job whose own request keeps failing is asked for at least so often, in seconds. */
const LONGEST_PAUSE = 120;

type Entry = { -readonly [K in keyof Watched]: Watched[K] } & {
  missed: number;
  singleAt: number;
  failures: number;
  inFlight: boolean;
};

/** One reading of the list, page by page. */
interface Sweep {
  /** Jobs that no page has shown yet. */
  readonly missing: Set<string>;
  pages: number;
  readonly mostPages: number;
  cursor: string | null;
  readyAt: number;
}

/**
 * What is known of the polls of one account, and so what is asked next. Knows no network and no timer: who asks
 * tells it what was asked and what came of it. All times are seconds of one clock that only goes forward.
 */
export class PollBook {
  readonly #entries = new Map<string, Entry>();
  readonly #random: () => number;
  readonly #rules: PollRules;
  readonly #pace: Pace;
  #patience = 1;
  #sweep: Sweep | null = null;
  #pageInFlight = false;
  #listedAt = Number.NEGATIVE_INFINITY;
  /** The last request was for the list and failed: one job is asked for to see whether it is the list alone. */
  #probing = false;
  #brokenLists = 0;
  #listRestsUntil = Number.NEGATIVE_INFINITY;

  constructor({ random, perSecond, rules = POLL_RULES }: BookOptions) {
    this.#random = random;
    this.#rules = rules;
    this.#pace = new Pace(perSecond);
  }

  /** The next request for these jobs, or null where none is to be made. Jobs that are not named are forgotten. */
  next(jobs: readonly Followed[], now: number, patience: number): Ask | null {
    this.#patience = patience;
    this.#follow(jobs, now);
    const plan = planPolls(this.#plannable(now), now, patience, this.#rules);
    const page = this.#page(plan?.kind === 'list' ? plan.at : Number.POSITIVE_INFINITY);
    const single = plan?.kind === 'single' ? plan : null;
    const ask = page !== null && (single === null || page.at <= single.at) ? page : single;
    return ask && { ...ask, at: Math.max(ask.at, this.#pace.freeAt) };
  }

  /** This request is on its way. */
  asked(ask: Ask, now: number): void {
    this.#pace.asked(now);
    if (ask.kind === 'single') {
      const entry = this.#entries.get(ask.id);
      if (entry) Object.assign(entry, { inFlight: true, singleAt: now });
      return;
    }
    this.#pageInFlight = true;
    if (this.#sweep) return;
    const missing = new Set(this.#plannable(now).flatMap((job) => (job.listed ? [job.id] : [])));
    const mostPages = Math.ceil(missing.size / PAGE) + 1;
    this.#sweep = { missing, pages: 0, mostPages, cursor: null, readyAt: now };
    this.#listedAt = now;
  }

  /** A single request was answered. `pause`: not again for so many seconds. */
  heard(id: string, now: number, pause = 0): void {
    const entry = this.#entries.get(id);
    if (entry)
      Object.assign(entry, {
        inFlight: false,
        failures: 0,
        heardAt: now,
        urgentSince: null,
        notBefore: now + pause,
      });
    this.#pace.answered();
    if (this.#probing) this.#brokenLists += 1;
    if (this.#brokenLists >= BROKEN_LISTS) {
      this.#brokenLists = 0;
      this.#listRestsUntil = now + LIST_REST;
    }
    this.#probing = false;
  }

  /** A page of the list came. `cursor`: of the next page, null after the last. */
  listed(rows: readonly Row[], cursor: string | null, now: number): void {
    this.#pace.answered();
    this.#pageInFlight = false;
    this.#probing = false;
    this.#brokenLists = 0;
    for (const row of rows) this.#row(row, now);
    this.#doubt(rows, now);
    const sweep = this.#sweep;
    if (!sweep) return;
    for (const { id } of rows) sweep.missing.delete(id);
    Object.assign(sweep, { pages: sweep.pages + 1, cursor, readyAt: now });
    if (cursor !== null && sweep.missing.size > 0 && sweep.pages < sweep.mostPages) return;
    this.#sweep = null;
    for (const id of sweep.missing) {
      const entry = this.#entries.get(id);
      if (entry) Object.assign(entry, { missed: entry.missed + 1, urgentSince: now });
    }
  }

  /** A request was refused, or nobody was there. `slower`: because there were too many. */
  refused(ask: Ask, now: number, slower: boolean): void {
    if (ask.kind === 'single') {
      const entry = this.#entries.get(ask.id);
      // One job that always fails must not keep the others from being asked for.
      if (entry)
        Object.assign(entry, {
          inFlight: false,
          failures: entry.failures + 1,
          notBefore: now + Math.min(LONGEST_PAUSE, this.#rules.single.cap * 2 ** entry.failures),
        });
    } else {
      this.#sweep = null;
      this.#pageInFlight = false;
    }
    this.#probing = ask.kind === 'page';
    this.#pace.refused(now, this.#usualPause(now), slower, this.#random());
  }

  /** How long ago a job was last known to run, in seconds. */
  silence(id: string, now: number): number {
    return now - (this.#entries.get(id)?.heardAt ?? Number.NEGATIVE_INFINITY);
  }

  /** A person wants to know of this job. */
  hurry(id: string, now: number): void {
    const entry = this.#entries.get(id);
    if (entry) Object.assign(entry, { urgentSince: now, notBefore: now });
    this.#pace.forgive(now);
  }

  /** A fresh start: the first request comes within `jitter` seconds, and no failure counts any more. */
  restart(now: number, jitter: number): void {
    this.#probing = false;
    this.#brokenLists = 0;
    this.#listRestsUntil = now;
    this.#pace.forgive(now + this.#random() * jitter);
  }

  #follow(jobs: readonly Followed[], now: number): void {
    for (const { id, age, completion } of jobs) {
      const entry = this.#entries.get(id);
      if (entry?.completion === completion) continue;
      const acceptedAt = entry?.acceptedAt ?? now - age();
      const kind = { completion, opensAt: acceptedAt + completion.opens };
      if (entry) Object.assign(entry, kind);
      else
        this.#entries.set(id, {
          ...kind,
          id,
          acceptedAt,
          heardAt: acceptedAt,
          urgentSince: null,
          notBefore: now,
          listed: true,
          missed: 0,
          singleAt: Number.NEGATIVE_INFINITY,
          failures: 0,
          inFlight: false,
        });
    }
    if (this.#entries.size === jobs.length) return;
    const named = new Set(jobs.map(({ id }) => id));
    for (const id of this.#entries.keys()) if (!named.has(id)) this.#entries.delete(id);
  }

  /** Jobs that something could be asked about now. While the list is being read, it is asked for all that it may show. */
  #plannable(now: number): Entry[] {
    const canList = !this.#probing && now >= this.#listRestsUntil;
    const entries: Entry[] = [];
    for (const entry of this.#entries.values()) {
      if (entry.inFlight) continue;
      entry.listed = canList && entry.missed < MISSED;
      if (this.#sweep && entry.listed && entry.urgentSince === null) continue;
      entries.push(entry);
    }
    return entries;
  }

  #page(plannedAt: number): Ask | null {
    if (this.#pageInFlight) return null;
    if (this.#sweep) return { kind: 'page', at: this.#sweep.readyAt, cursor: this.#sweep.cursor };
    if (plannedAt === Number.POSITIVE_INFINITY) return null;
    const at = Math.max(plannedAt, this.#listedAt + this.#rules.list.floor * this.#patience);
    return { kind: 'page', at, cursor: null };
  }

  #row({ id, ended }: Row, now: number): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    entry.missed = 0;
    // The job's own answer says what its end means; one that contradicts the list is not asked for at every list.
    if (ended && now - entry.singleAt >= this.#rules.single.cap) entry.urgentSince ??= now;
    else entry.heardAt = this.#listedAt;
  }

  /** Of the jobs that no list can be trusted with any more, one per page is asked for: never a burst of them. */
  #doubt(rows: readonly Row[], now: number): void {
    let doubted: Entry | null = null;
    let most = 0;
    for (const { id, ended } of rows) {
      const entry = this.#entries.get(id);
      if (!entry || ended) continue;
      const unasked = now - Math.max(entry.singleAt, entry.acceptedAt);
      const over = unasked <= TRUSTED ? 0 : unasked - Math.max(TRUSTED, entry.completion.quantile(USUAL));
      if (over > most) [doubted, most] = [entry, over];
    }
    if (doubted) doubted.urgentSince ??= now;
  }

  /** The pause until the next request, had this one been answered. */
  #usualPause(now: number): number {
    const jobs = this.#plannable(now).map((job) => ({
      ...job,
      heardAt: now,
      urgentSince: null,
      notBefore: now,
    }));
    const next = planPolls(jobs, now, this.#patience, this.#rules);
    const { floor, cap } = this.#rules.single;
    return Math.min(cap, Math.max(floor, (next?.at ?? now) - now));
  }
}
