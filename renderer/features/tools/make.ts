import { type Outcome, ok } from '../../../preload/contract/errors.ts';
import { MAX_OUTPUT_PIECE } from '../../../preload/contract/limits.ts';
import type { OutputTarget } from '../../../preload/contract/schemas/outputs.ts';
import type { RouteOutput } from '../../../preload/contract/schemas/routes.ts';
import { ask } from '../../bridge.ts';
import { worldNow } from '../../state/core.ts';
import { toFailure } from '../../state/models.ts';
import { openClip } from '../../state/ui.ts';
import { clip } from '../../text/en-clip.ts';
import { tools as en } from '../../text/en-tools.ts';
import { say, sayFailure } from '../../ui/toasts.ts';
import { runMedia } from '../../work/media/media.ts';
import type { FilmTask, GifTask } from '../../work/media/messages.ts';
import { sayWork } from './work-toast.ts';

/** What was made; `outputId` names the file that the person chose. */
export type Made = RouteOutput<'output.finish'> & { readonly outputId: string };

type Give = (outputId: string) => Promise<Outcome<unknown>>;

/**
 * Begins an output, lets `give` fill it, and gives it its place; whatever fails leaves nothing behind.
 * @returns null where the person has chosen no file.
 */
async function intoOutput(target: OutputTarget, give: Give): Promise<Outcome<Made | null>> {
  const begun = await ask('output.begin', target);
  if (!begun.ok) return begun;
  const { outputId } = begun.value;
  if (outputId === null) return ok(null);
  const given = await give(outputId);
  if (given.ok) {
    const made = await ask('output.finish', { outputId });
    return made.ok ? ok({ ...made.value, outputId }) : made;
  }
  await ask('output.discard', { outputId });
  return given;
}

/** Puts finished bytes into a file that the person chooses. */
export function saveBytes(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<Outcome<Made | null>> {
  return intoOutput({ to: 'file', name }, async (outputId) => {
    let given: Outcome<unknown> = ok(null);
    for (let offset = 0; offset < bytes.length && given.ok; offset += MAX_OUTPUT_PIECE)
      given = await ask('output.write', {
        outputId,
        offset,
        bytes: bytes.slice(offset, offset + MAX_OUTPUT_PIECE),
      });
    return given;
  });
}

/** Says that something lies where the person wanted it, and offers to show it there. */
export function sayWritten(title: string, writtenId: string): void {
  const show = async (): Promise<void> => {
    const answer = await ask('output.show', { writtenId });
    if (!answer.ok) sayFailure(toFailure(answer.error));
  };
  const label = clip.reveal[worldNow()?.platform ?? 'linux'];
  say({ title, look: 'done', action: { label, run: () => void show() } });
}

function sayMade({ clipId, name, outputId }: Made): void {
  if (clipId === null) sayWritten(en.exported(name), outputId);
  else
    say({
      title: en.saved(name),
      look: 'done',
      action: { label: en.openClip, run: () => openClip(clipId) },
    });
}

/**
 * Makes a film or a GIF, shows how far it is and how it ended.
 * @param source what the words call that which it is made of.
 * @param onSoundLost where it cannot keep its sound; without: that is said as a failure.
 * @returns what was made; null where nothing was.
 */
export async function make(
  task: FilmTask | GifTask,
  target: OutputTarget,
  source: string,
  onSoundLost?: () => void,
): Promise<Made | null> {
  const stop = new AbortController();
  const outcome = await intoOutput(target, async (outputId) => {
    const work = sayWork(target.to === 'file' ? en.making(target.name) : en.workOn[target.made](source), {
      label: en.cancel,
      run: () => stop.abort(),
    });
    const answer = await runMedia(task, {
      onProgress: work.show,
      write: (offset, bytes) => ask('output.write', { outputId, offset, bytes }),
      signal: stop.signal,
    });
    work.end();
    return answer;
  });
  if (outcome.ok) {
    if (outcome.value) sayMade(outcome.value);
    return outcome.value;
  }
  if (stop.signal.aborted) say({ title: en.cancelled });
  else if (outcome.error.code === 'sound-lost' && onSoundLost) onSoundLost();
  else sayFailure(toFailure({ ...outcome.error, facts: { ...outcome.error.facts, name: source } }), source);
  return null;
}
