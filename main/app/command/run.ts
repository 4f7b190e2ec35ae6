import path from 'node:path';
import { type Failure, fail, type Outcome, ok } from '../../../preload/contract/errors.ts';
import { policyOf } from '../../../preload/contract/failures.ts';
import { MAX_BATCH } from '../../../preload/contract/limits.ts';
import { type Model, type Params, priceOf } from '../../../preload/contract/model.ts';
import { type MicroCents, micro, times } from '../../../preload/contract/money.ts';
import { PRACTICE_ACCOUNT } from '../../../preload/contract/vocabulary.ts';
import { checkParams, findModel } from '../../core/catalogue/catalogue.ts';
import type { Emit } from '../../core/command/events.ts';
import type { Exit } from '../../core/command/exits.ts';
import { sourceField } from '../../core/command/fields.ts';
import type { CommandRequest, RequestOf } from '../../core/command/request.ts';
import { standingOf } from '../../core/command/standing.ts';
import { COMPLAINTS } from '../../core/command/words.ts';
import { animate } from '../../core/job/animate.ts';
import { askPrice } from '../../core/job/ask-price.ts';
import type { Job } from '../../core/job/state.ts';
import type { Log } from '../../core/ports.ts';
import { accountOfKey } from '../key.ts';
import type { KeyStore } from '../secrets.ts';
import type { SettingsStore } from '../settings.ts';
import { type Follow, follow, tellClip } from './follow.ts';
import { findJob, imageOf, isPractice, jobLine } from './job-line.ts';
import { type Files, takeImage, takeReferences } from './take-files.ts';

/** What commands work with: the same parts that the page's routes use. */
export interface CommandParts extends Follow, Files {
  readonly keys: KeyStore;
  readonly settings: SettingsStore;
  readonly log: Log;
  /** The folder that new clips go to. */
  readonly libraryFolder: () => string;
  /** Kinora ends: what commands want is left to whoever comes after it. */
  readonly leaving: AbortSignal;
  /** Lets the engine begin, where nothing has yet. */
  readonly begin: () => void;
  /** A batch was made. */
  readonly onBatch: (id: string) => void;
}

interface Ordered {
  readonly model: Model;
  readonly params: Params;
  readonly accountId: string;
  readonly clips: number;
}

/**
 * Does what a command asks, and tells how it goes.
 * @param gone the person has stopped the command: nothing more is taken on, what is queued goes on.
 */
export async function run(
  parts: CommandParts,
  request: CommandRequest,
  emit: Emit,
  gone: AbortSignal,
): Promise<Exit> {
  let isQueued = false;
  const tell: Emit = (event) => {
    isQueued ||= event.event === 'queued';
    emit(event);
  };
  try {
    switch (request.kind) {
      case 'animate':
        return await make(parts, request, tell, gone);
      case 'price':
        return await price(parts, request, emit);
      case 'status':
        return await status(parts, request, emit, gone);
    }
  } catch (error) {
    // Everything is closed around it.
    if (gone.aborted) return 'interrupted';
    parts.log('error', 'command.broke', { error: String(error) });
    emit({
      event: 'error',
      code: 'internal',
      detail: error instanceof Error ? error.message : String(error),
    });
    return isQueued || isOrdered(parts, request) ? 'handed' : 'broke';
  }
}

/** Whether the journal has the order: what broke after it was written is no reason to order again. */
function isOrdered({ engine }: CommandParts, request: CommandRequest): boolean {
  if (request.kind !== 'animate') return false;
  try {
    return engine.journal.jobs.ofClick(request.clickId).length > 0;
  } catch {
    // Nobody knows: to look costs nothing, to order again might.
    return true;
  }
}

/** Says a failure; the end that it means for a command of which nothing was sent. */
function refuse(emit: Emit, { code, detail, facts }: Failure): Exit {
  emit({ event: 'error', code, detail, facts: facts && { ...facts } });
  const { about } = policyOf(code);
  if (about === 'key' || code === 'account-changed') return 'key';
  if (about === 'money') return 'refused';
  return about === 'picture' || about === 'form' || code === 'model-unavailable' ? 'usage' : 'broke';
}

