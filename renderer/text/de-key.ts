import type { Words } from '../../preload/contract/words.ts';
import type { keyWindow as en } from './en-key.ts';

export const keyWindow = {
  title: 'API-Schlüssel',
  label: 'API-Schlüssel',
  note: 'Wird im Schlüsselbund des Systems aufbewahrt, wo es einen gibt. Gezeigt werden nur die letzten 4 Zeichen.',
  save: 'Speichern',
  cancel: 'Abbrechen',
  empty: 'Tippe deinen Schlüssel ein oder füge ihn ein.',
} as const satisfies Words<typeof en>;
