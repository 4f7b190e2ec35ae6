import { MAX_TAGS } from '../../../preload/contract/limits.ts';
import type { ClipEdit } from '../../../preload/contract/schemas/library.ts';
import type { ClipEdits } from './clip-record.ts';
import { tagKey } from './query.ts';
import { tagSchema } from './sidecar.ts';

/**
 * An edit of a clip as it is kept: only what it changes, or all tags at once. Kept edits that are made once more, in
 * their order and from wherever the first time had got to, come to the same.
 */
export type KeptEdit = ClipEdit & { readonly tags?: readonly string[] | undefined };

/**
 * What of an edit is to be kept for a clip. A tag that differs from one it has in case only is not added, nor one that
 * a sidecar could not hold, nor one too many.
 */
export function keptEdit(before: ClipEdits, edit: KeptEdit): KeptEdit {
  const had = new Set((edit.tags ?? before.tags).map(tagKey));
  const removed = (edit.removeTags ?? []).filter((tag) => had.delete(tagKey(tag)));
  const added = (edit.addTags ?? []).flatMap((each) => {
    const tag = tagSchema.safeParse(each.normalize('NFC').trim());
    if (!tag.success || had.size >= MAX_TAGS || had.has(tagKey(tag.data))) return [];
    had.add(tagKey(tag.data));
    return [tag.data];
  });
  return {
    ...edit,
    addTags: added.length > 0 ? added : undefined,
    removeTags: removed.length > 0 ? removed : undefined,
  };
}

/** What is said of a clip after an edit that was kept for it. */
export function changedEdits(before: ClipEdits, edit: KeptEdit): ClipEdits {
  const added = edit.addTags ?? [];
  // One that is there already was added the first time: it goes to the end again.
  const moved = new Set([...(edit.removeTags ?? []), ...added].map(tagKey));
  const others = (edit.tags ?? before.tags).filter((tag) => !moved.has(tagKey(tag)));
  return {
    favourite: edit.favourite ?? before.favourite,
    rating: edit.rating ?? before.rating,
    flag: edit.flag === undefined ? before.flag : edit.flag,
    // Another program may have added some meanwhile.
    tags: [...others, ...added].slice(0, MAX_TAGS),
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
