import { MAX_TAGS } from '../../../preload/contract/limits.ts';
import type { ClipEdit } from '../../../preload/contract/schemas/library.ts';
import type { ClipEdits } from './clip-record.ts';
import { tagKey } from './query.ts';
import { tagSchema } from './sidecar.ts';

/** An edit as it is kept: what a page may ask for, or all tags at once. Making it twice is the same as once. */
export type KeptEdit = ClipEdit & { readonly tags?: readonly string[] | undefined };

/**
 * What is said of a clip after an edit. A tag that differs from one it has in case only is not added, nor one that a
 * sidecar could not hold, nor one too many.
 */
export function changedEdits(before: ClipEdits, edit: KeptEdit): ClipEdits {
  const added = (edit.addTags ?? []).flatMap((each) => {
    const tag = tagSchema.safeParse(each.normalize('NFC').trim());
    return tag.success ? [tag.data] : [];
  });
  const removed = new Set((edit.removeTags ?? []).map(tagKey));
  const tags = (edit.tags ?? before.tags).flatMap((tag) => {
    if (!removed.has(tagKey(tag))) return [tag];
    // Both removed and added it is written anew where it is: twice must be the same as once.
    return added.find((one) => tagKey(one) === tagKey(tag)) ?? [];
  });
  for (const tag of added)
    if (tags.length < MAX_TAGS && !tags.some((one) => tagKey(one) === tagKey(tag))) tags.push(tag);
  return {
    favourite: edit.favourite ?? before.favourite,
    rating: edit.rating ?? before.rating,
    flag: edit.flag === undefined ? before.flag : edit.flag,
    tags,
    played: edit.played ?? before.played,
  };
}

/** Whether both say the same. */
export function isSameSaid(a: ClipEdits, b: ClipEdits): boolean {
  return (
    a.favourite === b.favourite &&
    a.rating === b.rating &&
    a.flag === b.flag &&
    a.played === b.played &&
    isSameList(a.tags, b.tags)
  );
}

/** What takes the change from `before` to `after` back, and leaves alone what was said since. */
export function reverseEdit(before: ClipEdits, after: ClipEdits, now: ClipEdits): KeptEdit {
  const lacking = (from: readonly string[], others: readonly string[]): string[] => {
    const keys = new Set(others.map(tagKey));
    return from.filter((tag) => !keys.has(tagKey(tag)));
  };
  const tags = isSameList(now.tags, after.tags)
    ? { tags: [...before.tags] }
    : { addTags: lacking(before.tags, after.tags), removeTags: lacking(after.tags, before.tags) };
  return {
    ...(before.favourite !== after.favourite && { favourite: before.favourite }),
    ...(before.rating !== after.rating && { rating: before.rating }),
    ...(before.flag !== after.flag && { flag: before.flag }),
    ...(before.played !== after.played && { played: before.played }),
    ...(!isSameList(before.tags, after.tags) && tags),
  };
}

const isSameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((one, at) => one === b[at]);
