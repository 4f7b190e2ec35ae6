import { t } from '../../text/en.ts';
import { say } from '../../ui/toasts.ts';
import { addPasted } from './add-files.ts';

/** Pictures in a paste event; empty where it carries something else. */
function picturesIn(data: DataTransfer | null): readonly File[] {
  return [...(data?.files ?? [])].filter((file) => file.type.startsWith('image/'));
}

/** Takes pasted pictures, wherever the focus is; pasted text goes where it always goes. */
export function listenForPaste(): () => void {
  const paste = (event: ClipboardEvent): void => {
    const files = picturesIn(event.clipboardData);
    if (files.length === 0) return;
    event.preventDefault();
    void addPasted(files);
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
    if (files.length > 0) return await addPasted(files);
  } catch {
    // Not allowed, or nothing that a page may read: either way there is no image to take.
  }
  say({ title: t.animate.nothingToPaste });
}
