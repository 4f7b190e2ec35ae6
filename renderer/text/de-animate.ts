import type { Words } from '../../preload/contract/words.ts';
import { clips, files, images, spokenSeconds, variations } from './de-nouns.ts';
import type { animate as en } from './en-animate.ts';
import { counted, list, money, number, percent, plural, roughly } from './format.ts';

/** Files that are named where many are refused. */
const NAMED = 3;

const atLeast = (least: boolean): string => (least ? 'mindestens ' : '');

export const animate = {
  images,
  clips,
  table: 'Bilder',
  oneEach: 'Ein Clip aus jedem, gleiche Einstellungen',
  oneClip: 'Ein Clip',
  clear: 'Leeren',
  cleared: (count) => `${images(count)} entfernt`,
  undo: 'Rückgängig',
  dropTitle: 'Bilder hier ablegen',
  dropBody: 'Aus jedem Bild wird ein Clip. Mehrere zusammen werden ein Stapel.',
  dropHint:
    'JPG, PNG, WebP, AVIF, GIF oder BMP. Bilder bleiben auf diesem Computer, bis du auf „Animieren“ klickst.',
  choose: 'Bilder wählen…',
  paste: 'Einfügen',
  chooser: 'Bilder wählen',
  add: 'Bilder hinzufügen',
  dropping: (count) =>
    count > 0 ? `Ablegen, um ${images(count)} hinzuzufügen` : 'Ablegen, um Bilder hinzuzufügen',
  droppingTotal: (all, total, practice) =>
    practice ? `${clips(all)} in diesem Stapel, Übung` : `${clips(all)} in diesem Stapel, ${money(total)}`,
  refusedMany: (count) => `${files(count)} ${plural(count, 'lässt sich', 'lassen sich')} nicht animieren.`,
  refusedManyBody: (names) => {
    const rest = names.length - NAMED;
    const named = [...names.slice(0, NAMED), ...(rest > 0 ? [`${number(rest)} weitere`] : [])];
    return `${list(named)}. Nimm Bilder als JPG, PNG, WebP, AVIF, GIF oder BMP.`;
  },
  flattened: (name) => `${name} war stellenweise durchsichtig. Diese Stellen sind jetzt weiß.`,
  flattenedBody: 'In Clips ist nichts durchsichtig. Dein Original bleibt unverändert.',
  pastedName: 'Eingefügtes Bild',
  duplicates: (count, first, same) => {
    if (count > 1) return `${images(count)} sind schon da.`;
    return first === same ? `${first} ist schon da.` : `${first} ist dasselbe Bild wie ${same}.`;
  },
  addAnyway: 'Trotzdem hinzufügen',
  onlyFirst: (max) => `Nur die ersten ${number(max)} Dateien wurden übernommen.`,
  nothingToPaste: 'In der Zwischenablage ist kein Bild.',
  pasteByKey: (keys) => `Füge mit ${keys} ein.`,
  reading: 'Wird gelesen',
  small: (side, model, min) =>
    `Kleines Bild: ${number(side)} px an der kurzen Seite, ${model} verlangt ${number(min)}. Es wirkt vielleicht unscharf.`,
  odd: (model, ratio) =>
    `Sehr langes Bild: ${model} verlangt höchstens ${number(ratio)} zu 1. Vielleicht wird es abgelehnt.`,
  warned: 'passt vielleicht nicht zum Modell',
  tile: (at, of, name) => `Bild ${at} von ${of}: ${name}`,
  tileReading: (at, of, name) => `Bild ${at} von ${of}: ${name}, wird gelesen`,
  remove: (at) => `Bild ${at} entfernen`,
  place: (at, of) => `${at} von ${of}`,

  prompt: 'Prompt',
  promptLabel: 'Beschreibe die Bewegung',
  promptPlaceholder: 'Beschreibe die Bewegung: was sich bewegt, wie die Kamera fährt, die Stimmung',
  chips: [
    'Langsame Fahrt nach vorn',
    'Nach links schwenken',
    'Im Kreis herum',
    'Ruhige Kamera',
    'Ziehender Nebel',
  ],
  chipTitle: (chip) => `„${chip}“ zum Prompt hinzufügen`,
  recent: 'Zuletzt',
  recentTitle: 'Letzte Prompts',
  noRecent: 'Hier stehen Prompts, die du gesendet hast',
  clearPrompt: 'Prompt leeren',
  promptCleared: 'Prompt geleert',
  count: (length, max) => `${number(length)} von ${number(max)}`,
  countSoft: (length, max) =>
    `${number(length)} Zeichen; das Modell liest vielleicht nur die ersten ${number(max)}`,

  inspector: 'Einstellungen für diesen Stapel',
  model: 'Modell',
  perSecond: (rate) => `${money(rate)}/s`,
  usualWait: 'Übliche Wartezeit je Clip',
  wait: (seconds) => `~${roughly(seconds * 1000)}`,
  seconds: (value) => `${number(value)} s`,
  secondsSpoken: spokenSeconds,
  factor: (factor) => `× ${factor}`,
  sameShape: 'Wie das jeweilige Bild',
  aspect: 'Seitenverhältnis',
  more: 'Mehr',
  placeholders: { seed: 'Zufällig' },
  newSeed: 'Neuer zufälliger Seed',
  lockSeed: 'Seed für den nächsten Stapel behalten',
  seedLocked: 'Bleibt für den nächsten Stapel',
  seedOpen: 'Nur für diesen Stapel',
  advanced: 'Erweitert',
  advancedHint: 'Webhook-URL',
  webhook: 'Webhook-URL',
  webhookHint: 'Erfährt, wenn ein Clip fertig ist',
  webhookPlaceholder: 'https://',
  webhookBad: 'Nimm eine Adresse mit https.',

  cost: 'Kosten',
  perClip: 'je Clip',
  clipsLabel: 'Clips',
  clipLabel: 'Clip',
  total: 'gesamt',
  wouldCost: 'würde kosten',
  unconfirmed: 'Preis laut Dokumentation, noch nicht bestätigt',
  spentOf: (spent, budget) => [money(spent), ` von ${money(budget)} in diesem Monat`] as const,
  spent: (spent) => [money(spent), ' in diesem Monat ausgegeben'] as const,
  leftAfter: (left) => `${money(left)} übrig nach diesem Stapel`,
  left: (left) => `${money(left)} übrig in diesem Monat`,
  overMonth: (over) => `${money(over)} zu viel in diesem Monat`,
  overWith: (over) => `${money(over)} zu viel mit diesem Stapel`,
  onItsWay: (pending) => `${money(pending)} kommen noch dazu`,
  practiceFree: 'Übungsclips kosten nichts',
  raise: 'Budget erhöhen…',
  ring: (spent, after) =>
    `${percent(spent)} vom Budget dieses Monats ausgegeben, ${percent(after)} nach diesem Stapel`,

  term: (count, price) => `${number(count)} × ${money(price)}`,
  atLeast: 'mindestens',
  videoMayAdd: 'Ein Referenzvideo kann den Preis erhöhen.',
  confirmed: 'Der Dienst bestätigt diesen Preis.',
  sizeLine: (size) => {
    if (size.count <= size.images || size.count < 2) return null;
    const factors = [
      size.images > 0 ? images(size.images) : null,
      size.prompts > 1 ? counted(size.prompts, 'Prompt', 'Prompts') : null,
      size.settings > 1 ? counted(size.settings, 'Einstellung', 'Einstellungen') : null,
      size.variations > 1 ? variations(size.variations) : null,
    ].filter((factor) => factor !== null);
    return `${factors.join(' × ')} = ${clips(size.count)}`;
  },
  settingName: (model, seconds, resolution) => `${model}, ${number(seconds)} s, ${resolution}`,
  look: (how, total) => `Erst ein Entwurf, ${how} · ${money(total)}`,
  lookAgain: (how, total) => `Noch ein Entwurf, ${how} · ${money(total)}`,
  lookHow: (resolution, seconds) => `${resolution}, ${number(seconds)} s`,
  lookTitle:
    'Ein kurzer, günstiger Entwurf derselben Clips. Deine Bilder bleiben hier für den ganzen Stapel.',
  go: (what, total, least) => `${what} animieren · ${atLeast(least)}${money(total)}`,
  goAgain: (what, total, least) => `${what} noch einmal animieren · ${atLeast(least)}${money(total)}`,
  tryIt: (what, zero) => `${what} ausprobieren · ${money(zero)}`,
  noImage: 'Füge ein Bild hinzu',
  noPrompt: 'Beschreibe, was sich bewegen soll',
  noOwnPrompt: 'Ein Bild hat noch keinen Prompt',
  longPrompt: (model, max) => `${model} nimmt Prompts bis ${number(max)} Zeichen`,
  stillReading: (count) => `${images(count)} ${plural(count, 'wird', 'werden')} gelesen`,
  tooMany: (max) => `Höchstens ${images(max)} auf einmal`,
  tooManyClips: (max) => `Höchstens ${clips(max)} auf einmal`,
  sending: (what) => `${what} werden gesendet`,
  over: (over) => `${money(over)} über dem Budget`,
  changed: (count, total) => `Neuer Preis: ${number(count)} animieren · ${money(total)}`,
  said: (perClip) => `Der Dienst verlangt ${money(perClip)} je Clip.`,
  saidFor: (setting, perClip) => `${setting}: Der Dienst verlangt ${money(perClip)} je Clip.`,
  noKey: 'Zum Senden fehlt ein API-Schlüssel',
  badKey: 'Prüfe deinen API-Schlüssel in den Einstellungen',
  badWebhook: 'Prüfe die Webhook-Adresse',
  again: (count) => plural(count, 'Letztes Bild wieder nehmen', `Letzte ${number(count)} wieder nehmen`),

  askTitle: (total, count, least = false) => `${atLeast(least)}${money(total)} für ${clips(count)} ausgeben?`,
  askAbove: (limit) => `Du möchtest ab ${money(limit)} gefragt werden.`,
  askAfter: (left, budget) =>
    `Nach diesem Stapel bleiben ${money(left)} von deinem Monatsbudget von ${money(budget)}.`,
  askOver: (over, budget) => `Das sind ${money(over)} mehr als dein Monatsbudget von ${money(budget)}.`,
  askPlain: 'Berechnet wird, sobald der Dienst den jeweiligen Clip annimmt.',
  cancel: 'Abbrechen',
} as const satisfies Words<typeof en>;
