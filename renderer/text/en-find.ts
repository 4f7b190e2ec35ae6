import type { MicroCents } from '../../preload/contract/money.ts';
import type { Snapshot } from '../../preload/contract/schemas/snapshot.ts';
import type { ClipSort, Flag, Span } from '../../preload/contract/vocabulary.ts';
import {
  compact,
  counted,
  dayShort,
  list,
  moment,
  money,
  number,
  percent,
  plural,
  seconds,
  size,
} from './format.ts';

type Platform = Snapshot['platform'];

const clips = (count: number): string => counted(count, 'clip');
/** `1 clip kept` is said of one only where nobody sees which. */
const about = plural;
const quoted = (tags: readonly string[]): string => list(tags.map((tag) => `“${tag}”`));

/** Words of what is said of clips. */
export const cull = {
  group: 'Your verdict',
  favourite: 'Favourite',
  favourited: (count: number) => about(count, 'Added to favourites', `${clips(count)} added to favourites`),
  unfavourited: (count: number) =>
    about(count, 'Removed from favourites', `${clips(count)} removed from favourites`),
  flag: { keep: 'Keep', reject: 'Reject' } satisfies Record<Flag, string>,
  flagged: {
    keep: (count: number) => about(count, 'Kept', `${clips(count)} kept`),
    reject: (count: number) => about(count, 'Rejected', `${clips(count)} rejected`),
  } satisfies Record<Flag, (count: number) => string>,
  unflagged: (count: number) =>
    about(count, 'Neither kept nor rejected', `${clips(count)} neither kept nor rejected`),
  rating: 'Rating',
  ratingNow: (stars: number) => (stars === 0 ? 'Rating: none' : `Rating: ${counted(stars, 'star')}`),
  rate: (stars: number) => `Rate ${counted(stars, 'star')}`,
  rated: (stars: number, count: number) =>
    stars === 0
      ? about(count, 'Rating taken away', `Rating of ${clips(count)} taken away`)
      : about(count, `Rated ${counted(stars, 'star')}`, `${clips(count)} rated ${counted(stars, 'star')}`),
  noStars: 'No rating',
  stars: (count: number) => counted(count, 'star'),
  tag: 'Tag',
  tags: 'Tags',
  addTag: 'Add tag',
  removeTag: (tag: string) => `Remove the tag ${tag}`,
  tagged: (tags: readonly string[], count: number) =>
    about(count, `Tagged ${quoted(tags)}`, `${clips(count)} tagged ${quoted(tags)}`),
  untagged: (tag: string, count: number) =>
    about(count, `Tag “${tag}” removed`, `Tag “${tag}” removed from ${clips(count)}`),
  tagField: 'Find or make a tag',
  tagTitle: (count: number) => about(count, 'Tags', `Tags of ${clips(count)}`),
  makeTag: (tag: string) => `Make “${tag}”`,
  makeTags: (tags: readonly string[]) => `Add ${quoted(tags)}`,
  noTags: 'No tags yet. Type one, or several with commas, and press Enter.',
  onSome: (some: number, all: number) => `${number(some)} of ${number(all)}`,
  trash: { darwin: 'Move to Bin', win32: 'Move to Recycle Bin', linux: 'Move to trash' } satisfies Record<
    Platform,
    string
  >,
  trashed: {
    darwin: (count: number) => `${clips(count)} moved to Bin`,
    win32: (count: number) => `${clips(count)} moved to Recycle Bin`,
    linux: (count: number) => `${clips(count)} moved to trash`,
  } satisfies Record<Platform, (count: number) => string>,
} as const;

/** `3 Nov to 14 Nov`, with the year where it is another one. */
function between(min: number | null, max: number | null, now: number): string {
  const year = (at: number): number => new Date(at).getFullYear();
  const here = (at: number | null): boolean => at === null || year(at) === year(now);
  const day = (at: number): string => dayShort(at, !(here(min) && here(max)));
  if (min === null) return max === null ? '' : `Until ${day(max)}`;
  if (max === null) return `Since ${day(min)}`;
  const [from, to] = [day(min), day(max)];
  return from === to ? from : `${from} to ${to}`;
}