async function make(
  parts: CommandParts,
  request: RequestOf<'animate'>,
  emit: Emit,
  gone: AbortSignal,
): Promise<Exit> {
  const { engine } = parts;
  const before = engine.journal.jobs.ofClick(request.clickId);
  const isThere = before.length > 0;
  const made = isThere ? ok(before) : await takeOn(parts, request, emit, gone);
  // Whatever failed then failed because everything ends.
  if (gone.aborted && !(made.ok && made.value !== null)) return 'interrupted';
  if (!made.ok) return refuse(emit, made.error);
  const jobs = made.value;
  if (jobs === null) return 'interrupted';
  const [first] = jobs;
  if (!first) return 'broke';
  if (isThere) {
    // Without a key nobody pays, and what is there can be told of all the same.
    const accountId = await payer(parts, request);
    if (accountId.ok && accountId.value !== first.accountId)
      return refuse(emit, { code: 'bad-parameters', detail: COMPLAINTS.otherAccount });
    parts.begin();
  }
  const total = micro(jobs.reduce((sum, { estimate }) => sum + estimate, 0));
  const named = jobs.map((job) => ({ job: job.id, image: imageOf(job) }));
  const already = isThere ? { already: true as const } : {};
  emit({
    event: 'queued',
    batch: first.batchId,
    total,
    jobs: named,
    practice: isPractice(first),
    ...already,
  });
  return follow(
    parts,
    jobs.map(({ id }) => id),
    request,
    emit,
    gone,
  );
}

/** @returns null when the command was stopped before anything was written. */
async function takeOn(
  parts: CommandParts,
  request: RequestOf<'animate'>,
  emit: Emit,
  gone: AbortSignal,
): Promise<Outcome<Job[] | null>> {
  const { engine, settings } = parts;
  if (request.library !== null && path.resolve(parts.libraryFolder()) !== path.resolve(request.library))
    return fail('bad-parameters', COMPLAINTS.otherLibrary);
  const { images, variations, references, maxCost, clickId, name } = request;
  const clips = images.length * variations;
  if (clips > MAX_BATCH) return fail('bad-parameters', COMPLAINTS.tooMany(MAX_BATCH));
  const ordered = await order(parts, request, clips);
  if (!ordered.ok) return ordered;
  const { model, params, accountId } = ordered.value;
  const source = sourceField(model)?.key ?? 'image_url';
  const checked = checkParams(model, params, [{ field: source }, ...references]);
  if (!checked.ok) return checked;
  const asked = await askTotal(parts, ordered.value);
  tellPrice(ordered.value, asked, request.practice, emit);
  if (maxCost !== null && asked.total > maxCost) return tooDear(asked.total, maxCost);

  const common = await takeReferences(parts, references);
  if (gone.aborted) return ok(null);
  if (!common.ok) return common;
  const sources: string[] = [];
  for (const image of images) {
    const taken = await takeImage(parts, image);
    if (gone.aborted) return ok(null);
    if (!taken.ok) return taken;
    sources.push(taken.value);
  }
  // All of that may have taken long.
  const now = await askTotal(parts, ordered.value);
  const { total } = now;
  if (total !== asked.total) tellPrice(ordered.value, now, request.practice, emit);
  if (maxCost !== null && total > maxCost) return tooDear(total, maxCost);
  // Whoever has stopped by now was not told that anything is queued.
  if (gone.aborted) return ok(null);
  parts.begin();
  const orders = sources.flatMap((sourceId) =>
    Array.from({ length: variations }, () => ({
      modelId: model.id,
      params,
      inputs: [{ field: source, sourceId }, ...common.value],
    })),
  );
  const { monthlyBudget, webhookUrl } = settings.get();
  const jobs = animate(
    engine,
    {
      clickId,
      accountId,
      name,
      clips: orders,
      webhookUrl,
      total,
      // The stated ceiling is the yes to this much. Nobody is there to be asked about the budget.
      confirmed: true,
      ...(maxCost === null ? {} : { maxCost: micro(Math.floor(maxCost / clips)) }),
    },
    { askAbove: null, monthlyBudget, atBudget: 'stop' },
  );
  if (jobs.ok && jobs.value[0]) parts.onBatch(jobs.value[0].batchId);
  if (!jobs.ok && jobs.error.code === 'over-budget')
    return fail('over-budget', COMPLAINTS.overBudget(monthlyBudget ?? total), jobs.error.facts);
  return jobs;
}

const tooDear = (total: MicroCents, maxCost: MicroCents): Outcome<never> =>
  fail('over-budget', COMPLAINTS.tooDear(total, maxCost), {
    total,
    maxCost,
  });

