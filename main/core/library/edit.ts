import type { ClipEdit } from '../../../preload/contract/schemas/library.ts';
import type { ClipEdits } from './clip-record.ts';
import { tagKey } from './query.ts';

/** What is said of a clip after an edit. A tag that differs from one it has in case only is not added. */
export function changedEdits(before: ClipEdits, edit: ClipEdit): ClipEdits {
  const removed = new Set((edit.removeTags ?? []).map(tagKey));
  const tags = before.tags.filter((tag) => !removed.has(tagKey(tag)));
  for (const tag of edit.addTags ?? [])
    if (!tags.some((one) => tagKey(one) === tagKey(tag))) tags.push(tag.normalize('NFC'));
  return {
    favourite: edit.favourite ?? before.favourite,
    rating: edit.rating ?? before.rating,
    flag: edit.flag === undefined ? before.flag : edit.flag,
    tags,
    played: edit.played ?? before.played,
  };
}
