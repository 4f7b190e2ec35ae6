import { type Failure, fail, type Outcome, ok } from '../../preload/contract/errors.ts';
import type { LeftView } from '../../preload/contract/schemas/left.ts';
import type { Snapshot } from '../../preload/contract/schemas/snapshot.ts';
import {
  jobView as jobSchema,
  type NoticeView,
  type SettingsView,
  type SourceView,
} from '../../preload/contract/schemas/views.ts';
import { type Away, type LinkName, PRACTICE_ACCOUNT } from '../../preload/contract/vocabulary.ts';
import { MODELS } from '../core/catalogue/catalogue.ts';
import { animate, retry, retryBatch } from '../core/job/animate.ts';
import { askPrice } from '../core/job/ask-price.ts';
import { cancelBatch, changeBatch } from '../core/job/batches.ts';
import { cancelJob, checkAgain, chooseCandidate } from '../core/job/commands.ts';
import { jobDetails } from '../core/job/details.ts';
import type { Engine } from '../core/job/engine.ts';
import { declineForeignJobs, foreignJobs, importForeignJobs } from '../core/job/foreign-jobs.ts';
import { editJob, moveJob } from '../core/job/queue.ts';
import { removeJobs, restoreJobs } from '../core/job/remove.ts';
import { isAt, type Job } from '../core/job/state.ts';
import type { SpendingLimits } from '../core/money/budget.ts';
import type { Batch } from '../core/store/batches-table.ts';
import { findInputs, recipeHandlers } from './clip-recipe.ts';
import { type DesktopServices, desktopHandlers } from './desktop-handlers.ts';
import { type FolderServices, fileHandlers, folderHandlers, libraryStats } from './folders.ts';
import { type FormServices, formHandlers } from './form.ts';
import type { Intake } from './intake.ts';
import { viewsOf } from './leave-out.ts';
import { type LibraryServices, libraryHandlers } from './library.ts';
import { type OutputServices, outputHandlers } from './outputs.ts';
import type { Publisher } from './publish.ts';
import type { Handlers } from './router.ts';
import {
  type KeyServices,
  keyHandlers,
  type SpendingServices,
  spendingHandlers,
} from './settings-handlers.ts';
import { type UpdateServices, updateHandlers } from './updates.ts';
import { jobView, sourceView } from './views.ts';

/** What the routes need. Rules live in the core; these are its doors and the desktop's. */
export interface Services
  extends DesktopServices,
    FolderServices,
    KeyServices,
    LibraryServices,
    OutputServices,
    SpendingServices {
  readonly engine: Engine;
  readonly form: FormServices;
  readonly intake: Intake;
  readonly publisher: Publisher;
  readonly version: string;
  readonly updates: UpdateServices;
  /** The account that new jobs are made for; null when there is no key and practice is off. */
  accountId(): string | null;
  settings(): SettingsView;
  /** Where the person was at the last end. */
  left(): LeftView;
  setLeft(left: LeftView): void;
  limits(): SpendingLimits;
  notices(): readonly NoticeView[];
  away(): Away | null;
  /** @param later the page must not be loaded anew now. */
  updateSettings(patch: Partial<Omit<SettingsView, 'libraryName'>>, later: boolean): Promise<Outcome<null>>;
  dismissNotice(id: string): void;
  /** How many jobs were started elsewhere on the key is different now. */
  foreignChanged(): void;
  /** Stops or resumes sending, also after a restart. */
  setPaused(paused: boolean): void;
  reveal(path: string): void;
  /** Opens one of our own addresses in the system's browser. */
  openLink(link: LinkName): void;
}

/** What was charged this month and what is on its way. */
export function spendView(engine: Engine): Snapshot['spend'] {
  return {
    month: engine.journal.ledger.spentIn('month', engine.clock.now()),
    today: engine.journal.ledger.spentIn('day', engine.clock.now()),
    pending: engine.pendingMoney(),
  };
}

/** Jobs on the account's key that were not started here and that nobody has decided about. */
export function foreignCount(engine: Engine, accountId: string | null): number {
  return accountId === null || accountId === PRACTICE_ACCOUNT ? 0 : foreignJobs(engine, accountId).length;
}

