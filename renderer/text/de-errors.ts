/** One wording per failure, in German. */
import type { ErrorCode, Failure } from '../../preload/contract/errors.ts';
import { MAX_PIXELS, REFERENCE_LIMITS } from '../../preload/contract/limits.ts';
import { isMicroCents } from '../../preload/contract/money.ts';
import type { Words } from './en-errors.ts';
import { money, number, roughly, size } from './format.ts';

type Facts = NonNullable<Failure['facts']>;

const name = (facts: Facts): string => String(facts['name'] ?? 'Diese Datei');

function bytesFact(facts: Facts, key: string): string | null {
  const value = facts[key];
  return typeof value === 'number' ? size(value) : typeof value === 'string' ? value : null;
}

function moneyFact(facts: Facts, key: string): string | null {
  const value = facts[key];
  return typeof value === 'number' && isMicroCents(value) ? money(value) : null;
}

const KINDS = {
  image: { one: 'Bild', may: 'Bilder dürfen' },
  video: { one: 'Video', may: 'Videos dürfen' },
  audio: { one: 'Aufnahme', may: 'Aufnahmen dürfen' },
} as const;
const kindOf = (facts: Facts): { one: string; may: string } =>
  facts['kind'] === 'video' ? KINDS.video : facts['kind'] === 'audio' ? KINDS.audio : KINDS.image;

const say = (title: string, body = '', short = title.replace(/\.$/, '')): Words => ({ title, body, short });

