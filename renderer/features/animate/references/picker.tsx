import type { ReactElement } from 'react';
import { kindOf, type Slot } from '../../../state/reference-slots.ts';
import { t } from '../../../text/en.ts';
import { addFilesTo } from './actions.ts';

const ACCEPT = {
  image: 'image/*,.jpg,.jpeg,.png,.webp,.avif,.gif,.bmp',
  video: 'video/mp4,video/webm,.mp4,.webm',
  audio: 'audio/wav,audio/mpeg,.wav,.mp3',
} as const;

let input: HTMLInputElement | null = null;
let target: Slot = 0;

/** Opens the system's file chooser for a slot. */
export function openPickerFor(slot: Slot): void {
  if (!input) return;
  target = slot;
  input.accept = ACCEPT[kindOf(slot)];
  input.multiple = typeof slot === 'number';
  input.click();
}

/** The file input of all slots. */
export function ReferencePicker(): ReactElement {
  return (
    <input
      ref={(element) => {
        input = element;
      }}
      hidden
      type="file"
      aria-label={t.references.chooser}
      onChange={(event) => {
        const files = [...(event.target.files ?? [])];
        event.target.value = '';
        void addFilesTo(target, files);
      }}
    />
  );
}
