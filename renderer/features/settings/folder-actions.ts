import type { FolderView } from '../../../preload/contract/schemas/folders.ts';
import { ask } from '../../bridge.ts';
import { worldNow } from '../../state/core.ts';
import { toFailure } from '../../state/models.ts';
import { folders as en } from '../../text/en-folders.ts';
import { say, sayFailure } from '../../ui/toasts.ts';
import { sayImported } from '../library/import.ts';

type Named = Pick<FolderView, 'id' | 'name'>;

export async function showFolder(id: string): Promise<void> {
  const answer = await ask('folder.reveal', { id });
  if (!answer.ok) sayFailure(toFailure(answer.error));
}

/** Another folder for new clips. */
export async function changeFolder(): Promise<void> {
  const answer = await ask('folder.choose', {});
  if (!answer.ok) sayFailure(toFailure(answer.error));
  else if (answer.value.changed) say({ title: en.changed, look: 'done' });
}

/** One folder more; videos in it that are no clips yet are offered. */
export async function addFolder(): Promise<void> {
  const answer = await ask('folder.add', {});
  if (!answer.ok) return sayFailure(toFailure(answer.error));
  const { added, videos } = answer.value;
  if (added === null) return;
  const clips = worldNow()?.library.folders.find(({ id }) => id === added)?.clips ?? 0;
  say({
    title: en.added(clips),
    look: 'done',
    ...(videos > 0 && {
      body: en.adoptBody(videos),
      action: { label: en.adopt, run: () => void adopt(added) },
    }),
  });
}

export async function adopt(folder: string): Promise<void> {
  const answer = await ask('import.adopt', { folder });
  if (answer.ok) sayImported(answer.value);
  else sayFailure(toFailure(answer.error));
}

export async function putNewClipsIn({ id }: Named): Promise<void> {
  const answer = await ask('folder.primary', { id });
  if (answer.ok) say({ title: en.changed, look: 'done' });
  else sayFailure(toFailure(answer.error));
}

export async function removeFolder({ id, name }: Named): Promise<void> {
  const answer = await ask('folder.remove', { id });
  if (!answer.ok) return sayFailure(toFailure(answer.error));
  const restore = async (): Promise<void> => {
    const back = await ask('folder.restore', { id });
    if (!back.ok) sayFailure(toFailure(back.error));
  };
  say({
    title: en.takenOut(name),
    body: en.takenOutBody,
    look: 'done',
    action: { label: en.undo, run: () => void restore() },
  });
}

/** Moves a folder with everything in it to another place. */
export async function moveFolder({ id }: Named): Promise<void> {
  const answer = await ask('folder.move', { id });
  if (!answer.ok) sayFailure(toFailure(answer.error));
  else if (answer.value.moved) say({ title: en.moved, look: 'done' });
}

export const stopMove = (): void => void ask('folder.moveCancel', {});

export async function lookAgain(): Promise<void> {
  const answer = await ask('folder.lookAgain', {});
  if (answer.ok) say({ title: en.looked(answer.value), look: 'done' });
  else sayFailure(toFailure(answer.error));
}
