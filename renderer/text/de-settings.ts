import type { Words } from '../../preload/contract/words.ts';
import { diagnosis } from './de-key-check.ts';
import { clips } from './de-nouns.ts';
import type { settings as en } from './en-settings.ts';
import { money, monthName, percent, plural, size } from './format.ts';

export const settings = {
  keyTitle: 'API-Schlüssel',
  keysTitle: 'API-Schlüssel',
  keyNone: 'Noch kein Schlüssel',
  keyNoneHint: 'Clips macht der Dienst mit deinem eigenen Schlüssel. Bis dahin kannst du üben.',
  keyEnding: (last4) => `Schlüssel mit Ende ${last4}`,
  keyDots: '••••••••••••',
  keyFewDots: '••••',
  keyName: ({ name, last4 }) => name || (last4 === '' ? 'Entfernter Schlüssel' : `Schlüssel …${last4}`),
  keyNameLabel: (name) => `Name von ${name}`,
  keyWhere: ({ state, given, unfinished }) => {
    const wait = `${clips(unfinished)} in Arbeit ${plural(unfinished, 'wartet', 'warten')} darauf.`;
    if (given) return 'Aus KINORA_API_KEY. Im Arbeitsspeicher, nur für diese Sitzung.';
    if (state === 'memory') return 'Im Arbeitsspeicher, nur für diese Sitzung.';
    if (state === 'stored') return 'Im Schlüsselbund des Systems. Gezeigt werden nur die letzten 4 Zeichen.';
    const why =
      state === 'removed'
        ? 'Du hast diesen Schlüssel entfernt.'
        : 'Er war nur im Arbeitsspeicher und ist weg. Gib ihn wieder ein.';
    return unfinished > 0 ? `${why} ${wait}` : why;
  },
  keyActive: 'In Gebrauch',
  keyUse: 'Benutzen',
  keyRename: 'Umbenennen…',
  keyAgain: 'Wieder eingeben…',
  keyAdd: 'Noch ein Schlüssel:',
  keyPaste: 'Schlüssel einfügen',
  keyType: 'Schlüssel eintippen…',
  keyReplace: 'Ersetzen…',
  keyTest: 'Testen',
  keyTesting: 'Wird getestet',
  keyRemove: 'Schlüssel entfernen',
  keyRemoved: (name) => `${name} entfernt`,
  keyRemovedClips: (count) =>
    `${clips(count)} in Arbeit ${plural(count, 'wartet', 'warten')}, bis du ihn wieder eingibst.`,
  keyRemovedNext: (name) => `Neue Clips nehmen ${name}.`,
  undo: 'Rückgängig',
  keyWorks: (when) => `Schlüssel gilt, geprüft ${when}`,
  keyUnchecked: 'Noch nicht geprüft',
  keyChecked: (when) => `Geprüft ${when}`,
  diagnosis,
  details: 'Details',
  serviceSaid: (words) => `Der Dienst sagt: ${words}`,
  keyGet: 'Schlüssel holen',
  noKeychainTitle: 'Dieses System hat keinen Schlüsselbund',
  noKeychainBody:
    'Ohne ihn schreibt Kinora deinen Schlüssel nicht auf den Datenträger. Er bleibt im Arbeitsspeicher, bis du Kinora beendest; dann gibst du ihn wieder ein.',

  practice: 'Übungsmodus',
  practiceHint: 'Clips entstehen auf diesem Computer. Nichts wird gesendet, nichts berechnet.',

  libraryTitle: 'Bibliothek',
  libraryNumbers: (count, bytes, free) =>
    `${count === 0 ? 'Noch keine Clips' : `${clips(count)}, ${size(bytes)}`}.${free === null ? '' : ` ${size(free)} frei.`}`,
  show: 'Zeigen',
  change: 'Ändern…',
  folderChanged: 'Ordner der Bibliothek geändert',

  spendingTitle: 'Ausgaben',
  spentOf: (budget) => `von ${money(budget)} in diesem Monat ausgegeben. Beginnt am 1. von vorn.`,
  spent: 'in diesem Monat ausgegeben. Beginnt am 1. von vorn.',
  sums: (today, month, now) => `Heute ${money(today)} · ${monthName(now)} ${money(month)}`,
  pending: (amount) => `${money(amount)} kommen noch dazu.`,
  ring: (share) => `${percent(share)} vom Budget dieses Monats ausgegeben`,
  byDay: 'Nach Tag und Monat',
  byDayHint: 'Was berechnet und erstattet wurde. Übung zählt nie.',
  byDayShow: 'Details…',
  byDayTitle: 'Ausgaben nach Monat und Tag',
  byDayNone: 'Noch wurde nichts berechnet.',
  columns: {
    period: 'Monat oder Tag',
    clips: 'Clips',
    charged: 'Berechnet',
    refunded: 'Erstattet',
    spent: 'Ausgegeben',
  },
  monthDays: (month, open) => `Tage im ${month} ${open ? 'ausblenden' : 'zeigen'}`,
  exportCsv: 'CSV exportieren…',
  exported: (name) => `Ausgaben in ${name} geschrieben`,
  ask: 'Vor einem Stapel fragen ab',
  askHint: 'Du bestätigst die Summe, bevor etwas gesendet wird. Leer: nie fragen.',
  budget: 'Monatsbudget',
  budgetHint: 'Es zählt der Preis jedes Clips, abzüglich Erstattungen. Leer: keins.',
  none: 'Keins',
  never: 'Nie',
  badAmount: 'Gib einen Betrag wie 8,00 ein.',
  atBudget: 'Am Budget',
  atBudgetAsk: 'Jedes Mal fragen',
  atBudgetStop: 'Anhalten',

  notifyTitle: 'Mitteilungen',
  notifyReady: 'Ein Clip ist fertig',
  notifyFailed: 'Ein Clip misslingt',
  notifyFailedHint: 'Mit Grund und Erstattung.',
  notifyOnlyAway: 'Nur wenn Kinora im Hintergrund ist',
  sound: 'Ton, wenn Clips fertig sind',
  soundTry: 'Anhören',
  tray: 'Symbol im Infobereich zeigen',
  trayMac: 'Symbol in der Menüleiste zeigen',
  trayHint: 'Kinora läuft weiter, wenn das Fenster zu ist. Beenden beendet es.',

  lookTitle: 'Darstellung',
  language: 'Sprache',
  languages: { system: 'System', en: 'English', de: 'Deutsch' },
  languageLater: 'Ab dem nächsten Start, weil gerade etwas gelesen oder exportiert wird.',
  theme: 'Farben',
  themes: { system: 'System', light: 'Hell', dark: 'Dunkel' },
  textSize: 'Schriftgröße',
  textSizes: { small: 'Klein', normal: 'Normal', large: 'Groß' },
  singleKeys: 'Kürzel mit einer Taste',
  singleKeysHint: '1, 2, 3, K, L und so weiter, außerhalb von Textfeldern.',
  shortcuts: 'Tastenkürzel',
  shortcutsShow: 'Zeigen…',

  advanced: 'Erweitert',
  webhook: 'Webhook-URL',
  webhookHint: 'Optional, nur https',
  webhookPlaceholder: 'https://',
  webhookBad: 'Nimm eine Adresse mit https.',
  base: 'API-Adresse',
  baseHint:
    'Beide führen zu PixelByte: api.muvi.video ist die heutige Adresse, api.pixelbyte.app die ältere.',
  baseGiven: 'Von KINORA_API_URL bestimmt',
  downloads: 'Downloads zugleich',
  downloadsHint: 'Von einem Server. Clips, die anderswo liegen, warten nicht darauf.',
  fewer: 'Weniger',
  more: 'Mehr',
  status: 'Status des Dienstes',
  statusShow: 'Öffnen',
  support: 'Hilfedatei',
  supportHint: 'Was hilft, einen Fehler zu finden. Du siehst alles, bevor es gesichert wird.',
  supportShow: 'Zeigen…',
  supportBody: 'Das ist alles. Nichts wird gesendet: Sichere es und gib es, wem du magst.',
  supportSave: 'Sichern…',
  supportClose: 'Schließen',
  supportSaved: (name) => `Hilfedatei gesichert als ${name}`,
  about: (version) => `Kinora ${version}`,
} as const satisfies Words<typeof en>;
