import type { Snapshot } from '../../preload/contract/schemas/snapshot.ts';
import type { Flag } from '../../preload/contract/vocabulary.ts';
import { counted } from './format.ts';

type Platform = Snapshot['platform'];

const clips = (count: number): string => counted(count, 'clip');
/** `1 clip kept` is said of one only where nobody sees which. */
const about = (count: number, one: string, many: string): string => (count === 1 ? one : many);

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
  tag: 'Tag',
  tags: 'Tags',
  addTag: 'Add tag',
  removeTag: (tag: string) => `Remove the tag ${tag}`,
  tagged: (tag: string, count: number) => about(count, `Tagged “${tag}”`, `${clips(count)} tagged “${tag}”`),
  untagged: (tag: string, count: number) =>
    about(count, `Tag “${tag}” removed`, `Tag “${tag}” removed from ${clips(count)}`),
  tagField: 'Find or make a tag',
  tagTitle: (count: number) => about(count, 'Tags', `Tags of ${clips(count)}`),
  makeTag: (tag: string) => `Make “${tag}”`,
  noTags: 'No tags yet. Type one and press Enter.',
  onSome: (some: number, all: number) => `${some.toLocaleString('en-US')} of ${all.toLocaleString('en-US')}`,
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
