import { nextStep, type World } from '../../../main/core/job/schedule.ts';
import type { Candidate, Job, JobEvent, JobState } from '../../../main/core/job/state.ts';
import { type LedgerLine, type Transition, transition } from '../../../main/core/job/transition.ts';
import { micro } from '../../../preload/contract/money.ts';
import { isFinal } from '../../../preload/contract/vocabulary.ts';

/** The two pure decisions; tests put broken ones in their place. */
export interface Rules {
  readonly transition: (state: JobState, event: JobEvent) => Transition | null;
  readonly nextStep: typeof nextStep;
}
export const RULES: Rules = { transition, nextStep };

const PRICE = micro(250_000);
const failure = { code: 'generation-failed' } as const;
/** How many looks at the list a settle window has; what the service took on is in the list by then. */
const SETTLED = 4;
/** More steps than any job needs that nothing keeps from moving. */
const PATIENCE = 60;

/** A job at the service. */
interface Remote {
  readonly id: string;
  status: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled' | 'gone';
  refunded: boolean;
  /** Looks at the list that do not show it yet. */
  hidden: number;
}

/** Something that cannot be taken back, and where the journal stood when it was done. */
export interface Effect {
  readonly kind: 'upload' | 'post' | 'cancel' | 'download';
  readonly state: JobState;
  readonly sendId: string | null;
}

/** One event, what became of it, and what would if it came once more. */
interface Told {
  readonly from: JobState;
  readonly event: JobEvent;
  readonly to: Transition | null;
  readonly again: Transition | null;
}

/** All that happened to a job. */
export interface History {
  readonly steps: readonly Told[];
  readonly money: readonly LedgerLine[];
  readonly effects: readonly Effect[];
  /** What the service charged and gave back, in micro-cents. */
  readonly charged: number;
  readonly refunded: number;
  readonly created: number;
  /** The state at the end, after a calm time in which nothing kept the job from moving. */
  readonly end: JobState;
  /** Paid jobs that were held although only unpaid ones may be. */
  readonly heldBack: readonly JobState[];
}

const CALM: World = {
  now: 0,
  away: null,
  triedAgain: null,
  paused: false,
  keyUsable: true,
  keyAgain: null,
  keyAskAgain: 0,
  slowUntil: 0,
  sendAfter: 0,
  laneBusy: false,
  uploadSlots: 1,
  downloadSlots: 1,
  remoteSlots: 1,
  withinBudget: true,
  nextMonth: 0,
  diskFullUntil: 0,
  due: 0,
};
/** What may keep a job from moving. Those of the first kind must never touch one that is paid for. */
const SENDING_HOLDS: readonly Partial<World>[] = [
  { paused: true },
  { withinBudget: false },
  { laneBusy: true },
  { remoteSlots: 0 },
  { sendAfter: 1 },
  { uploadSlots: 0 },
];
const OTHER_HOLDS: readonly Partial<World>[] = [
  { away: 'offline' },
  { away: 'service' },
  { keyUsable: false, keyAskAgain: 1 },
  { slowUntil: 1 },
  { due: 1 },
  { diskFullUntil: 1 },
  { downloadSlots: 0 },
];

/**
 * Plays one job through a history: the app does what `nextStep` says, crashes anywhere, and tells `transition` what it
 * saw; the service charges, loses answers, lists late, fails and gives back; a person presses buttons; news comes
 * twice. `choices` decides everything, one number per decision.
 */
export function play(choices: Iterable<number>, rules: Rules = RULES): History {
  return new Player(choices, rules).play();
}

class Player {
  readonly #choices: Iterator<number>;
  readonly #rules: Rules;
  readonly #steps: Told[] = [];
  readonly #money: LedgerLine[] = [];
  readonly #effects: Effect[] = [];
  readonly #heldBack: JobState[] = [];
  readonly #remotes: Remote[] = [];
  #state: JobState = { name: 'draft' };
  #sends = 0;
  /** The open send: whether its commit record is written, and the job that it made. */
  #committed = false;
  #looks = 0;
  /** A send that the service said had failed although it took it. */
  #doubt: { sendId: string; remote: Remote } | null = null;
  #exhausted = false;

  constructor(choices: Iterable<number>, rules: Rules) {
    this.#choices = choices[Symbol.iterator]();
    this.#rules = rules;
  }

  play(): History {
    this.#tell({ type: 'enqueue' });
    while (!this.#exhausted) {
      const actor = this.#choose(8);
      if (actor < 4) this.#engine(this.#world());
      else if (actor < 6) this.#service();
      else if (actor === 6) this.#person();
      else this.#lateNews();
    }
    for (let step = 0; step < PATIENCE && !isFinal(this.#state.name); step += 1) {
      this.#engine(CALM);
      this.#service();
    }
    const refunded = this.#remotes.filter((remote) => remote.refunded).length;
    return {
      steps: this.#steps,
      money: this.#money,
      effects: this.#effects,
      charged: this.#remotes.length * PRICE,
      refunded: refunded * PRICE,
      created: this.#remotes.length,
      end: this.#state,
      heldBack: this.#heldBack,
    };
  }

  /** A number below `options`; 0 when the choices have run out, which is always the calm one. */
  #choose(options: number): number {
    const { value, done } = this.#choices.next();
    if (done) this.#exhausted = true;
    return done ? 0 : value % options;
  }

