import type { MicroCents } from '../../preload/contract/money.ts';
import { list, money, plural } from './format.ts';

const price = (amount: MicroCents, least: boolean): string => `${least ? 'at least ' : ''}${money(amount)}`;

/** Words of making a clip once more. */
export const again = {
  run: 'Run again',
  once: 'Run once more',
  onceShort: 'Once more',
  title: 'Makes exactly the same clip once more',
  price,
  /** What a button that costs nothing in practice is read out as. */
  inPractice: (name: string) => `${name}, free in practice`,
  wouldCost: (amount: MicroCents, least: boolean) => `Would cost ${price(amount, least)}`,
  go: (amount: MicroCents, least: boolean) => `Run again · ${price(amount, least)}`,
  sent: '1 clip is in the queue',
  inForm: 'The recipe is in the form',
  toForm: 'Recipe to Animate',
  vary: 'Vary…',
  varyTitle: 'Vary this clip',
  varyBody: 'Everything stays as it was but for one thing.',
  differences: {
    seed: 'New seed',
    duration: 'Duration',
    resolution: 'Resolution',
    prompt: 'Prompt',
    model: 'Model',
  },
  newSeed: 'The same recipe with another seed gives another clip of the same kind.',
  otherModel: 'Everything that it takes goes along.',
  leftOut: (model: string, fields: readonly string[]) => `${model} does not take: ${list(fields)}.`,
  nothingYet: 'Change it first',
  runIt: (amount: MicroCents, least: boolean) => `Run it · ${price(amount, least)}`,
  instead: (amount: MicroCents) => `${money(amount)} as it was`,
  noRecipe: 'No service made this clip, so it cannot be run again.',
  noModel: 'Its model is not offered any more.',
  gone: (files: readonly string[]) =>
    `${list(files)} ${plural(files.length, 'is not there any more: add it', 'are not there any more: add them')} again.`,
} as const;
