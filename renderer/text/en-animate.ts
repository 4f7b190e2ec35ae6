import type { MicroCents } from '../../preload/contract/money.ts';
import { counted, list, money, number, percent, plural, roughly } from './format.ts';

const images = (count: number): string => counted(count, 'image');
const clips = (count: number): string => counted(count, 'clip');

/** Words of the Animate view. */
/** Files that are named where many are refused. */
const NAMED = 3;

const atLeast = (least: boolean): string => (least ? 'at least ' : '');

export const animate = {
  images,
  clips,
  table: 'Images',
  oneEach: 'One clip from each, same settings',
  oneClip: 'One clip',
  clear: 'Clear',
  cleared: (count: number) => `${images(count)} removed`,
  undo: 'Undo',
  dropTitle: 'Drop images here',
  dropBody: 'Each image becomes a clip. Drop several to make a batch.',
  dropHint: 'JPG, PNG, WebP, AVIF, GIF or BMP. Images stay on this computer until you press Animate.',
  choose: 'Choose images…',
  paste: 'Paste',
  chooser: 'Choose images',
  add: 'Add images',
  dropping: (count: number) => (count > 0 ? `Drop to add ${images(count)}` : 'Drop to add images'),
  droppingTotal: (all: number, total: MicroCents, practice: boolean) =>
    practice ? `${clips(all)} in this batch, practice` : `${clips(all)} in this batch, ${money(total)}`,
  refusedMany: (count: number) => `${counted(count, 'file')} can't be animated.`,
  refusedManyBody: (names: readonly string[]) => {
    const rest = names.length - NAMED;
    const named = [...names.slice(0, NAMED), ...(rest > 0 ? [`${number(rest)} more`] : [])];
    return `${list(named)}. Use JPG, PNG, WebP, AVIF, GIF or BMP images.`;
  },
  flattened: (name: string) => `${name} had transparent parts. They are white now.`,
  flattenedBody: 'Clips have no transparency. Your original is not changed.',
  pastedName: 'Pasted image',
  duplicates: (count: number, first: string, same: string) => {
    if (count > 1) return `${images(count)} are here already.`;
    return first === same ? `${first} is here already.` : `${first} is the same image as ${same}.`;
  },
  addAnyway: 'Add anyway',
  onlyFirst: (max: number) => `Only the first ${number(max)} files were taken.`,
  nothingToPaste: 'There is no image on the clipboard.',
  pasteByKey: (keys: string) => `Press ${keys} to paste.`,
  reading: 'Reading',
  small: (side: number, model: string, min: number) =>
    `Small image: ${side} px on its short side, ${model} asks for ${min}. It may look soft.`,
  odd: (model: string, ratio: number) =>
    `Very long image: ${model} asks for at most ${ratio} to 1. It may be refused.`,
  warned: 'may not suit the model',
  tile: (at: number, of: number, name: string) => `Image ${at} of ${of}: ${name}`,
  tileReading: (at: number, of: number, name: string) => `Image ${at} of ${of}: ${name}, reading`,
  remove: (at: number) => `Remove image ${at}`,
  place: (at: number, of: number) => `${at} of ${of}`,

  prompt: 'Prompt',
  promptLabel: 'Describe the motion',
  promptPlaceholder: 'Describe the motion: what moves, how the camera moves, the mood',
  chips: ['Slow push-in', 'Pan left', 'Orbit', 'Still camera', 'Drifting mist'],
  chipTitle: (chip: string) => `Add “${chip}” to the prompt`,
  recent: 'Recent',
  recentTitle: 'Recent prompts',
  noRecent: 'Prompts that you send are kept here',
  clearPrompt: 'Clear the prompt',
  promptCleared: 'Prompt cleared',
  count: (length: number, max: number) => `${number(length)} of ${number(max)}`,
  countSoft: (length: number, max: number) =>
    `${number(length)} characters; the model may read only the first ${number(max)}`,

  inspector: 'Settings for this batch',
  model: 'Model',
  perSecond: (rate: MicroCents) => `${money(rate)}/s`,
  usualWait: 'Usual wait per clip',
  wait: (seconds: number) => `~${roughly(seconds * 1000)}`,
  seconds: (value: number) => `${value} s`,
  secondsSpoken: (value: number) => counted(value, 'second'),
  factor: (factor: string) => `× ${factor}`,
  sameShape: 'Same as each image',
  aspect: 'Aspect ratio',
  more: 'More',
  placeholders: { seed: 'Random' },
  newSeed: 'New random seed',
  lockSeed: 'Keep the seed for the next batch',
  seedLocked: 'Kept for the next batch',
  seedOpen: 'For this batch only',
  advanced: 'Advanced',
  advancedHint: 'webhook url',
  webhook: 'Webhook URL',
  webhookHint: 'Told when a clip is ready',
  webhookPlaceholder: 'https://',
  webhookBad: 'Use an https address.',

  cost: 'Cost',
  perClip: 'per clip',
  clipsLabel: 'clips',
  clipLabel: 'clip',
  total: 'total',
  wouldCost: 'would cost',
  unconfirmed: 'Documented rate, not confirmed yet',
  spentOf: (spent: MicroCents, budget: MicroCents) =>
    [money(spent), ` of ${money(budget)} spent this month`] as const,
  spent: (spent: MicroCents) => [money(spent), ' spent this month'] as const,
  leftAfter: (left: MicroCents) => `${money(left)} left after this batch`,
  left: (left: MicroCents) => `${money(left)} left this month`,
  overMonth: (over: MicroCents) => `${money(over)} over this month`,
  overWith: (over: MicroCents) => `${money(over)} over with this batch`,
  onItsWay: (pending: MicroCents) => `${money(pending)} more is on its way`,
  practiceFree: 'Practice clips are free',
  raise: 'Raise the budget…',
  ring: (spent: number, after: number) =>
    `${percent(spent)} of this month's budget spent, ${percent(after)} after this batch`,

  term: (count: number, price: MicroCents) => `${count} × ${money(price)}`,
  atLeast: 'at least',
  videoMayAdd: 'A reference video may add to the price.',
  confirmed: 'The service confirms this price.',
  /** `4 images × 2 prompts × 3 variations = 24 clips`; null where it says no more than the count itself. */
  sizeLine: (size: {
    readonly images: number;
    readonly prompts: number;
    readonly settings: number;
    readonly variations: number;
    readonly count: number;
  }) => {
    if (size.count <= size.images || size.count < 2) return null;
    const factors = [
      size.images > 0 ? images(size.images) : null,
      size.prompts > 1 ? counted(size.prompts, 'prompt') : null,
      size.settings > 1 ? `${size.settings} settings` : null,
      size.variations > 1 ? counted(size.variations, 'variation') : null,
    ].filter((factor) => factor !== null);
    return `${factors.join(' × ')} = ${clips(size.count)}`;
  },
  settingName: (model: string, seconds: number, resolution: string) =>
    `${model}, ${seconds} s, ${resolution}`,
  look: (how: string, total: MicroCents) => `Draft first at ${how} · ${money(total)}`,
  lookAgain: (how: string, total: MicroCents) => `Draft again at ${how} · ${money(total)}`,
  lookHow: (resolution: string, seconds: number) => `${resolution}, ${seconds} s`,
  lookTitle: 'A short, cheap draft of the same clips. Your images stay here for the full batch.',
  go: (what: string, total: MicroCents, least: boolean) =>
    `Animate ${what} · ${atLeast(least)}${money(total)}`,
  goAgain: (what: string, total: MicroCents, least: boolean) =>
    `Animate ${what} again · ${atLeast(least)}${money(total)}`,
  tryIt: (what: string, zero: MicroCents) => `Try ${what} · ${money(zero)}`,
  noImage: 'Add an image to begin',
  noPrompt: 'Describe how it should move',
  noOwnPrompt: 'An image has no prompt yet',
  longPrompt: (model: string, max: number) => `${model} takes prompts up to ${number(max)} characters`,
  stillReading: (count: number) => `Reading ${images(count)}`,
  tooMany: (max: number) => `At most ${images(max)} at a time`,
  tooManyClips: (max: number) => `At most ${clips(max)} at a time`,
  sending: (what: string) => `Sending ${what}`,
  over: (over: MicroCents) => `Over budget by ${money(over)}`,
  changed: (count: number, total: MicroCents) => `Price changed: animate ${count} · ${money(total)}`,
  said: (perClip: MicroCents) => `The service says ${money(perClip)} per clip.`,
  saidFor: (setting: string, perClip: MicroCents) =>
    `${setting}: the service says ${money(perClip)} per clip.`,
  noKey: 'Add an API key to send',
  badKey: 'Check your API key in Settings',
  badWebhook: 'Check the webhook address',
  again: (count: number) => `Use the last ${plural(count, 'image', number(count))} again`,

  askTitle: (total: MicroCents, count: number, least = false) =>
    `Spend ${atLeast(least)}${money(total)} on ${clips(count)}?`,
  askAbove: (limit: MicroCents) => `You asked to be asked above ${money(limit)}.`,
  askAfter: (left: MicroCents, budget: MicroCents) =>
    `After this batch, ${money(left)} of your ${money(budget)} monthly budget is left.`,
  askOver: (over: MicroCents, budget: MicroCents) =>
    `This goes ${money(over)} over your ${money(budget)} monthly budget.`,
  askPlain: 'You are charged when the service accepts each clip.',
  cancel: 'Cancel',
} as const;
