import { Popover } from '@base-ui/react/popover';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import { EVERY_CLIP } from '../../../../preload/contract/every-clip.ts';
import { ask } from '../../../bridge.ts';
import { toFailure } from '../../../state/models.ts';
import { cull as en } from '../../../text/en-find.ts';
import { cx } from '../../../ui/cx.ts';
import p from '../../../ui/popup.module.css';
import { sayFailure } from '../../../ui/toasts.ts';
import type { Subject } from './change.ts';
import s from './cull.module.css';
import { isSameTag, TagList } from './tag-list.tsx';
import { closeTags, takeEarlyWords, useTagging } from './tagging.ts';
import { addTags, removeTag, type Sum } from './verdict.ts';

/** A tag of the library, and how many of the chosen clips have it. */
export interface TagState {
  readonly tag: string;
  readonly clips: number;
}

/** Tags that the clips have, then the others of the library, each the most frequent first. */
function merged(own: Sum['tags'], all: Sum['tags']): TagState[] {
  const known = new Set(own.map(({ value }) => value));
  return [
    ...own.map(({ value, clips }) => ({ tag: value, clips })),
    ...all.flatMap(({ value }) => (known.has(value) ? [] : [{ tag: value, clips: 0 }])),
  ];
}

/** The tags to choose from, as they were when the choice was opened; what is changed meanwhile is counted along. */
function useTags({ target }: Subject): readonly [TagState[] | null, (tag: string, clips: number) => void] {
  const [tags, setTags] = useState<TagState[] | null>(null);
  useEffect(() => {
    let wanted = true;
    const load = async (): Promise<void> => {
      const [sum, facets] = await Promise.all([
        ask('clip.sum', { target }),
        ask('library.facets', { query: EVERY_CLIP }),
      ]);
      if (!wanted) return;
      if (!sum.ok) sayFailure(toFailure(sum.error));
      setTags(merged(sum.ok ? sum.value.tags : [], facets.ok ? facets.value.tags : []));
    };
    void load();
    return () => {
      wanted = false;
    };
  }, [target]);
  const count = (tag: string, clips: number): void =>
    setTags((now) => {
      const before = now ?? [];
      return before.some((one) => one.tag === tag)
        ? before.map((one) => (one.tag === tag ? { tag, clips } : one))
        : [{ tag, clips }, ...before];
    });
  return [tags, count];
}

/** The choice of tags for one clip or for many at once. */
export function TagPopover({ subject }: { readonly subject: Subject }): ReactElement {
  const anchor = useTagging((tagging) => tagging.anchor);
  const [tags, count] = useTags(subject);
  const before = useRef(document.activeElement);
  const field = useRef<HTMLInputElement>(null);
  // Its view may be left before the field is there.
  useEffect(() => () => void takeEarlyWords(), []);
  const toggle = (tag: string): void => {
    const has = tags?.find((one) => one.tag === tag)?.clips ?? 0;
    const all = has === subject.clips;
    if (all) removeTag(subject, tag);
    else addTags(subject, [tag]);
    count(tag, all ? 0 : subject.clips);
  };
  const add = (several: readonly string[]): void => {
    addTags(subject, several);
    for (const tag of several) count(tags?.find((one) => isSameTag(one.tag, tag))?.tag ?? tag, subject.clips);
  };
  return (
    <Popover.Root open onOpenChange={(open) => !open && closeTags()}>
      <Popover.Portal>
        <Popover.Positioner
          className={p['positioner']}
          anchor={anchor()}
          side="bottom"
          align="start"
          sideOffset={6}
          collisionPadding={12}
        >
          <Popover.Popup
            className={cx(p['popup'], s['popup'])}
            initialFocus={field}
            finalFocus={() => (before.current instanceof HTMLElement ? before.current : true)}
          >
            <Popover.Title className={s['title']}>{en.tagTitle(subject.clips)}</Popover.Title>
            {tags && <TagList field={field} tags={tags} of={subject.clips} onToggle={toggle} onAdd={add} />}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
