import type { MicroCents } from '../../preload/contract/money.ts';
import type { Words } from '../../preload/contract/words.ts';
import type { again as en } from './en-again.ts';
import { list, money, plural } from './format.ts';

const price = (amount: MicroCents, least: boolean): string => `${least ? 'mindestens ' : ''}${money(amount)}`;

export const again = {
  run: 'Noch einmal',
  once: 'Noch einmal erstellen',
  onceShort: 'Noch einmal',
  title: 'Erstellt genau denselben Clip noch einmal',
  price,
  inPractice: (name) => `${name}, in der Übung kostenlos`,
  wouldCost: (amount, least) => `Würde ${price(amount, least)} kosten`,
  go: (amount, least) => `Noch einmal · ${price(amount, least)}`,
  sent: '1 Clip ist in der Warteschlange',
  inForm: 'Das Rezept ist im Formular',
  toForm: 'Rezept übernehmen',
  vary: 'Abwandeln…',
  varyTitle: 'Diesen Clip abwandeln',
  varyBody: 'Alles bleibt, wie es war, bis auf eines.',
  differences: {
    seed: 'Neuer Seed',
    duration: 'Dauer',
    resolution: 'Auflösung',
    prompt: 'Prompt',
    model: 'Modell',
  },
  newSeed: 'Dasselbe Rezept mit einem anderen Seed ergibt einen anderen Clip derselben Art.',
  otherModel: 'Alles, was es annimmt, kommt mit.',
  leftOut: (model, fields) => `${model} nimmt nicht an: ${list(fields)}.`,
  nothingYet: 'Ändere erst etwas',
  runIt: (amount, least) => `Erstellen · ${price(amount, least)}`,
  instead: (amount) => `${money(amount)} wie gehabt`,
  noRecipe: 'Diesen Clip hat kein Dienst erstellt. Er lässt sich nicht wiederholen.',
  noModel: 'Sein Modell wird nicht mehr angeboten.',
  gone: (files) =>
    `${list(files)} ${plural(files.length, 'ist nicht mehr da: Füge es', 'sind nicht mehr da: Füge sie')} wieder hinzu.`,
} as const satisfies Words<typeof en>;
