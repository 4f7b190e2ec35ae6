import { formatMoney } from '../../preload/contract/money.ts';
import type { MainWords } from './words.ts';

/** The same in German. */
export const DE: MainWords = {
  cannotStart: 'Kinora kann nicht starten',
  newer:
    'Diese Clips hat zuletzt ein neueres Kinora benutzt. Aktualisiere dieses, dann versuche es noch einmal. Nichts wurde geändert.',
  busy: 'Kinora läuft schon mit diesen Clips. Schließe es erst.',
  folder: (failure) =>
    `Kinora kann seinen Ordner nicht benutzen: ${failure.detail ?? failure.code}. Nichts wurde geändert.`,
  broke: (reason) => `Beim Starten ist etwas schiefgegangen: ${reason}`,
  keyWindow: 'API-Schlüssel',
  clipReady: 'Clip fertig',
  clipsReady: (count) => `${count} Clips fertig`,
  clipFailed: 'Clip misslungen',
  clipsFailed: (count) => `${count} Clips misslungen`,
  whyFailed: (name, { detail }, charged, refunded) => {
    const reason = [name, detail].filter(Boolean).join(': ');
    const money =
      refunded > 0
        ? `${formatMoney(refunded, 'de-DE')} wurden erstattet.`
        : charged === null
          ? 'Nichts wurde berechnet.'
          : '';
    return [/[.!?]$/.test(reason) || reason === '' ? reason : `${reason}.`, money].filter(Boolean).join(' ');
  },
};
