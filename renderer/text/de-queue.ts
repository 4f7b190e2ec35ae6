import type { Words } from '../../preload/contract/words.ts';
import { clips } from './de-nouns.ts';
import type { queue as en } from './en-queue.ts';
import { counted, money, number, percent, plural, roughly } from './format.ts';

export const queue = {
  title: 'Warteschlange',
  activity: ({ active, waiting, pending, kept }) =>
    active > 0
      ? `${number(active)} in Arbeit`
      : waiting + pending > 0
        ? `${number(waiting + pending)} ${plural(waiting + pending, 'wartet', 'warten')}`
        : kept > 0
          ? `${number(kept)} angehalten`
          : 'Warteschlange',
  summary: ({ active, waiting, pending, kept, failed, done }, paused) => {
    const going = paused ? active + pending : active;
    const inLine = waiting + (paused ? kept : pending);
    const parts = [
      going > 0 ? `${number(going)} in Arbeit` : '',
      inLine > 0 ? `${number(inLine)} ${plural(inLine, 'wartet', 'warten')}` : '',
      !paused && kept > 0 ? `${number(kept)} angehalten` : '',
      failed > 0 ? `${number(failed)} misslungen` : '',
    ].filter(Boolean);
    if (parts.length === 0) parts.push(done > 0 ? `${number(done)} fertig` : 'Nichts in Arbeit');
    return paused ? `Angehalten · ${parts.join(', ')}` : parts.join(', ');
  },
  clearFinished: 'Fertige ausblenden',
  pause: 'Alle anhalten',
  resume: 'Weiter',
  paused: 'Angehalten',
  slowDown: (ms) => `Der Dienst bittet um Geduld. Das Senden geht in ${roughly(ms)} von selbst weiter.`,
  full: (counts) => `${counts} · weitere folgen, sobald Platz ist`,
  ready: (count) => `${number(count)} fertig`,
  showReady: 'Zeigen, was fertig ist',
  show: 'Warteschlange zeigen',
  hide: 'Warteschlange einklappen',
  unfold: 'Warteschlange ausklappen',
  more: (count) => `und ${number(count)} weitere`,

  labels: {
    draft: 'Wartet',
    queued: 'Wartet',
    uploading: 'Wird hochgeladen',
    prepared: 'Wird gesendet',
    sending: 'Wird gesendet',
    unknown: 'Fragt beim Dienst nach',
    asking: 'Welcher ist deiner?',
    absent: 'Nicht gestartet',
    pending: 'Steht an',
    processing: 'Wird erstellt',
    downloading: 'Wird geladen',
    done: 'Fertig',
    rejected: 'Nicht angenommen',
    failed: 'Misslungen',
    cancelling: 'Wird abgebrochen',
    cancelled: 'Abgebrochen',
  },
  failedRefunded: 'Misslungen, erstattet',
  cancelledRefunded: 'Abgebrochen, erstattet',
  waitingForKey: 'Wartet auf einen gültigen Schlüssel',
  keyUnsentNote: 'Wird mit gültigem Schlüssel gesendet',
  keyNote: 'Bezahlte Clips bleiben erhalten.',
  offlineNote: 'Wird gesendet, wenn du online bist',
  noAnswer: (ms) =>
    ms === null
      ? 'Der Dienst antwortet nicht.'
      : `Der Dienst antwortet nicht. Neuer Versuch in ${roughly(ms)}`,
  pausedNote: 'Wird nach „Weiter“ gesendet',
  slotNote: 'Steht hinter anderen Clips an',
  fullNote: (ms) => `An der Reihe in etwa ${roughly(ms)}`,
  slowNote: (ms) => `Wird in etwa ${roughly(ms)} gesendet`,
  slowLater: 'Der Dienst bittet um Geduld',
  budgetLabel: 'Über dem Budget',
  budgetNote: 'Erhöhe das Budget oder warte',
  diskLabel: 'Zu wenig Speicherplatz',
  diskNote: 'Der Download wartet',
  nextNote: 'Wird als Nächstes gesendet',
  sendingNote: 'Fragt den Dienst',
  inLine: (ms) => `Noch etwa ${roughly(ms)}`,
  left: (ms) => (ms < 5000 ? 'Noch ein paar Sekunden' : `Noch etwa ${roughly(ms)}`),
  almost: 'Gleich fertig',
  longer: 'Dauert länger als sonst',
  percent,
  unknownNote: 'Du musst nicht noch einmal zahlen.',
  absentNote: 'Der Dienst zeigt keinen solchen Auftrag.',
  askingNote: 'Mehr als einer könnte es sein',
  stoppedAt: (share) => `Bei ${percent(share)} stehen geblieben`,
  stopped: 'Download steht',
  lookOffline: 'Läuft dort weiter',
  lookService: 'Gerade keine Antwort. Dort läuft er weiter.',
  stoppedOffline: 'Geht weiter, wenn du wieder online bist',
  savingNote: 'Kommt in deine Bibliothek',
  cancellingNote: 'Fragt den Dienst',
  notCharged: 'Nichts wurde berechnet',
  notSent: 'Nichts wurde gesendet',
  free: 'Kostenlos',
  made: (seconds, resolution) => `${number(seconds)} s, ${resolution}`,
  charged: (amount) => `${money(amount)} wurden berechnet.`,
  notRefunded: (amount) => `${money(amount)} wurden berechnet. Noch ist keine Erstattung bekannt.`,
  partRefunded: (charged, refunded) =>
    `${money(charged)} wurden berechnet, davon ${money(refunded)} erstattet.`,
  refunded: (amount) => `${money(amount)} wurden erstattet.`,
  serviceSaid: (detail) => `Der Dienst sagt: ${detail.replace(/\.$/, '')}.`,

  checkAgain: 'Noch einmal nachfragen',
  continueNow: 'Jetzt weiter',
  tryAgain: 'Noch einmal',
  choose: 'Wählen…',
  openSettings: 'Zu den Einstellungen',
  retry: (price) => `Noch einmal ${money(price)}`,
  sendAgain: (price) => `Neu senden ${money(price)}`,
  menu: 'Mehr',
  menuName: (prompt) => `Mehr: ${prompt}`,
  detail: {
    happened: 'Was geschah',
    said: 'Der Dienst sagt',
    system: 'Gemeldet',
    money: 'Geld',
    practice: 'Kostenlos, weil im Übungsmodus erstellt.',
    lines: { estimate: 'Schätzung', charge: 'Berechnet', refund: 'Erstattet' },
    settings: 'Erstellt mit',
    added: 'Hinzugefügt',
    taken: 'Vom Dienst angenommen',
    ended: 'Beendet',
    id: 'Auftragsnummer beim Dienst',
    copy: 'Kopieren',
    copied: 'Kopiert',
  },
  batch: 'Stapel',
  batchName: 'Name des Stapels',
  batchMenu: (name) => `Mehr zum Stapel: ${name}`,
  batchSummary: (count, { kept, done, failed }, paused) =>
    [
      clips(count),
      paused ? 'angehalten' : kept > 0 ? `${number(kept)} ${plural(kept, 'wartet', 'warten')}` : '',
      done > 0 ? `${number(done)} fertig` : '',
      failed > 0 ? `${number(failed)} misslungen` : '',
    ]
      .filter(Boolean)
      .join(' · '),
  batchRetry: (count, total) => `${number(count)} noch einmal · ${money(total)}`,
  batchSaid: (total, count) => `Der Dienst verlangt ${money(total)} für ${clips(count)}.`,
  batchPause: 'Diesen Stapel anhalten',
  batchResume: 'Diesen Stapel fortsetzen',
  batchStop: 'Abbrechen, was noch nicht läuft',
  rename: 'Umbenennen…',
  renameTitle: 'Stapel umbenennen',
  edit: 'Bearbeiten…',
  details: 'Details…',
  detailsShort: 'Details',
  detailsName: (name) => `Details: ${name}`,
  moves: { first: 'Zuerst senden', up: 'Früher senden', down: 'Später senden', last: 'Zuletzt senden' },
  order: 'Reihenfolge der Warteschlange',
  moved: (at, of) => `Wird jetzt als ${at}. von ${of} gesendet`,
  remove: 'Entfernen',
  removeName: (name) => `Entfernen: ${name}`,
  removed: (count) => `${clips(count)} aus der Warteschlange entfernt`,
  cleared: (count) => `${counted(count, 'Karte', 'Karten')} ausgeblendet`,
  changed: (image) => (image === null ? 'Clip geändert' : `Clip aus ${image} geändert`),
  changedPrice: (now, before) => `Jetzt ${money(now)}. „Rückgängig“ macht daraus wieder ${money(before)}.`,
  removedBody: (count, total) =>
    total === 0
      ? 'Nichts wurde gesendet.'
      : `Nichts wurde gesendet. „Rückgängig“ sendet ${plural(count, 'ihn', 'sie')} für ${money(total)}.`,
  undo: 'Rückgängig',
  clear: 'Ausblenden',
  cancel: 'Abbrechen',
  cancelName: (name) => `Abbrechen: ${name}`,
  name: (prompt, image) => `${prompt}, ${image}`,
  playName: (prompt) => `Abspielen: ${prompt}`,
  job: (label, note) => (note === '' ? label : `${label}, ${note}`),

  chooseTitle: 'Welcher ist deiner?',
  chooseBody:
    'Die Antwort ging unterwegs verloren, und der Dienst zeigt mehr als einen Auftrag, der es sein könnte.',
  candidate: (at) => `Gestartet um ${at}`,
  candidateUnknown: 'Startzeit nicht bekannt',
  none: 'Keiner davon',
  close: 'Schließen',

  editTitle: 'Clip bearbeiten',
  editBody: 'Für ihn wurde noch nichts berechnet.',
  price: 'Preis',
  wouldCost: 'Würde kosten',
  was: (price) => `vorher ${money(price)}`,
  save: (price) => `Speichern · ${money(price)}`,
  saveFree: 'Speichern',
  saveChanged: (price) => `Neuer Preis: speichern · ${money(price)}`,

  foreign: (count) =>
    `${counted(count, 'Auftrag', 'Aufträge')} mit diesem Schlüssel ${plural(count, 'wurde', 'wurden')} nicht hier gestartet.`,
  foreignHint: 'Beim Importieren kommt, was sie ergeben, in deine Bibliothek. Das kostet nichts.',
  import: 'Importieren',
  notNow: 'Nicht jetzt',
  elsewhere: 'Anderswo gestartet',

  readyToast: 'Clip fertig',
  showClip: 'Zeigen',
  spokenReady: (done, of) => `${number(done)} von ${clips(of)} fertig`,
  spokenMany: (count) => `${clips(count)} fertig`,
  spokenFailed: (label, reason, count) =>
    [count > 1 ? clips(count) : '', label, reason].filter(Boolean).join('. '),
} as const satisfies Words<typeof en>;
