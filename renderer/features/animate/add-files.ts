import type { Failure } from '../../../preload/contract/errors.ts';
import { MAX_DROP } from '../../../preload/contract/limits.ts';
import type { IntakeResult } from '../../../preload/contract/schemas/intake.ts';
import type { SourceView } from '../../../preload/contract/schemas/views.ts';
import { ask, intake } from '../../bridge.ts';
import { toFailure } from '../../state/models.ts';
import { addAsStep, dropItems, fillItem, type StripItem, useStrip } from '../../state/strip.ts';
import { goTo } from '../../state/ui.ts';
import { uuidv7 } from '../../state/uuid.ts';
import { t } from '../../text/en.ts';
import { say, sayFailure } from '../../ui/toasts.ts';
import { atWork } from '../../work/at-work.ts';
import { prepare } from '../../work/prepare.ts';
import type { PrepareOptions } from '../../work/prepare-messages.ts';
import { rememberOriginal } from './intake/originals.ts';

interface Accepted {
  readonly key: string;
  readonly name: string;
  /** The file, or the address of one that main was given to open. */
  readonly from: File | string;
  readonly intakeId: string | null;
  readonly size: PrepareOptions;
}

interface Refusal {
  readonly name: string;
  readonly error: Failure;
}

/** More refusals than this in one drop are said in one sentence. */
const SAID_ONE_BY_ONE = 3;
let flatteningSaid = false;

function sayRefusals(refusals: readonly Refusal[]): void {
  if (refusals.length > SAID_ONE_BY_ONE) {
    const title = t.animate.refusedMany(refusals.length);
    const body = t.animate.refusedManyBody(refusals.map(({ name }) => name));
    say({ title, body, look: 'error' });
    return;
  }
  for (const { name, error } of refusals) sayFailure(error, name);
}

/** What is here already is left out, and said once. */
function sayDuplicates(duplicates: readonly SourceView[]): void {
  const [first] = duplicates;
  if (!first) return;
  const add = (): void =>
    void addAsStep(duplicates.map((source) => ({ key: uuidv7(), name: source.name, source })));
  say({
    title: t.animate.duplicates(duplicates.length, first.name, itemLike(first)?.name ?? first.name),
    action: { label: t.animate.addAnyway, run: add },
  });
}

/** What is wrong with a video or a recording is of no interest where only images can be taken. */
function toImageFailure(error: Failure): Failure {
  const { kind } = error.facts ?? {};
  return kind === 'video' || kind === 'audio' ? { code: 'not-an-image' } : error;
}

/** The picture on the table with the same content. */
const itemLike = ({ digest }: SourceView): StripItem | undefined =>
  useStrip.getState().items.find(({ source }) => source?.digest === digest);

/** Each time pictures leave, all others get another number: of a drop of hundreds they leave together. */
const TOGETHER_MS = 500;
let leaving = new Set<string>();
let leavesLater: ReturnType<typeof setTimeout> | undefined;

function leaveOut(key: string): void {
  leaving.add(key);
  leavesLater ??= setTimeout(leaveNow, TOGETHER_MS);
}

function leaveNow(): void {
  clearTimeout(leavesLater);
  leavesLater = undefined;
  if (leaving.size > 0) dropItems(leaving);
  leaving = new Set();
}

/** Reads one picture into its tile. @returns why it could not be, or the source that is on the table already. */
async function readOne(file: Accepted): Promise<Refusal | SourceView | null> {
  const { key, name, from, intakeId, size } = file;
  const reply = await prepare(from, size);
  const stored = reply.ok ? await ask('source.store', { intakeId, name, bytes: reply.bytes }) : null;
  if (!reply.ok || !stored?.ok) {
    leaveOut(key);
    return {
      name,
      error: stored?.ok === false ? stored.error : { code: reply.ok ? 'internal' : reply.code },
    };
  }
  const source = stored.value;
  if (typeof from !== 'string') rememberOriginal(source.id, from, size);
  if (itemLike(source)) {
    leaveOut(key);
    return source;
  }
  fillItem(key, source);
  if (reply.flattened && !flatteningSaid) {
    flatteningSaid = true;
    say({ title: t.animate.flattened(name), body: t.animate.flattenedBody });
  }
  return null;
}

async function readAll(accepted: readonly Accepted[]): Promise<void> {
  if (accepted.length === 0) return;
  goTo('animate');
  addAsStep(accepted.map(({ key, name }): StripItem => ({ key, name, source: null })));
  const outcomes = await Promise.all(accepted.map(readOne));
  leaveNow();
  sayRefusals(outcomes.filter((outcome) => outcome !== null && 'error' in outcome));
  sayDuplicates(outcomes.filter((outcome) => outcome !== null && 'digest' in outcome));
}

/** Takes what passed main's check and says what did not. `fromOf` is where the picture at a place is read from. */
async function take(
  results: readonly IntakeResult[],
  fromOf: (result: IntakeResult & { readonly ok: true }, at: number) => File | string | undefined,
): Promise<void> {
  const accepted: Accepted[] = [];
  const refused: Refusal[] = [];
  results.forEach((result, at) => {
    const { name } = result;
    if (!result.ok) refused.push({ name, error: toImageFailure(toFailure(result.error)) });
    else if (result.kind !== 'image') refused.push({ name, error: { code: 'not-an-image' } });
    else {
      const from = fromOf(result, at);
      const { intakeId, width, height } = result;
      if (from !== undefined)
        accepted.push({ key: uuidv7(), name: nameOf(result), from, intakeId, size: { width, height } });
    }
  });
  sayRefusals(refused);
  await readAll(accepted);
}

/** Chromium calls every copied picture `image.png`. */
function nameOf({ intakeId, name }: { readonly intakeId: string | null; readonly name: string }): string {
  return intakeId === null && (name === '' || name === 'image.png') ? t.animate.pastedName : name;
}

/** Files that were dropped, picked or pasted: main checks their headers, workers prepare them, tiles appear. */
export async function addFiles(all: readonly File[]): Promise<void> {
  const files = all.slice(0, MAX_DROP);
  if (files.length === 0) return;
  if (all.length > files.length) say({ title: t.animate.onlyFirst(MAX_DROP), look: 'warning' });
  const answer = await intake(files);
  if (answer.ok) await atWork(take(answer.value, (_, at) => files[at]));
  else sayFailure(answer.error);
}

/** Files that the system gave Kinora to open. They stay where they are; the page reads them under their ids. */
export async function addOpened(): Promise<void> {
  const answer = await ask('intake.opened', {});
  if (answer.ok) await atWork(take(answer.value, ({ intakeId }) => `/media/${intakeId ?? ''}`));
  else sayFailure(answer.error);
}