/** `Up to 5 s`, `5 s or more`, `2 to 5 s`, or nothing. */
function amounts<T>(min: T | null, max: T | null, word: (value: T) => string): string | null {
  if (min === null) return max === null ? null : `Up to ${word(max)}`;
  if (max === null) return `${word(min)} or more`;
  return min === max ? word(min) : `${word(min)} to ${word(max)}`;
}

const stars = (count: number): string => '★'.repeat(count);

const SPAN_WORDS = {
  today: 'Today',
  week: 'This week',
  month: 'This month',
  year: 'This year',
} satisfies Record<Span, string>;

/** Words of searching and filtering. */
export const filters = {
  search: 'Search clips',
  placeholder: 'Search',
  clearSearch: 'Clear search',
  emptyField: 'Empty the search field',
  chips: 'Filters',
  favourites: 'Favourites',
  names: {
    favourite: 'Favourites',
    date: 'Date',
    model: 'Model',
    tag: 'Tag',
    cost: 'Cost',
    duration: 'Duration',
    resolution: 'Resolution',
    rating: 'Rating',
    flag: 'Verdict',
    batch: 'Batch',
    folder: 'Folder',
    missing: 'File',
    unplayed: 'Played',
  },
  /** How a chip that is set is read out. */
  set: (name: string, value: string) => `${name}: ${value}`,
  clear: (name: string) => `Clear ${name.toLowerCase()}`,
  clearAll: 'Clear filters',
  any: { date: 'Any time', cost: 'Any cost', batch: 'Any batch', folder: 'All folders' },
  spans: SPAN_WORDS,
  range: 'Between…',
  rangeTitle: { date: 'Made between', cost: 'Cost between', duration: 'Duration' },
  from: 'From',
  to: 'To',
  least: 'At least',
  most: 'At most',
  between,
  models: (count: number) => counted(count, 'model'),
  tags: (count: number) => counted(count, 'tag'),
  resolutions: (count: number) => counted(count, 'resolution'),
  and: ' + ',
  or: ' or ',
  noTags: 'No clip has a tag yet. Select clips and press T.',
  noModels: 'No clips yet.',
  findTag: 'Find a tag',
  tagsTogether: 'Clips with',
  allTags: 'All of them',
  anyTag: 'Any of them',
  cost: (min: MicroCents | null, max: MicroCents | null) => (max === 0 ? 'Free' : amounts(min, max, money)),
  duration: (min: number | null, max: number | null) => amounts(min, max, seconds),
  dollars: (name: string) => `${name}, in dollars`,
  inSeconds: (name: string) => `${name}, in seconds`,
  more: 'More',
  moreTitle: 'More filters',
  ratingLeast: 'Rated at least',
  anyRating: 'Any',
  atLeast: (least: number) => (least === 5 ? stars(5) : `${stars(least)} or more`),
  atLeastSpoken: (least: number) => (least === 5 ? '5 stars' : `${counted(least, 'star')} or more`),
  anyFlag: 'Any',
  flags: { keep: 'Kept', reject: 'Rejected', none: 'Undecided' },
  missing: 'File missing',
  unplayed: 'Not yet played',
  otherFolder: 'Another folder',
  batchOf: (at: number, now: number) => `Batch, ${moment(at, now)}`,
  batchUnnamed: 'Batch without a name',
  counted: (name: string, count: number) => `${name} (${number(count)})`,
  count: number,
  /** `72`, `1.2K`: where there is little room. */
  about: compact,
  found: (count: number) => `${clips(count)} found`,
  sort: 'Sort',
  sortNow: (order: string) => `Sort: ${order}`,
  sorts: {
    newest: 'Newest first',
    oldest: 'Oldest first',
    best: 'Best rated first',
    longest: 'Longest first',
    shortest: 'Shortest first',
    costliest: 'Most expensive first',
    largest: 'Largest first',
    name: 'By name',
  } satisfies Record<ClipSort, string>,
  noneTitle: 'No clips match',
  /** What is missing, by the words that are looked for, the span of time and whether more is asked for. */
  noneBody: (search: string, span: Span | null, more: boolean) => {
    const what = search === '' ? 'Nothing' : `Nothing with “${search}”`;
    const when = span === null ? '' : ` from ${SPAN_WORDS[span].toLowerCase()}`;
    if (span === null && !more) return `Nothing matches “${search}”.`;
    return `${what}${when} fits these filters.`;
  },
} as const;

