/** A job of the service, with what its ledger says of it in micro-cents. */
export interface ServiceJob {
  readonly id: string;
  /** The intent that it was made for; null: foreign. */
  readonly intent: string | null;
  readonly charged: number;
  readonly refunded: number;
  /** How often it was charged. */
  readonly charges: number;
}

/** What a client's own books say of an intent, in micro-cents. */
export interface Entry {
  readonly intent: string;
  /** Ids of the service's jobs that it owns. */
  readonly owns: readonly string[];
  readonly charged: number;
  readonly refunded: number;
  readonly charges: number;
  /** Where it is: done, failed, absent… */
  readonly state: string;
  /** Clips in the library that belong to it. */
  readonly clips: number;
}

export interface Verdict {
  /** Intents that the clients know of. */
  readonly intents: number;
  /** Intents that the service charged more than once. */
  readonly paidTwice: number;
  /** Jobs of our intents that were charged and that no intent owns, or that ended without their clip or refund. */
  readonly paidButLost: number;
  /** Intents that own a job of the service that is not theirs. */
  readonly wrongAdoptions: number;
  /** Whether both sides agree on every job and in sum, to the micro-cent. */
  readonly ledgersEqual: boolean;
  /** A line for each thing that is wrong. */
  readonly findings: readonly string[];
}

/** Compares the service's books with the client's, job by job. Nothing may be under way any more. */
export function compare(jobs: readonly ServiceJob[], entries: readonly Entry[]): Verdict {
  const findings: string[] = [];
  const byId = new Map(jobs.map((job) => [job.id, job]));
  const owners = new Map(entries.flatMap((entry) => entry.owns.map((id) => [id, entry] as const)));

  const paid = new Map<string, number>();
  for (const { intent, charges } of jobs)
    if (intent !== null) paid.set(intent, (paid.get(intent) ?? 0) + charges);
  const twice = [...paid].filter(([, count]) => count > 1);
  for (const [intent, count] of twice) findings.push(`${intent} was charged ${count} times`);

  let lost = 0;
  for (const job of jobs) {
    if (job.intent === null || job.charges === 0) continue;
    const owner = owners.get(job.id);
    const home = owner?.intent === job.intent && (owner.clips === 1 || job.refunded === job.charged);
    if (home) continue;
    lost += 1;
    findings.push(
      `${job.id} of ${job.intent} was charged and is ${owner ? `${owner.state} without a clip` : 'nobody’s'}`,
    );
  }

  let wrong = 0;
  let equal = true;
  for (const entry of entries) {
    const owned = entry.owns.map((id) => byId.get(id));
    if (owned.some((job) => job?.intent !== entry.intent)) {
      wrong += 1;
      findings.push(`${entry.intent} owns ${entry.owns.join(' and ')}, which is not its own`);
    }
    const charged = total(owned.map((job) => job?.charged ?? 0));
    const refunded = total(owned.map((job) => job?.refunded ?? 0));
    if (charged === entry.charged && refunded === entry.refunded && entry.charges <= 1) continue;
    equal = false;
    findings.push(
      `${entry.intent} is ${entry.state}: the service says ${charged} - ${refunded}, the client ${entry.charged} - ${entry.refunded}`,
    );
  }
  const ours = jobs.filter(({ intent }) => intent !== null);
  for (const kind of ['charged', 'refunded'] as const) {
    const there = total(ours.map((job) => job[kind]));
    const here = total(entries.map((entry) => entry[kind]));
    if (there === here) continue;
    equal = false;
    findings.push(`in all, the service ${kind} ${there}, the clients say ${here}`);
  }
  return {
    intents: entries.length,
    paidTwice: twice.length,
    paidButLost: lost,
    wrongAdoptions: wrong,
    ledgersEqual: equal,
    findings,
  };
}

const total = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);
