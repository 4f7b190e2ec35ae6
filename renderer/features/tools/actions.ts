/** What can be made of clips, for the buttons and keys of the library and of a clip. */
import { flushSync } from 'react-dom';
import { fieldOf } from '../../../preload/contract/model.ts';
import type { ClipTarget } from '../../../preload/contract/schemas/library.ts';
import type { OutputTarget } from '../../../preload/contract/schemas/outputs.ts';
import type { ClipView } from '../../../preload/contract/schemas/views.ts';
import { ask } from '../../bridge.ts';
import { worldNow } from '../../state/core.ts';
import { modelOf, useDraft } from '../../state/draft.ts';
import { rememberMoment } from '../../state/frames.ts';
import { toFailure } from '../../state/models.ts';
import { putSource } from '../../state/reference-slots.ts';
import { filledSlots, useReferences } from '../../state/references.ts';
import { addAsStep, selectItem, useStrip } from '../../state/strip.ts';
import { goTo } from '../../state/ui.ts';
import { asOneStep } from '../../state/undo.ts';
import { uuidv7 } from '../../state/uuid.ts';
import { tools as en } from '../../text/en-tools.ts';
import { say, sayFailure } from '../../ui/toasts.ts';
import { atWork } from '../../work/at-work.ts';
import { runMedia } from '../../work/media/media.ts';
import type { Range, Still } from '../../work/media/messages.ts';
import { prepare } from '../../work/prepare.ts';
import { make, saveBytes, sayWritten } from './make.ts';
import { nameAfter } from './names.ts';
import { sayWork } from './work-toast.ts';

export { joinClips, openExport, openExportMany } from './open.ts';

const START_FRAME = 'start_frame_url';

type Clip = Pick<ClipView, 'id' | 'name'>;

/** The picture that is seen at this second, or the very last one; its failure is said. */
async function grab(clip: Clip, at: number | 'last'): Promise<Still | null> {
  const frame = await runMedia({ name: 'frame', clipId: clip.id, at, type: 'image/png' });
  if (frame.ok) return frame.value;
  sayFailure({ ...frame.error, facts: { name: clip.name } }, clip.name);
  return null;
}

/** Saves the frame that is seen at this second as a PNG where the person wants it. */
export const saveFrame = (clip: Clip, at: number | 'last'): Promise<void> => atWork(grabAndSave(clip, at));

async function grabAndSave(clip: Clip, at: number | 'last'): Promise<void> {
  const frame = await grab(clip, at);
  if (!frame) return;
  const name = nameAfter(clip, ` ${en.seconds(frame.seconds)}.png`);
  const saved = await saveBytes(name, frame.bytes);
  if (!saved.ok) sayFailure(toFailure(saved.error), name);
  else if (saved.value) sayWritten(en.frameSaved(saved.value.name), saved.value.outputId);
}

/** Saves a part of a clip as a clip of its own. What cannot keep its sound is saved without it when that is asked for. */
export async function saveTrim(clip: Clip, range: Range, silent = false): Promise<void> {
  const film = { pieces: [{ clipId: clip.id, range }], container: 'mp4' } as const;
  const target: OutputTarget = { to: 'library', made: 'trim', clipIds: [clip.id] };
  await make({ name: 'film', film, silent }, target, clip.name, () =>
    say({
      title: en.soundLost(clip.name),
      look: 'warning',
      action: { label: en.saveSilent, run: () => void saveTrim(clip, range, true) },
    }),
  );
}

/**
 * Takes a frame to Animate: into the slot for the start frame where the model has one, otherwise as a picture. What is
 * made of it will say which clip it goes on from. Nothing is spent.
 */
export const useFrameAsStart = (clip: Clip, at: number | 'last'): Promise<void> =>
  atWork(grabAsStart(clip, at));

async function grabAsStart(clip: Clip, at: number | 'last'): Promise<void> {
  const frame = await grab(clip, at);
  if (!frame) return;
  const { bytes, width, height, seconds } = frame;
  const name = nameAfter(clip, '.jpg');
  const prepared = await prepare(new File([bytes], name, { type: 'image/png' }), { width, height });
  if (!prepared.ok) return sayFailure({ code: prepared.code, facts: { name: clip.name } }, clip.name);
  const stored = await ask('source.store', { intakeId: null, name, bytes: prepared.bytes });
  if (!stored.ok) return sayFailure(toFailure(stored.error), clip.name);
  const source = stored.value;
  rememberMoment(source.id, { clipId: clip.id, seconds });
  const item = { key: uuidv7(), name, source };
  const model = modelOf(worldNow()?.models ?? [], useDraft.getState().modelId);
  flushSync(() => goTo('animate'));
  const field = document.getElementById('prompt');
  field?.focus();
  // Words go on where those of before end.
  if (field instanceof HTMLTextAreaElement) field.setSelectionRange(field.value.length, field.value.length);
  if (model && fieldOf(model, START_FRAME)) {
    const slot = putSource('startFrame', source);
    // The model wants an image besides, and there is none: what the shot begins with is also what it shows.
    const alone =
      useStrip.getState().items.length === 0 && filledSlots(useReferences.getState()).length === 1;
    const step = alone ? asOneStep('strip', () => [slot, addAsStep([item])]) : slot;
    say({ title: alone ? en.startBoth(clip.name) : en.startFrame(clip.name), look: 'done', undoes: step });
  } else {
    const step = addAsStep([item]);
    selectItem(item.key);
    say({ title: en.startImage(clip.name), look: 'done', undoes: step });
  }
}

/** Begins to drag the files of clips out of the window; call it when a drag begins, and stop the page's own. */
export async function dragOut(clips: readonly Clip[]): Promise<void> {
  if (clips.length > 0) await dragOutTarget({ ids: clips.map(({ id }) => id) });
}

/** The same for any number of clips. */
export async function dragOutTarget(target: ClipTarget): Promise<void> {
  const answer = await ask('clip.dragOut', { target });
  if (!answer.ok) sayFailure(toFailure(answer.error));
}

/** Copies clips as they are to where the person wants them; of several it shows how far it is. */
export async function exportFiles(target: ClipTarget, withRecipe: boolean): Promise<void> {
  const answer = await ask('clip.export', { target, withRecipe });
  if (!answer.ok) return sayFailure(toFailure(answer.error));
  const { clips, name, exportId, writtenId } = answer.value;
  if (name === null || writtenId === null) return;
  if (exportId !== null && !(await atWork(exportAll(exportId, clips, name)))) return;
  sayWritten(clips === 1 ? en.exported(name) : en.exportedMany(clips, name), writtenId);
}

/** @returns whether all were copied; otherwise that is said. */
async function exportAll(exportId: string, clips: number, name: string): Promise<boolean> {
  let stopped = false;
  const work = sayWork(en.exporting(clips, name), {
    label: en.cancel,
    run: () => {
      stopped = true;
    },
  });
  for (let done = 0; done < clips; ) {
    const more = stopped
      ? await ask('clip.exportStop', { exportId })
      : await ask('clip.exportMore', { exportId });
    if (more.ok && 'done' in more.value) {
      done = more.value.done;
      work.show(done / clips);
      continue;
    }
    work.end();
    if (more.ok) say({ title: en.exportStopped(done, clips, name) });
    else sayFailure(toFailure(more.error));
    return false;
  }
  work.end();
  return true;
}
