import { type Ask, type Followed, PollBook } from '../../main/core/job/poll/book.ts';
import type { Completion } from '../../main/core/job/poll/completion.ts';
import { PAGE, type PollRules } from '../../main/core/job/poll/plan.ts';

/** Round trip in seconds; the service sees a request halfway. */
export const ROUND_TRIP = 0.15;

export interface WorldOptions {
  readonly random: () => number;
  /** Jobs in flight at any time: for each that is fetched, another is sent. */
  readonly inFlight: number;
  /** How long the next job takes, in seconds. */
  readonly take: () => number;
  /** What the app believes of that. */
  readonly completion: Completion;
  /** Seconds that the first jobs have been running for; by default they are spread over a job's time. */
  readonly ages?: () => number;
  /** Nothing is measured before this moment, and nothing happens after `until`. */
  readonly from: number;
  readonly until: number;
  /** The app has just been started, or its machine woken: the first request comes within so many seconds. */
  readonly restart?: number;
  readonly perSecond?: number;
  readonly rules?: PollRules;
  /** What the service says at a moment in place of an answer. */
  readonly refuses?: (at: number) => 'too many' | 'unavailable' | null;
}

/** A request, when it reached the service. `address`: for a clip that a list had shown as finished. */
export interface Request {
  readonly at: number;
  readonly kind: 'page' | 'single' | 'address';
}

/** The end of a job at the service, and when the app knew of it. */
export interface Finding {
  readonly endedAt: number;
  readonly knownAt: number;
}

export interface Report {
  readonly requests: readonly Request[];
  readonly findings: readonly Finding[];
}

interface Job extends Followed {
  readonly acceptedAt: number;
  readonly endsAt: number;
  known: boolean;
}

interface Answer {
  readonly at: number;
  readonly seenAt: number;
  readonly ask: Ask;
}

/** Runs the app's own poll book against a service, in virtual time. */
export class World {
  readonly #options: WorldOptions;
  readonly #book: PollBook;
  readonly #jobs = new Map<string, Job>();
  readonly #answers: Answer[] = [];
  readonly #requests: Request[] = [];
  readonly #findings: Finding[] = [];
  #now = 0;
  #count = 0;

  constructor(options: WorldOptions) {
    this.#options = options;
    const { random, perSecond, rules, restart } = options;
    this.#book = new PollBook({ random, ...(perSecond ? { perSecond } : {}), ...(rules ? { rules } : {}) });
    if (restart !== undefined) this.#book.restart(0, restart);
  }

  run(): Report {
    const { inFlight, completion, until, random } = this.#options;
    const spread = (): number => (inFlight === 1 ? 0 : completion.quantile(0.5) * random());
    for (let index = 0; index < inFlight; index += 1) this.#send((this.#options.ages ?? spread)());
    while (this.#now < until) {
      const ask = this.#book.next([...this.#jobs.values()], this.#now, 1);
      const [answer] = this.#answers;
      if (answer && (ask === null || answer.at <= ask.at)) this.#receive(answer);
      else if (ask) this.#ask(ask);
      else break;
    }
    return { requests: this.#requests, findings: this.#findings };
  }

  #send(age: number): void {
    this.#count += 1;
    const id = `job ${this.#count}`;
    const acceptedAt = this.#now - age;
    const endsAt = acceptedAt + this.#options.take();
    this.#jobs.set(id, {
      id,
      age: () => age,
      completion: this.#options.completion,
      acceptedAt,
      endsAt,
      known: false,
    });
  }

  #ask(ask: Ask): void {
    this.#now = Math.max(this.#now, ask.at);
    this.#book.asked(ask, this.#now);
    const seenAt = this.#now + ROUND_TRIP / 2;
    this.#answers.push({ at: this.#now + ROUND_TRIP, seenAt, ask });
    const isAddress = ask.kind === 'single' && this.#jobs.get(ask.id)?.known === true;
    if (seenAt >= this.#options.from)
      this.#requests.push({ at: seenAt, kind: isAddress ? 'address' : ask.kind });
  }

  #receive(answer: Answer): void {
    this.#answers.shift();
    this.#now = answer.at;
    const refusal = this.#options.refuses?.(answer.seenAt) ?? null;
    if (refusal !== null) this.#book.refused(answer.ask, this.#now, refusal === 'too many');
    else if (answer.ask.kind === 'page') this.#page(answer.seenAt, Number(answer.ask.cursor ?? 0));
    else this.#single(answer.seenAt, answer.ask.id);
  }

  #single(seenAt: number, id: string): void {
    const job = this.#jobs.get(id);
    this.#book.heard(id, this.#now);
    if (!job || job.endsAt > seenAt) return;
    this.#learn(job);
    this.#jobs.delete(id);
    this.#send(0);
  }

  /** Newest first, from a place on. */
  #page(seenAt: number, start: number): void {
    const all = [...this.#jobs.values()].filter(({ acceptedAt }) => acceptedAt <= seenAt).reverse();
    const shown = all.slice(start, start + PAGE);
    for (const job of shown) if (job.endsAt <= seenAt) this.#learn(job);
    const rows = shown.map((job) => ({ id: job.id, ended: job.endsAt <= seenAt }));
    this.#book.listed(rows, start + PAGE < all.length ? String(start + PAGE) : null, this.#now);
  }

  #learn(job: Job): void {
    if (job.known) return;
    job.known = true;
    if (this.#now >= this.#options.from) this.#findings.push({ endedAt: job.endsAt, knownAt: this.#now });
  }
}
