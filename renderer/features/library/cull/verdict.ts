/** What a person says of clips, with the way back. */
import type { ClipEdit } from '../../../../preload/contract/schemas/library.ts';
import type { RouteOutput } from '../../../../preload/contract/schemas/routes.ts';
import type { Flag } from '../../../../preload/contract/vocabulary.ts';
import { ask } from '../../../bridge.ts';
import { worldNow } from '../../../state/core.ts';
import { toFailure } from '../../../state/models.ts';
import { cull as en } from '../../../text/en-find.ts';
import { sayFailure } from '../../../ui/toasts.ts';
import { change, type Plan, type Subject } from './change.ts';

/** How much clips come to, and what has been said of how many of them. */
export type Sum = RouteOutput<'clip.sum'>;

const planOf = ({ target, back }: Subject, edit: ClipEdit, title: Plan['title']): Plan => ({
  run: () => ask('clip.edit', { target, edit }),
  title,
  about: 'verdict',
  back,
});

function edit(subject: Subject, what: ClipEdit, title: Plan['title']): void {
  change(async () => planOf(subject, what, title));
}

/** The same, where what is done depends on what has been said before. */
function editBy(subject: Subject, decide: (sum: Sum) => Plan): void {
  change(async () => {
    const sum = await ask('clip.sum', { target: subject.target });
    if (sum.ok) return decide(sum.value);
    sayFailure(toFailure(sum.error));
    return null;
  });
}

/** All of them favourites, or none where all are. */
export function toggleFavourite(subject: Subject): void {
  editBy(subject, ({ favourites, clips }) => {
    const favourite = favourites < clips;
    return planOf(subject, { favourite }, favourite ? en.favourited : en.unfavourited);
  });
}

/** All of them kept or rejected; neither, where all are that already. */
export function toggleFlag(subject: Subject, flag: Flag): void {
  editBy(subject, ({ flags, clips }) =>
    flags[flag] < clips
      ? planOf(subject, { flag }, en.flagged[flag])
      : planOf(subject, { flag: null }, en.unflagged),
  );
}

/** All of them kept, rejected, or neither (null). */
export function setFlag(subject: Subject, flag: Flag | null): void {
  edit(subject, { flag }, flag === null ? en.unflagged : en.flagged[flag]);
}

/** @param rating 1 to 5; 0 takes it away. */
export function rate(subject: Subject, rating: number): void {
  edit(subject, { rating }, (clips) => en.rated(rating, clips));
}

export function addTags(subject: Subject, tags: readonly string[]): void {
  edit(subject, { addTags: [...tags] }, (clips) => en.tagged(tags, clips));
}

export function removeTag(subject: Subject, tag: string): void {
  edit(subject, { removeTags: [tag] }, (clips) => en.untagged(tag, clips));
}

/** Out of the library at once, to the system's trash when it can no longer be taken back. */
export function trashClips({ target, back }: Subject): void {
  const platform = worldNow()?.platform ?? 'linux';
  change(async () => ({
    run: () => ask('clip.trash', { target }),
    title: en.trashed[platform],
    look: 'trash',
    back,
  }));
}