const done = ok({});
/** A command's outcome without a value. */
const plain = (outcome: Outcome<unknown>): Outcome<Record<string, never>> => (outcome.ok ? done : outcome);

/** One thin function per route. */
export function createHandlers(services: Services): Handlers {
  const { engine, intake, publisher, log } = services;
  const forAccount = <T>(use: (accountId: string) => Outcome<T>): Outcome<T> => {
    const accountId = services.accountId();
    return accountId === null ? fail('no-key') : use(accountId);
  };
  /** A press counts only for the account that the page showed its price for. */
  const forPayer = <T>(payer: string, use: (accountId: string) => Outcome<T>): Outcome<T> =>
    forAccount((accountId) => (accountId === payer ? use(accountId) : fail('account-changed')));
  /** Practice costs nothing, so no limit applies to it. */
  const limits = (accountId: string): SpendingLimits =>
    accountId === PRACTICE_ACCOUNT
      ? { askAbove: null, monthlyBudget: null, atBudget: 'ask' }
      : services.limits();
  const noteBatch = (id: string): void =>
    publisher.note(`batch:${id}`, () => ({ kind: 'batch', batch: { ...engine.batches.get(id) } }));
  const batch = (changed: Outcome<Batch>): Outcome<Record<string, never>> => {
    if (changed.ok) noteBatch(changed.value.id);
    return plain(changed);
  };
  const noteGone = (ids: readonly string[]): void => {
    for (const id of ids) publisher.note(`job:${id}`, () => ({ kind: 'job-gone', id }));
  };
  const noteReplaced = (made: readonly Job[]): void => noteGone(made.flatMap(({ retryOf }) => retryOf ?? []));

  return {
    ...formHandlers(services.form),
    ...updateHandlers(services.updates),
    'app.snapshot': async () => {
      const { platform } = process;
      return ok({
        revision: publisher.revision,
        platform: platform === 'darwin' || platform === 'win32' ? platform : 'linux',
        version: services.version,
        models: MODELS.map((model) => structuredClone(model)) as Snapshot['models'],
        settings: services.settings(),
        left: services.left(),
        account: services.account(),
        spend: spendView(engine),
        away: services.away(),
        paused: engine.paused,
        foreign: foreignCount(engine, services.accountId()),
        opened: intake.opened,
        batches: engine.batches.all().map((each) => ({ ...each })),
        jobs: viewsOf(engine.jobs(), jobSchema, (job) => jobView(engine, job), log),
        library: await libraryStats(services.library(), services),
        notices: [...services.notices()],
        update: services.updates.view(),
      });
    },
    'app.left': ({ left }) => {
      services.setLeft(left);
      return done;
    },
    'notice.dismiss': ({ id }) => {
      services.dismissNotice(id);
      return done;
    },
    'source.store': (input) => intake.store(input),
    'source.take': (input) => intake.take(input),
    'source.fromClip': ({ clipId, as }) => sourceFromClip(services, clipId, as),
    'intake.opened': () => ok(intake.takeOpened()),
    'job.animate': ({ payer, ...input }) =>
      forPayer(payer, (accountId) => {
        const made = animate(engine, { ...input, accountId }, limits(accountId));
        if (!made.ok) return made;
        const [first] = made.value;
        if (first) noteBatch(first.batchId);
        return first
          ? ok({ batchId: first.batchId, jobIds: made.value.map(({ id }) => id) })
          : fail('internal');
      }),
    'price.ask': async ({ modelId, params }) => {
      const accountId = services.accountId();
      return ok({ price: accountId === null ? null : await askPrice(engine, accountId, modelId, params) });
    },
    'job.edit': (request) =>
      forAccount((accountId) =>
        plain(editJob(engine, request, limits(engine.job(request.jobId)?.accountId ?? accountId))),
      ),
    'job.move': ({ jobId, beforeId }) => plain(moveJob(engine, jobId, beforeId)),
    'foreign.import': () =>
      forAccount((accountId) => {
        const imported = importForeignJobs(engine, accountId);
        services.foreignChanged();
        return plain(imported);
      }),
    'foreign.decline': () =>
      forAccount((accountId) => {
        declineForeignJobs(engine, accountId);
        services.foreignChanged();
        return done;
      }),
    'job.details': async ({ jobId }) => {
      const details = jobDetails(engine, jobId);
      if (!details.ok) return details;
      const { inputs, lines, ...rest } = details.value;
      return ok({ ...rest, inputs: await findInputs(intake, inputs), lines: [...lines] });
    },
    'job.cancel': ({ jobId }) => plain(cancelJob(engine, jobId)),
    'job.remove': ({ jobIds }) => {
      const removed = removeJobs(engine, jobIds);
      noteGone(removed);
      return ok({ jobIds: removed });
    },
    'job.restore': ({ jobIds, ...press }) => {
      const restored = restoreJobs(engine, jobIds, press, services.limits());
      if (restored.ok)
        for (const batchId of new Set(restored.value.map((job) => job.batchId))) noteBatch(batchId);
      return plain(restored);
    },
    'job.retry': ({ jobId, payer, ...press }) =>
      forPayer(payer, (accountId) => {
        const made = retry(engine, [jobId], { ...press, accountId }, limits(accountId));
        if (!made.ok) return made;
        noteReplaced(made.value);
        const [job] = made.value;
        return job ? ok({ jobId: job.id }) : fail('internal');
      }),
    'batch.rename': ({ batchId, name }) => batch(changeBatch(engine, batchId, { name: name.trim() })),
    'batch.pause': ({ batchId, paused }) => batch(changeBatch(engine, batchId, { paused })),
    'batch.cancel': ({ batchId }) => {
      cancelBatch(engine, batchId);
      return done;
    },
    'batch.retry': ({ batchId, payer, ...press }) =>
      forPayer(payer, (accountId) => {
        const made = retryBatch(engine, batchId, { ...press, accountId }, limits(accountId));
        if (!made.ok) return made;
        noteReplaced(made.value);
        return ok({ jobIds: made.value.map(({ id }) => id) });
      }),
    'job.checkAgain': ({ jobId }) => plain(checkAgain(engine, jobId)),
    'job.choose': ({ jobId, key }) => {
      const job = engine.job(jobId);
      if (!job || !isAt(job, 'asking')) return fail('bad-request');
      if (key === null) return plain(chooseCandidate(engine, jobId, null));
      const candidate = /^\d{1,4}$/.test(key) ? job.state.candidates[Number(key)] : undefined;
      return candidate ? plain(chooseCandidate(engine, jobId, candidate.remoteId)) : fail('bad-request');
    },
    'job.dismiss': ({ jobIds }) => {
      noteGone(engine.dismiss(jobIds));
      return done;
    },
    'job.undismiss': ({ jobIds }) => {
      engine.undismiss(jobIds);
      return done;
    },
    'queue.pause': ({ paused }) => {
      services.setPaused(paused);
      return done;
    },
    ...libraryHandlers(services),
    ...recipeHandlers(services),
    ...outputHandlers(services),
    ...desktopHandlers(services),
    'clip.reveal': async ({ clipId }) => {
      const path = await services.library().pathOf(clipId);
      if (path === null) return fail('clip-missing');
      services.reveal(path);
      return done;
    },
    'settings.update': async ({ later = false, ...patch }) => {
      const updated = await services.updateSettings(patch as Partial<SettingsView>, later);
      return updated.ok ? ok(services.settings()) : updated;
    },
    ...folderHandlers(services),
    ...fileHandlers(services),
    ...keyHandlers(services),
    ...spendingHandlers(services),
    'link.open': ({ link }) => {
      services.openLink(link);
      return done;
    },
  };
}

/** The clip's own file, copied, or the picture that it was made from. */
async function sourceFromClip(
  { engine, intake, library }: Services,
  clipId: string,
  as: 'video' | 'image',
): Promise<Outcome<SourceView>> {
  const clip = library().get(clipId);
  if (!clip) return fail('clip-missing');
  if (as === 'video') {
    const path = await library().pathOf(clipId);
    return path === null ? fail('clip-missing') : intake.takeCopy({ path, name: clip.name });
  }
  const input = clip.recipe.inputs.find(({ field }) => field === 'image_url');
  const source = input && engine.journal.sources.get(input.sourceId);
  return source ? ok(sourceView(source)) : fail('source-missing');
}

/** A failure as a notice for the page. */
export const notice = (id: string, level: NoticeView['level'], failure: Failure): NoticeView => ({
  id,
  level,
  failure: { ...failure },
});