/** Words of saved searches. */
export const saved = {
  button: 'Saved',
  title: 'Saved searches',
  none: 'Set filters or search, then save them under a name.',
  name: 'Name of the search',
  save: 'Save this search',
  saveButton: 'Save',
  nothing: 'Search or set a filter first',
  rename: (name: string) => `Rename ${name}`,
  newName: (name: string) => `New name for ${name}`,
  remove: (name: string) => `Remove ${name}`,
  removed: (name: string) => `Search “${name}” removed`,
} as const;

/** `15 s`, `2 min 5 s`, `3 h 20 min`: how long a film of all of them would be. */
function length(total: number): string {
  const whole = Math.round(total);
  if (whole < 60) return seconds(total);
  if (whole < 3600)
    return whole % 60 === 0 ? `${whole / 60} min` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.round(whole / 60);
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Words of what is selected. */
export const selected = {
  bar: (count: number) => `${clips(count)} selected`,
  count: (count: number) => `${number(count)} selected`,
  sum: (total: number, bytes: number) => `${length(total)}, ${size(bytes)}`,
  tag: 'Tag…',
  verdict: 'Keep or reject',
  verdictShort: 'Verdict',
  neither: 'Undecided',
  export: 'Export…',
  join: 'Join…',
  compare: 'Compare',
  more: 'More',
  dragOut: 'Drag out',
  dragOutHint: 'Drag the files to another app',
  clear: 'Clear the selection (Esc)',
} as const;

/** Words of the line at the foot of the library. */
export const store = {
  full: (share: number) => `Disk ${percent(share)} full`,
  cleanUp: 'Clean up…',
} as const;

/** Words of the clean-up helper. */
export const cleanUp = {
  title: 'Clean up',
  body: 'What you choose goes to the trash of your system, never further.',
  looking: 'Looking for what could go…',
  groups: { rejected: 'Rejected', duplicates: 'Duplicates', largest: 'Largest', missing: 'Missing' },
  hints: {
    rejected: 'Clips that you rejected.',
    duplicates: 'The same film is there more than once. One of each stays: the one you thought best of.',
    largest: 'The clips that take the most room.',
    missing: 'Their files are gone already. This takes their prompts and settings out of the library too.',
  },
  none: {
    rejected: 'No clip is rejected. Press N on a clip to reject it.',
    duplicates: 'No film is there twice.',
    largest: 'No clips yet.',
    missing: 'No file is missing.',
  },
  all: (count: number) => (count === 1 ? 'The one clip' : `All ${clips(count)}`),
  clips: 'Clips that could go',
  rest: (count: number) => `${number(count)} more`,
  count: number,
  size,
  frees: (count: number, bytes: number) => `${clips(count)}, ${size(bytes)} would be freed`,
  leftovers: (files: number, bytes: number) => `${counted(files, 'leftover file')}, ${size(bytes)}`,
  leftoversHint: 'Parts of downloads and pictures that no clip needs.',
  clear: 'Move to trash',
  cleared: (files: number, bytes: number) =>
    `${counted(files, 'leftover file')} moved to trash, ${size(bytes)} freed`,
} as const;
