import type { Words } from '../../preload/contract/words.ts';
import type { trouble as en } from './en-trouble.ts';

export const trouble = {
  title: 'Das Fenster ist wieder ausgefallen',
  body: 'Deine Clips sind sicher, und die in Arbeit laufen ohne das Fenster weiter. Geschieht es noch einmal, starte Kinora neu.',
  again: 'Fenster neu öffnen',
} as const satisfies Words<typeof en>;
