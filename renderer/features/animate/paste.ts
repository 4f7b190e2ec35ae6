import { t } from '../../text/en.ts';
import { say } from '../../ui/toasts.ts';
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

/** The Paste button: asks the system for what is on the clipboard. */
export async function pasteFromClipboard(): Promise<void> {
  try {
    const items = await navigator.clipboard.read();
    const files: File[] = [];
    for (const item of items) {
      const type = item.types.find((name) => name.startsWith('image/'));
      if (type !== undefined) files.push(new File([await item.getType(type)], '', { type }));
    }
    if (files.length > 0) return await addFiles(files);
  } catch {
    // Not allowed, or nothing that a page may read: either way there is no image to take.
  }
  say({ title: t.animate.nothingToPaste });
}