const WORDS: { readonly [C in ErrorCode]: (facts: Facts) => Words } = {
  'bad-request': () =>
    say('Das konnte Kinora nicht tun.', 'Nichts wurde gesendet. Versuche es noch einmal.', 'Nicht möglich'),
  'not-allowed': () =>
    say('Das ist hier nicht erlaubt.', 'Nichts wurde gesendet oder geändert.', 'Nicht erlaubt'),
  internal: () =>
    say(
      'In Kinora ist etwas schiefgegangen.',
      'Die Warteschlange zeigt, was gesendet und bezahlt ist. Versuche es noch einmal.',
      'Fehler in Kinora',
    ),
  'not-an-image': (facts) =>
    say(
      `${name(facts)} lässt sich nicht animieren.`,
      'Nimm Bilder als JPG, PNG, WebP, AVIF, GIF oder BMP.',
      'Kein Bild',
    ),
  heic: (facts) =>
    say(`${name(facts)} ist ein HEIC-Foto.`, 'Exportiere es als JPEG und lege das ab.', 'HEIC-Foto'),
  'empty-file': (facts) => say(`${name(facts)} ist leer.`, '', 'Leere Datei'),
  folder: () => say('Lege Bilder ab, keinen Ordner.', '', 'Ein Ordner'),
  'too-many-pixels': (facts) =>
    say(
      `${name(facts)} ist zu groß.`,
      `Bilder dürfen bis zu ${number(MAX_PIXELS / 1_000_000)} Megapixel haben. Lege eine kleinere Kopie ab.`,
      'Bild zu groß',
    ),
  'too-large': (facts) => {
    const limit = bytesFact(facts, 'limit');
    const kind = kindOf(facts);
    const upTo = limit === null ? '' : ` ${kind.may} bis zu ${limit} haben.`;
    return say(
      `${name(facts)} ist zu groß.`,
      `Nichts wurde gesendet.${upTo} Lege eine kleinere Kopie ab.`,
      `${kind.one} zu groß`,
    );
  },
  undecodable: (facts) =>
    say(
      `${name(facts)} lässt sich nicht öffnen.`,
      'Vielleicht ist die Datei beschädigt. Sichere sie neu als JPEG oder PNG und lege das ab.',
      'Bild nicht lesbar',
    ),
  'source-missing': () =>
    say(
      'Das vorbereitete Bild ist weg.',
      'Nichts wurde gesendet. Füge das Bild wieder hinzu.',
      'Bild ist weg',
    ),
  'media-unreadable': (facts) =>
    facts['kind'] === 'audio'
      ? say(
          `${name(facts)} lässt sich nicht abspielen.`,
          'Sichere die Aufnahme neu als WAV oder MP3.',
          'Aufnahme nicht lesbar',
        )
      : say(
          `${name(facts)} lässt sich nicht abspielen.`,
          'Sichere das Video neu als MP4 oder WebM.',
          'Video nicht lesbar',
        ),
  'wrong-length': (facts) => {
    const isVoice = facts['kind'] === 'audio';
    const [min, max] = REFERENCE_LIMITS[isVoice ? 'audio' : 'video'].seconds;
    const how = Number(facts['seconds'] ?? 0) > max ? 'lang' : 'kurz';
    const may = `${isVoice ? 'Eine Stimme' : 'Ein Referenzvideo'} darf ${min} bis ${max} Sekunden lang sein.`;
    return say(`${name(facts)} ist zu ${how}.`, may, 'Falsche Länge');
  },
  'bad-parameters': () =>
    say(
      'Eine Einstellung passt nicht zu diesem Modell.',
      'Nichts wurde gesendet. Prüfe die Einstellungen.',
      'Einstellung passt nicht',
    ),
  'price-changed': () =>
    say('Der Preis hat sich geändert.', 'Nichts wurde gesendet. Prüfe die neue Summe.', 'Preis geändert'),
  'account-changed': () =>
    say(
      'Inzwischen gilt ein anderer Schlüssel oder Modus.',
      'Nichts wurde gesendet. Sieh dir den Preis an und drücke noch einmal.',
      'Schlüssel oder Modus geändert',
    ),
  'over-budget': (facts) => {
    const over = moneyFact(facts, 'over');
    const title = over === null ? 'Das übersteigt dein Monatsbudget.' : `${over} über dem Budget.`;
    return say(
      title,
      'Nichts wurde gesendet. Erhöhe das Budget in den Einstellungen oder warte auf den 1.',
      'Über dem Budget',
    );
  },
  'ask-first': () => say('Bestätige erst die Summe.', 'Nichts wurde gesendet.', 'Braucht deine Bestätigung'),
  'not-presets': (facts) =>
    say(
      `${name(facts)} enthält keine Vorlagen, die Kinora lesen kann.`,
      'Nichts wurde geändert.',
      'Keine Vorlagen',
    ),
  'presets-newer': (facts) =>
    say(
      `${name(facts)} stammt aus einem neueren Kinora.`,
      'Nichts wurde geändert. Aktualisiere Kinora, um sie zu lesen.',
      'Zu neu',
    ),
  'presets-set-aside': () =>
    say(
      'Deine Vorlagen ließen sich nicht lesen.',
      'Die beschädigte Datei wurde aufgehoben. Neue lassen sich speichern.',
      'Vorlagen verloren',
    ),
  'too-many-presets': () =>
    say(
      'Für weitere Vorlagen ist kein Platz.',
      'Entferne einige und versuche es noch einmal.',
      'Zu viele Vorlagen',
    ),
  'searches-set-aside': () =>
    say(
      'Deine gespeicherten Suchen ließen sich nicht lesen.',
      'Die beschädigte Datei wurde aufgehoben. Neue lassen sich speichern.',
      'Suchen verloren',
    ),
  'too-many-searches': () =>
    say(
      'Für weitere gespeicherte Suchen ist kein Platz.',
      'Entferne einige und versuche es noch einmal.',
      'Zu viele Suchen',
    ),
  'no-key': () =>
    say(
      'Es gibt noch keinen API-Schlüssel.',
      'Nichts wurde gesendet. Füge in den Einstellungen einen hinzu.',
      'Kein API-Schlüssel',
    ),
  'not-a-key': (facts) =>
    facts['part'] === undefined
      ? say(
          'Das sieht nicht nach einem API-Schlüssel aus.',
          'Schlüssel beginnen mit pb_ und enthalten keine Leerzeichen.',
          'Kein API-Schlüssel',
        )
      : say(
          'Das ist nur der Anfang eines API-Schlüssels.',
          'Ein Schlüssel beginnt mit pb_, dann folgen viele Buchstaben und Ziffern. Kopiere ihn ganz.',
          'Schlüssel unvollständig',
        ),
  'key-known': () =>
    say(
      'Dieser Schlüssel steht schon in deiner Liste.',
      'Jeder Schlüssel steht dort nur einmal.',
      'Schlüssel schon da',
    ),
  'clipboard-empty': () =>
    say(
      'Die Zwischenablage ist leer.',
      'Kopiere erst deinen Schlüssel, dann klicke auf „Schlüssel einfügen“.',
    ),
  'key-rejected': () =>
    say(
      'Dein API-Schlüssel wurde abgelehnt.',
      'Nichts wurde gesendet. Prüfe den Schlüssel in den Einstellungen.',
      'Schlüssel abgelehnt',
    ),
  'key-inactive': () =>
    say(
      'Dein API-Schlüssel ist ausgeschaltet.',
      'Nichts wurde gesendet. Schalte ihn bei deinem Anbieter ein oder nimm einen anderen.',
      'Schlüssel ausgeschaltet',
    ),
  'key-expired': () =>
    say(
      'Dein API-Schlüssel ist abgelaufen.',
      'Nichts wurde gesendet. Hole dir einen neuen und ersetze ihn in den Einstellungen.',
      'Schlüssel abgelaufen',
    ),
  'key-scope': () =>
    say(
      'Dein API-Schlüssel darf das nicht.',
      'Nichts wurde gesendet. Erlaube dem Schlüssel, Clips zu erstellen, oder nimm einen anderen.',
      'Schlüssel darf das nicht',
    ),
  'key-address': () =>
    say(
      'Dein API-Schlüssel gilt nicht in diesem Netz.',
      'Nichts wurde gesendet. Trage die Adresse dieses Computers bei deinem Anbieter zum Schlüssel ein.',
      'Schlüssel gilt hier nicht',
    ),
  offline: () =>
    say(
      'Du bist offline.',
      'Nichts wurde gesendet. Es geht weiter, sobald du wieder online bist.',
      'Offline',
    ),
  unreachable: () =>
    say(
      'Der Dienst ist nicht zu erreichen.',
      'Der Versuch hat nichts gekostet. Kinora versucht es von selbst wieder; die Statusseite weiß vielleicht mehr.',
      'Dienst nicht erreichbar',
    ),
  'rate-limited': (facts) => {
    const wait = facts['retryMs'];
    const when = typeof wait === 'number' ? ` in ${roughly(wait)}` : '';
    return say(
      'Der Dienst bittet um Geduld.',
      `Was wartet, wurde nicht berechnet. Das Senden geht${when} von selbst weiter.`,
      'Dienst bittet um Geduld',
    );
  },
  'concurrency-limit': () =>
    say(
      'Dieser Clip wartet, bis er an der Reihe ist.',
      'Er wurde nicht berechnet und wird gesendet, sobald ein anderer fertig ist.',
      'Folgt, sobald Platz ist',
    ),
  'no-credit': (facts) => {
    const needs = moneyFact(facts, 'needed');
    return say(
      'Das Guthaben reicht nicht für diesen Stapel.',
      `${needs === null ? '' : `Er kostet ${needs}. `}Was nicht angenommen wurde, wurde nicht berechnet. Lade bei deinem Anbieter Guthaben auf und versuche es noch einmal.`,
      'Guthaben reicht nicht',
    );
  },
  'invalid-input': () =>
    say(
      'Der Dienst hat diese Einstellungen nicht angenommen.',
      'Nichts wurde berechnet. Ändere sie und sende noch einmal.',
      'Einstellungen passen nicht',
    ),
  'model-unavailable': () =>
    say(
      'Dieses Modell steht deinem Konto nicht offen.',
      'Nichts wurde berechnet. Wähle das andere Modell.',
      'Modell nicht verfügbar',
    ),
  'account-blocked': () =>
    say(
      'Dein Konto beim Dienst ist gesperrt.',
      'Nichts wurde gesendet. Frage deinen Anbieter; das Senden geht weiter, sobald es wieder frei ist.',
      'Konto gesperrt',
    ),
  'service-error': () =>
    say(
      'Beim Dienst gab es einen Fehler.',
      'Die Warteschlange zeigt, was bezahlt ist. Kinora versucht es wieder, wo das nichts kosten kann.',
      'Fehler beim Dienst',
    ),
  'generation-failed': () =>
    say(
      'Der Dienst konnte diesen Clip nicht erstellen.',
      'Die Warteschlange zeigt, was erstattet wurde. Versuche es noch einmal, oder ändere das Bild oder den Prompt.',
      'Nicht gelungen',
    ),
  'job-gone': () =>
    say(
      'Der Dienst kennt diesen Clip nicht mehr.',
      'Ob er bezahlt bleibt, ist nicht bekannt. Frage deinen Anbieter, bevor du ihn noch einmal sendest.',
      'Nicht mehr bekannt',
    ),
  'too-late-to-cancel': () => say('Zu spät zum Abbrechen.', 'Er wird fertig und ist bezahlt.'),
  'too-late-to-edit': () =>
    say(
      'Zu spät zum Ändern.',
      'Er wird mit den bisherigen Einstellungen gesendet. Sonst wurde nichts gesendet.',
    ),
  'no-output': () =>
    say(
      'Der Dienst ist fertig, aber ohne Clip.',
      'Er ist bezahlt. Kinora fragt von selbst wieder danach; kommt nichts, frage deinen Anbieter.',
      'Kein Clip kam zurück',
    ),
  'not-a-clip': () =>
    say(
      'Was zurückkam, ist kein Clip.',
      'Er ist bezahlt und kam nicht in deine Bibliothek. Kinora holt ihn von selbst noch einmal; hilft das nicht, frage deinen Anbieter.',
      'Kein Clip',
    ),
  'download-stalled': () =>
    say(
      'Der Download ist stehen geblieben.',
      'Der Clip ist bezahlt, und der Dienst hebt ihn auf. Kinora macht von selbst weiter.',
      'Download steht',
    ),
  'disk-full': (facts) => {
    const needs = bytesFact(facts, 'needed');
    return say(
      'Zu wenig Speicherplatz.',
      needs === null
        ? 'Schaffe Platz und versuche es noch einmal. Bezahlte Clips bleiben erhalten.'
        : `Dieser Clip ist bezahlt und braucht ${needs}. Schaffe Platz; der Download wartet.`,
      'Zu wenig Speicherplatz',
    );
  },
  'disk-error': () =>
    say(
      'Auf den Datenträger ließ sich nicht schreiben.',
      'Bezahlte Clips bleiben erhalten. Prüfe den Ordner der Bibliothek und versuche es noch einmal.',
      'Fehler des Datenträgers',
    ),
  'library-renewed': () =>
    say('Die Bibliothek wurde neu gelesen.', 'Wähle die Clips noch einmal aus.', 'Bibliothek neu gelesen'),
  superseded: () => say('Inzwischen wurde Neueres verlangt.', 'Was du siehst, ist aktuell.', 'Überholt'),
  'undo-too-late': () =>
    say(
      'Zu spät zum Rückgängigmachen.',
      'Clips im Papierkorb kannst du über dein System zurückholen.',
      'Zu spät',
    ),
  'trash-failed': (facts) =>
    say(
      facts['clips'] === 1
        ? 'Ein Clip ließ sich nicht in den Papierkorb legen.'
        : `${facts['clips'] ?? 'Einige'} Clips ließen sich nicht in den Papierkorb legen.`,
      'Sie sind wieder in der Bibliothek. Nichts wurde gelöscht.',
      'Nicht im Papierkorb',
    ),
  'folder-read-only': () =>
    say(
      'In diesen Ordner lässt sich nicht schreiben.',
      'Seine Clips laufen wie immer. Entsperre ihn oder wähle einen anderen Ordner, um sie zu ändern.',
      'Ordner schreibgeschützt',
    ),
  'folder-away': () =>
    say(
      'Dieser Ordner ist nicht verbunden.',
      'Verbinde seinen Datenträger und versuche es noch einmal.',
      'Ordner nicht da',
    ),
  'clip-missing': () =>
    say(
      'Datei fehlt',
      'Sie wurde außerhalb von Kinora bewegt oder gelöscht. Prompt und Einstellungen sind noch hier.',
    ),
  'sidecar-unreadable': (facts) =>
    say(
      facts['clips'] === 1
        ? 'Die Notizen zu einem Clip sind nicht lesbar.'
        : `Die Notizen zu ${facts['clips'] ?? 'einigen'} Clips sind nicht lesbar.`,
      'Die Clips liegen in deinem Ordner, werden hier aber nicht gezeigt. Nichts wurde geändert. Importiere sie, um sie wieder zu sehen.',
      'Notizen nicht lesbar',
    ),
  'clip-unreadable': (facts) =>
    say(
      `${name(facts)} lässt sich nicht lesen.`,
      'Die Datei ist beschädigt oder kein Video.',
      'Nicht lesbar',
    ),
  'clip-codec': (facts) =>
    say(
      `${name(facts)} lässt sich hier nicht dekodieren.`,
      'Diesem Computer fehlt ein Decoder für diese Art Video.',
      'Kein Decoder',
    ),
  'sound-lost': () =>
    say(
      'Der Ton lässt sich nicht mitnehmen.',
      'Nichts wurde geschrieben. Exportiere ohne Ton.',
      'Ton ginge verloren',
    ),
  'tool-stuck': (facts) =>
    say(
      `${name(facts)} hat zu lange gebraucht.`,
      'Kinora hat die Arbeit daran beendet. Vielleicht ist die Datei beschädigt.',
      'Angehalten',
    ),
  'folder-unusable': () =>
    say(
      'Dieser Ordner lässt sich nicht benutzen.',
      'Bezahlte Clips bleiben erhalten. Wähle einen Ordner, in den Kinora schreiben darf.',
      'Ordner nicht nutzbar',
    ),
  'folder-busy': () =>
    say('Clips sind noch in Arbeit.', 'Wechsle den Ordner, wenn sie fertig sind.', 'Clips in Arbeit'),
  'import-busy': () =>
    say('Ein Import läuft.', 'Warte, bis er fertig ist, oder halte ihn an.', 'Import läuft'),
  'not-a-video': (facts) =>
    say(
      `${name(facts)} lässt sich nicht importieren.`,
      'Nimm Videos als MP4, M4V oder MOV.',
      'Nicht importiert',
    ),
  'folder-known': () =>
    say(
      'Dieser Ordner gehört schon zu deiner Bibliothek.',
      'Oder er ist die Kopie eines solchen.',
      'Ordner bekannt',
    ),
  'folder-nested': () =>
    say(
      'Dieser Ordner überschneidet sich mit einem deiner Bibliothek.',
      'Einer liegt im anderen. Seine Clips werden schon gezeigt, oder wähle einen Ordner daneben.',
      'Ordner überschneidet sich',
    ),
  'folder-taken': () =>
    say(
      'Dieser Platz ist belegt.',
      'Wähle einen leeren Ordner oder einen, in dem es keinen Ordner dieses Namens gibt.',
      'Platz belegt',
    ),
  'folder-left': (facts) =>
    say(
      `${name(facts)} ließ sich nicht in den Papierkorb legen.`,
      'Deine Bibliothek benutzt jetzt die Kopie. Lösche den alten Ordner selbst, wann du magst.',
      'Alter Ordner bleibt',
    ),
  'file-of-library': () =>
    say(
      'Das würde eine Datei deiner Bibliothek ersetzen.',
      'Nichts wurde geschrieben. Wähle einen anderen Namen oder Ordner.',
      'Datei deiner Bibliothek',
    ),
  'folder-last': () =>
    say(
      'Eine Bibliothek braucht einen Ordner.',
      'Wähle erst einen anderen für neue Clips.',
      'Einziger Ordner',
    ),
  'too-many-folders': () =>
    say(
      'Zu viele Ordner in der Bibliothek.',
      'Entferne einen, den du nicht brauchst, dann füge diesen hinzu.',
      'Zu viele Ordner',
    ),
  'too-many-to-drag': (facts) =>
    say(
      `Höchstens ${facts['most'] ?? 500} Dateien lassen sich zugleich ziehen.`,
      'Exportiere sie stattdessen in einen Ordner.',
      'Zu viele zum Ziehen',
    ),
  'journal-set-aside': () =>
    say(
      'Die Liste der Aufträge war beschädigt.',
      'Was lesbar war, wurde übernommen, und die beschädigte Datei wurde aufgehoben. Das Senden ist angehalten: Prüfe die letzten Aufträge bei deinem Anbieter, dann mach weiter. Deine Clips sind nicht betroffen.',
      'Auftragsliste beschädigt',
    ),
  'journal-doubtful': () =>
    say(
      'Ein Teil der Auftragsliste ging verloren oder hat sich geändert.',
      'Das Senden ist angehalten: Prüfe die letzten Aufträge und Beträge bei deinem Anbieter, dann mach weiter. Deine Clips sind nicht betroffen.',
      'Auftragsliste unvollständig',
    ),
  'journal-stopped': () =>
    say(
      'Der Datenträger versagte, als die Auftragsliste gesichert wurde.',
      'Es wird nichts mehr gesendet. Was der Dienst angenommen hat, ist nicht verloren. Prüfe den Datenträger und starte Kinora neu.',
      'Fehler des Datenträgers',
    ),
  'settings-set-aside': () =>
    say(
      'Deine Einstellungen waren beschädigt.',
      'Die letzten guten gelten; die beschädigte Datei wurde aufgehoben. Prüfe Schlüssel und Grenzen in den Einstellungen.',
      'Einstellungen beschädigt',
    ),
  'index-set-aside': () =>
    say(
      'Die Liste der Clips war beschädigt.',
      'Sie wird aus den Clips selbst neu gemacht. Nichts ist verloren.',
      'Clipliste beschädigt',
    ),
  'page-restarted': () =>
    say(
      'Das Fenster ist ausgefallen und wurde neu geladen.',
      'Clips in Arbeit liefen weiter, und nichts ging verloren.',
      'Fenster neu geladen',
    ),
  'graphics-restarted': () =>
    say(
      'Die Grafik ist ausgefallen und hat neu begonnen.',
      'Sehen Bilder seltsam aus, starte Kinora neu. Clips in Arbeit laufen weiter.',
      'Grafik hat neu begonnen',
    ),
  'main-broke': () =>
    say(
      'In Kinora ist etwas schiefgegangen.',
      'Deine Clips sind sicher. Wirkt etwas seltsam, starte Kinora neu. Eine Hilfedatei aus den Einstellungen sagt, was geschah.',
      'Etwas ist schiefgegangen',
    ),
};

/** The words for a failure. `file` names it where the failure itself does not. */
export function failureWords(failure: Failure, file?: string): Words {
  const facts = { ...(file === undefined ? {} : { name: file }), ...failure.facts };
  return WORDS[failure.code](facts);
}
