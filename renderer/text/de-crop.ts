import type { Words } from '../../preload/contract/words.ts';
import type { crop as en } from './en-crop.ts';
import { number } from './format.ts';

export const crop = {
  open: 'Zuschneiden…',
  title: (name) => `${name} zuschneiden`,
  shape: 'Form',
  asItIs: 'Wie sie ist',
  size: 'Größe',
  percent: (share) => `${share} Prozent`,
  frame: (shape) => `Teil, der gesendet wird, ${shape}`,
  hint: 'Ziehe den Rahmen oder seine Ecken. Pfeiltasten verschieben ihn, + und − ändern seine Größe. Dein Original bleibt unverändert.',
  sent: (width, height) => `Gesendet als ${number(width)} × ${number(height)} px`,
  cancel: 'Abbrechen',
  apply: 'Zuschneiden',
} as const satisfies Words<typeof en>;
