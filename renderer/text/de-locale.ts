import type { Words } from '../../preload/contract/words.ts';
import type { locale as en } from './en-locale.ts';

export const locale = {
  numbers: 'de-DE',
  dates: 'de-DE',
  today: 'Heute',
  yesterday: 'Gestern',
  inside: (day, clock, isNear) => `${isNear ? day.toLowerCase() : `am ${day}`} um ${clock}`,
  share: (done, whole) => `${done} von ${whole}`,
} as const satisfies Words<typeof en>;