async function order(
  parts: CommandParts,
  request: RequestOf<'animate'> | RequestOf<'price'>,
  clips: number,
): Promise<Outcome<Ordered>> {
  const model = findModel(request.modelId);
  if (!model) return fail('model-unavailable', COMPLAINTS.noModel(request.modelId));
  const accountId = await payer(parts, request);
  if (!accountId.ok) return accountId;
  const usual = model.fields.flatMap(({ key, default: value }) =>
    value === undefined ? [] : [[key, value]],
  );
  const params: Params = { ...Object.fromEntries(usual), ...request.params };
  return ok({ model, params, accountId: accountId.value, clips });
}

/** The account that pays: that of the key which came with the command, or of the one in use here. */
async function payer(
  { keys, settings }: CommandParts,
  { practice, account }: { readonly practice: boolean; readonly account: string | null },
): Promise<Outcome<string>> {
  if (practice) return ok(PRACTICE_ACCOUNT);
  if (account !== null) {
    // The person's own entry of a key before the one that came from outside: its jobs go on without a command.
    for (const { accountId } of keys.list().toReversed()) {
      const key = await keys.key(accountId);
      if (key !== null && accountOfKey(key) === account) return ok(accountId);
    }
    return fail('account-changed', COMPLAINTS.otherKey);
  }
  const active = keys.active();
  if (active === null) return fail('no-key', COMPLAINTS.noKey);
  if (settings.get().practice && active.accountId !== keys.environmentAccount)
    return fail('no-key', COMPLAINTS.practiceMode);
  return ok(active.accountId);
}

interface Asked {
  readonly perClip: MicroCents;
  readonly total: MicroCents;
  readonly source: 'service' | 'documented';
}

/** What it costs, by the service's own word where that can be had. */
async function askTotal(
  { engine }: CommandParts,
  { model, params, accountId, clips }: Ordered,
): Promise<Asked> {
  const quote =
    accountId === PRACTICE_ACCOUNT
      ? null
      : await askPrice(engine, accountId, model.id, params, { insist: true });
  const perClip = quote ?? priceOf(model, params);
  return { perClip, total: times(perClip, clips), source: quote === null ? 'documented' : 'service' };
}

/** What is bought, and for how much: a model's own defaults can be dearer than what was chosen in the window. */
function tellPrice({ model, params, clips }: Ordered, asked: Asked, practice: boolean, emit: Emit): void {
  const { duration, resolution } = params;
  emit({
    event: 'price',
    model: model.id,
    ...(typeof duration === 'number' ? { seconds: duration } : {}),
    ...(typeof resolution === 'string' ? { resolution } : {}),
    clips,
    ...asked,
    practice,
  });
}

async function price(parts: CommandParts, request: RequestOf<'price'>, emit: Emit): Promise<Exit> {
  const ordered = await order(parts, request, request.clips);
  // Nothing is to be paid: without a key it is what the documentation says.
  const isKey = !ordered.ok && policyOf(ordered.error.code).about === 'key';
  const priced = isKey ? await order(parts, { ...request, practice: true }, request.clips) : ordered;
  if (!priced.ok) return refuse(emit, priced.error);
  tellPrice(priced.value, await askTotal(parts, priced.value), request.practice, emit);
  return 'done';
}

async function status(
  parts: CommandParts,
  request: RequestOf<'status'>,
  emit: Emit,
  gone: AbortSignal,
): Promise<Exit> {
  const { engine } = parts;
  if (request.wait) parts.begin();
  const all = engine.jobs();
  const shown = all.length > 0 ? all : engine.journal.jobs.shown();
  const own = request.wait ? shown.filter(({ state }) => standingOf(state, null).at !== 'ended') : shown;
  const ids = request.jobs.length > 0 ? request.jobs : own.map(({ id }) => id);
  const missing = ids.find((id) => findJob(engine, id) === null);
  if (missing !== undefined)
    return refuse(emit, { code: 'bad-parameters', detail: COMPLAINTS.noJob(missing) });
  if (request.wait) return follow(parts, ids, request, emit, gone);
  for (const id of ids) {
    const job = findJob(engine, id);
    if (!job) continue;
    emit(jobLine(engine, job));
    if (job.state.name === 'done') await tellClip(parts, job, job.state.clipId, emit);
    if (gone.aborted) return 'interrupted';
  }
  return 'done';
}
