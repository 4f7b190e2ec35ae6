/** Every word of the page in German. A build for German has these files in the place of the English ones. */

import type { Words } from '../../preload/contract/words.ts';
import { animate } from './de-animate.ts';
import { batch, presets } from './de-batch.ts';
import { crop } from './de-crop.ts';
import { failureWords } from './de-errors.ts';
import { help } from './de-help.ts';
import { clip, library } from './de-library.ts';
import { models } from './de-models.ts';
import { queue } from './de-queue.ts';
import { references } from './de-references.ts';
import type { t as en } from './en.ts';

const shell = {
  views: 'Ansichten',
  names: { animate: 'Animieren', library: 'Bibliothek', settings: 'Einstellungen' },
  withKey: (name: string, key: string) => `${name} (${key})`,
  away: {
    offline: { words: 'Offline', hint: 'Deine Bibliothek geht wie immer.' },
    service: {
      words: 'Dienst antwortet nicht',
      hint: 'Kinora versucht es von selbst wieder. Deine Bibliothek geht wie immer.',
    },
  },
  practiceLead: 'Übungsmodus:',
  practiceBody: 'Nichts wird gesendet, nichts berechnet.',
  noKeyBody: 'Ohne ihn lässt sich nichts senden.',
  keyAgain: 'Gib deinen API-Schlüssel wieder ein.',
  keyAgainBody: 'Dieses System hat keinen Schlüsselbund, darum galt er nur bis zum Beenden.',
  addKey: 'API-Schlüssel hinzufügen',
  leavePractice: 'Übung beenden',
  openSettings: 'Zu den Einstellungen',
  addCredit: 'Dein Konto öffnen',
  changeFolder: 'Ordner ändern…',
  dismiss: 'Ausblenden',
  close: 'Schließen',
  notifications: 'Mitteilungen',
  progress: 'Fortschritt',
  times: (count: number) => `× ${count}`,
  startTitle: 'Kinora konnte deine Bibliothek nicht öffnen.',
  startRetry: 'Noch einmal',
} as const;

export const t = {
  shell,
  animate,
  batch,
  crop,
  presets,
  references,
  queue,
  library,
  clip,

  models,
  help,
  failure: failureWords,
} as const satisfies Words<typeof en>;
