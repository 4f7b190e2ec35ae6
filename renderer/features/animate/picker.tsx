import { type ReactElement, useRef } from 'react';
import { t } from '../../text/en.ts';
import { addFiles } from './add-files.ts';

const ACCEPT =
  'image/jpeg,image/png,image/webp,image/avif,image/gif,image/bmp,.jpg,.jpeg,.png,.webp,.avif,.gif,.bmp';
let input: HTMLInputElement | null = null;

/** Opens the system's file chooser. */
export function openPicker(): void {
  input?.click();
}

/** The one file input of the page; buttons and Ctrl/Cmd+O open it. */
export function FilePicker(): ReactElement {
  const ref = useRef<HTMLInputElement>(null);
  return (
    <input
      ref={(element) => {
        ref.current = element;
        input = element;
      }}
      hidden
      type="file"
      multiple
      accept={ACCEPT}
      aria-label={t.animate.chooser}
      onChange={(event) => {
        const files = [...(event.target.files ?? [])];
        event.target.value = '';
        void addFiles(files);
      }}
    />
  );
}
