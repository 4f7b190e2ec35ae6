import { ask } from '../../bridge.ts';
import { useCore } from '../../state/core.ts';
import { t } from '../../text/en.ts';
import { comboText } from '../../ui/kbd.tsx';
import { say, sayFailure } from '../../ui/toasts.ts';
import { addFiles } from './add-files.ts';

/** True where the same paste puts words into a field, as from a table or a document that has pictures as well. */
function isForText(event: ClipboardEvent): boolean {
  const { target, clipboardData } = event;
  const isField = target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement;
  return isField && (clipboardData?.types.includes('text/plain') ?? false);
}

/** Takes pasted files and pictures, wherever the focus is; pasted text goes where it always goes. */
export function listenForPaste(): () => void {
  const paste = (event: ClipboardEvent): void => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0 || isForText(event)) return;
    event.preventDefault();
    void addFiles(files);
  };
  document.addEventListener('paste', paste);
  return () => document.removeEventListener('paste', paste);
}

/**
 * The Paste button: main looks what is on the clipboard, as pages may not read it. It does so for a key, a mouse or a
 * finger only; a screen reader that presses the button without them is told the keys, for which nothing is asked of main.
 */
export async function pasteFromClipboard(): Promise<void> {
  if (asking) return;
  asking = true;
  const answer = await ask('clipboard.picture', {});
  asking = false;
  if (answer.ok) {
    const { bytes, type } = answer.value;
    if (bytes === null) say({ title: t.animate.nothingToPaste });
    else await addFiles([new File([new Uint8Array(bytes)], '', { type })]);
  } else if (answer.error.code === 'not-allowed') {
    const mac = useCore.getState().world?.platform === 'darwin';
    say({ title: t.animate.pasteByKey(comboText('mod+v', mac)) });
  } else sayFailure(answer.error, t.animate.pastedName);
}

/** Main reads one picture at a time: a second press while it does so is the same wish. */
let asking = false;