  #tell(event: JobEvent): boolean {
    const from = this.#state;
    if (this.#doubt && WAITS_FOR_SENDING.includes(from.name) && LETS_GO.includes(event.type))
      return this.#lookFor(this.#doubt.sendId);
    const to = this.#rules.transition(from, event);
    this.#steps.push({ from, event, to, again: to && this.#rules.transition(to.state, event) });
    if (!to) return false;
    this.#state = to.state;
    this.#money.push(...to.money);
    return true;
  }

  #do(kind: Effect['kind'], sendId: string | null = null): void {
    this.#effects.push({ kind, state: this.#state, sendId });
  }

  #world(): World {
    const held = this.#choose(24);
    return { ...CALM, ...SENDING_HOLDS[held], ...OTHER_HOLDS[held - SENDING_HOLDS.length] };
  }

  #engine(world: World): void {
    const job: Job = { ...JOB, state: this.#state };
    const step = this.#rules.nextStep(job, world);
    const sendingOnly = world.paused || !world.withinBudget || world.laneBusy || world.remoteSlots === 0;
    if (step.type === 'hold' && sendingOnly && isPaid(this.#state)) this.#heldBack.push(this.#state);
    if (step.type !== 'work') return;
    if (step.work === 'upload') this.#upload();
    else if (step.work === 'send') this.#send();
    else if (step.work === 'settle') this.#tell({ type: this.#committed ? 'answer-lost' : 'not-sent' });
    else if (step.work === 'reconcile') this.#reconcile();
    else if (step.work === 'poll') this.#poll();
    else if (step.work === 'download') this.#download();
    else this.#cancel();
  }

  #upload(): void {
    this.#tell({ type: 'upload-started' });
    this.#do('upload');
    const outcome = this.#choose(8);
    if (outcome === 1) return;
    if (outcome === 2) this.#tell({ type: 'refused', failure });
    else this.#tell({ type: 'uploads-ready' });
  }

  #send(): void {
    const outcome = this.#choose(14);
    if (outcome === 1) return void this.#tell({ type: 'uploads-expired' });
    if (this.#doubt) {
      // The list is read before each send; what the failed queue took after all shows up there.
      const { sendId, remote } = this.#doubt;
      if (this.#list().includes(remote)) this.#lookFor(sendId);
      return;
    }
    this.#sends += 1;
    const sendId = `send-${this.#sends}`;
    this.#committed = false;
    if (!this.#tell({ type: 'send-opened', sendId })) return;
    if (outcome === 2) return; // A crash before the commit record.
    if (outcome === 3) return void this.#tell({ type: 'not-sent' });
    this.#committed = true;
    this.#do('post', sendId);
    const hidden = this.#choose(SETTLED);
    if (outcome === 4) return void this.#tell({ type: 'refused', failure });
    if (outcome === 5) return void this.#tell({ type: 'not-sent' }); // Rate limit or a failed queue.
    this.#startLooking();
    if (outcome === 6) return; // A crash, and the service never saw it.
    if (outcome === 7) return void this.#tell({ type: 'answer-lost' });
    const remote: Remote = { id: `remote-${sendId}`, status: 'pending', refunded: false, hidden };
    this.#remotes.push(remote);
    if (outcome === 8) return; // A crash after the service took it.
    if (outcome === 9) return void this.#tell({ type: 'answer-lost' });
    if (outcome === 10) {
      this.#doubt = { sendId, remote };
      this.#tell({ type: 'not-sent' });
      return;
    }
    this.#tell({ type: 'accepted', remoteId: remote.id, charged: PRICE });
  }

  #lookFor(sendId: string): boolean {
    this.#doubt = null;
    this.#startLooking();
    return this.#tell({ type: 'doubted', sendId });
  }

  #startLooking(): void {
    this.#looks = 0;
  }

  #reconcile(): void {
    this.#looks += 1;
    const shown = this.#list();
    const [found] = shown;
    const foreign = this.#choose(6) === 1;
    if (foreign) this.#tell({ type: 'ambiguous', candidates: [...shown.map(asCandidate), OTHER] });
    else if (found) this.#tell({ type: 'found', remoteId: found.id, price: PRICE });
    else if (this.#looks > SETTLED) this.#tell({ type: 'not-there' });
  }

  /** The service's jobs as its list shows them: each look shows more. */
  #list(): Remote[] {
    for (const remote of this.#remotes) remote.hidden -= 1;
    return this.#remotes.filter(isListed);
  }

  /** The end of the settle window of a job that is followed although its answer was lost. */
  #confirm(): void {
    const own = this.#own();
    if (!own) return;
    if (this.#choose(4) === 1) this.#tell({ type: 'ambiguous', candidates: [asCandidate(own), OTHER] });
    else this.#tell({ type: 'confirmed' });
  }

  #own(): Remote | undefined {
    const { remoteId } = 'remoteId' in this.#state ? this.#state : { remoteId: null };
    return this.#remotes.find(({ id }) => id === remoteId);
  }

  #poll(): void {
    const provisional = 'provisional' in this.#state && this.#state.provisional !== null;
    if (provisional && (this.#exhausted || this.#choose(3) === 1)) this.#confirm();
    this.#hear(this.#own(), 'provisional' in this.#state && this.#state.provisional !== null);
  }

  /** Tells what the service says of a job. While it may be somebody else's its end is no news. */
  #hear(remote: Remote | undefined, provisional: boolean): void {
    if (!remote || this.#choose(10) === 1) return;
    if (remote.status === 'pending') this.#tell({ type: 'waiting' });
    else if (remote.status === 'processing') this.#tell({ type: 'generating' });
    else if (remote.status === 'completed') this.#tell({ type: 'completed', url: `u${this.#choose(2)}` });
    else if (provisional) return;
    else if (remote.status === 'failed') this.#tell({ type: 'failed-there', failure, refunded: PRICE });
    else if (remote.status === 'cancelled') this.#tell({ type: 'cancelled-there', refunded: PRICE });
    else this.#tell({ type: 'gave-up', failure });
  }

  #download(): void {
    this.#do('download');
    const outcome = this.#choose(8);
    if (outcome === 1) return;
    if (outcome === 2) this.#tell({ type: 'completed', url: 'renewed' });
    else if (outcome === 3) this.#tell({ type: 'gave-up', failure });
    else this.#tell({ type: 'published', clipId: 'clip' });
  }

  #cancel(): void {
    this.#do('cancel');
    const own = this.#own();
    const lost = this.#choose(4) === 1;
    if (own?.status === 'pending') {
      Object.assign(own, { status: 'cancelled', refunded: true });
      if (!lost) this.#tell({ type: 'cancelled-there', refunded: PRICE });
    } else if (own?.status === 'cancelled' || own?.status === 'failed') this.#hear(own, false);
    else if (!lost) this.#tell({ type: 'too-late' });
  }

  #service(): void {
    for (const remote of this.#remotes) {
      if (remote.status === 'pending') remote.status = this.#choose(6) === 1 ? 'pending' : 'processing';
      else if (remote.status === 'processing') {
        const outcome = this.#choose(8);
        if (outcome === 1) Object.assign(remote, { status: 'failed', refunded: true });
        else if (outcome === 2) remote.status = 'gone';
        else if (outcome !== 3) remote.status = 'completed';
      }
    }
  }

  #person(): void {
    const asks = this.#choose(3);
    if (this.#state.name === 'asking' && asks === 0) {
      const mine = this.#remotes.find(isListed);
      // Whoever is asked knows their own clip when they see it; while it is not there, they look again.
      if (mine) this.#tell({ type: 'chosen', remoteId: mine.id, charged: PRICE });
      else if (this.#remotes.length === 0) this.#tell({ type: 'none-chosen' });
      return;
    }
    if (asks === 1) {
      this.#startLooking();
      this.#tell({ type: 'check-again' });
    } else this.#tell({ type: 'cancel' });
  }

  /** What was true a moment ago, or was heard before. */
  #lateNews(): void {
    const before = this.#steps.at(-1 - this.#choose(6));
    const stale = before?.event.type;
    if (stale === 'waiting' || stale === 'generating' || stale === 'completed' || stale === 'too-late')
      this.#tell(before?.event ?? { type: 'waiting' });
    else this.#hear(this.#own(), true);
  }
}

/** Before it is let go, a job is looked for whose last send may have been taken after all. */
const WAITS_FOR_SENDING: readonly string[] = ['queued', 'uploading', 'prepared'];
const LETS_GO: readonly string[] = ['cancel', 'refused', 'gave-up'];

const isListed = ({ hidden }: Remote): boolean => hidden < 0;
const asCandidate = ({ id }: Remote): Candidate => ({ remoteId: id, createdAt: null });
const OTHER: Candidate = { remoteId: 'somebody-else', createdAt: null };

const isPaid = (state: JobState): boolean =>
  ['sending', 'unknown', 'pending', 'processing', 'downloading', 'cancelling'].includes(state.name);

const JOB: Omit<Job, 'state'> = {
  id: 'j',
  batchId: 'b',
  accountId: 'a',
  recipe: { modelId: 'm', params: {}, inputs: [], webhookUrl: '', priceVersion: '1' },
  estimate: PRICE,
  serviceEstimate: null,
  since: 0,
  createdAt: 0,
  position: 1,
  retryOf: null,
  imported: false,
};
