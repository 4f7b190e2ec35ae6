import type { Failure } from '../../../preload/contract/errors.ts';
import { MAX_DROP } from '../../../preload/contract/limits.ts';
import { ask, intake } from '../../bridge.ts';
import { toFailure } from '../../state/models.ts';
import { addItems, dropItem, fillItem } from '../../state/strip.ts';
import { goTo } from '../../state/ui.ts';
import { uuidv7 } from '../../state/uuid.ts';
import { t } from '../../text/en.ts';
import { say, sayFailure } from '../../ui/toasts.ts';
import { prepare } from '../../work/prepare.ts';

interface Accepted {
  readonly key: string;
  readonly name: string;
  readonly file: File;
  /** Null for pasted pictures, which have no file behind them. */
  readonly intakeId: string | null;
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
    say({ title, body: t.animate.refusedManyBody, look: 'error' });
    return;
  }
  for (const { name, error } of refusals) sayFailure(error, name);
}

/** What is wrong with a video or a recording is of no interest where only images can be taken. */
function toImageFailure(error: Failure): Failure {
  const { kind } = error.facts ?? {};
  return kind === 'video' || kind === 'audio' ? { code: 'not-an-image' } : error;
}

async function readOne({ key, name, file, intakeId }: Accepted): Promise<Refusal | null> {
  const reply = await prepare(file);
  if (!reply.ok) {
    dropItem(key);
    return { name, error: { code: reply.code } };
  }
  const stored = await ask('source.store', { intakeId, name, bytes: reply.bytes });
  if (!stored.ok) {
    dropItem(key);
    return { name, error: stored.error };
  }
  fillItem(key, stored.value);
  if (reply.flattened && !flatteningSaid) {
    flatteningSaid = true;
    say({ title: t.animate.flattened(name), body: t.animate.flattenedBody });
  }
  return null;
}

async function readAll(accepted: readonly Accepted[]): Promise<void> {
  if (accepted.length === 0) return;
  goTo('animate');
  addItems(accepted.map(({ key, name }) => ({ key, name, source: null })));
  const outcomes = await Promise.all(accepted.map(readOne));
  sayRefusals(outcomes.filter((refusal) => refusal !== null));
}

/** Files that were dropped or picked: main checks their headers, workers prepare them, tiles appear. */
export async function addFiles(all: readonly File[]): Promise<void> {
  const files = all.slice(0, MAX_DROP);
  if (files.length === 0) return;
  const answer = await intake(files);
  if (!answer.ok) {
    sayFailure(answer.error);
    return;
  }
  const accepted: Accepted[] = [];
  const refused: Refusal[] = [];
  files.forEach((file, at) => {
    const result = answer.value[at];
    if (!result) return;
    const { name } = result;
    if (!result.ok) refused.push({ name, error: toImageFailure(toFailure(result.error)) });
    else if (result.kind !== 'image') refused.push({ name, error: { code: 'not-an-image' } });
    else accepted.push({ key: uuidv7(), name, file, intakeId: result.intakeId });
  });
  sayRefusals(refused);
  await readAll(accepted);
}

/** Pictures from the clipboard. They have no file behind them, so only their pixels are checked. */
export async function addPasted(files: readonly File[]): Promise<void> {
  const accepted = files.map((file) => ({ key: uuidv7(), name: pastedName(file), file, intakeId: null }));
  await readAll(accepted);
}

/** Chromium calls every pasted picture `image.png`. */
function pastedName(file: File): string {
  return file.name === '' || file.name === 'image.png' ? t.animate.pastedName : file.name;
}
