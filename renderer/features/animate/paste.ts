import { ask } from '../../bridge.ts';
import { t } from '../../text/en.ts';
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

/** The Paste button: main looks what is on the clipboard, as pages may not read it. */
export async function pasteFromClipboard(): Promise<void> {
  const answer = await ask('clipboard.picture', {});
  if (!answer.ok) return sayFailure(answer.error, t.animate.pastedName);
  const { bytes, type } = answer.value;
  if (bytes === null) say({ title: t.animate.nothingToPaste });
  else await addFiles([new File([new Uint8Array(bytes)], '', { type })]);
}
