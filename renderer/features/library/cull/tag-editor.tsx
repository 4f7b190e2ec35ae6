import { Plus, X } from 'lucide-react';
import { type ReactElement, useRef } from 'react';
import type { ClipView } from '../../../../preload/contract/schemas/views.ts';
import { cull as en } from '../../../text/en-find.ts';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Tip } from '../../../ui/tooltip.tsx';
import s from './cull.module.css';
import { TagHost } from './tag-host.tsx';
import { openTags } from './tagging.ts';
import { subjectOf } from './use-cull-keys.ts';
import { removeTag } from './verdict.ts';

/** The tags of one clip, each to be taken away, and a button that adds some. The key `t` opens the same choice. */
export function TagEditor({ clip }: { readonly clip: ClipView }): ReactElement {
  const add = useRef<HTMLButtonElement>(null);
  return (
    <div className={s['tags']}>
      {clip.tags.length > 0 && (
        <ul aria-label={en.tags}>
          {clip.tags.map((tag) => (
            <li key={tag} className={s['tag']}>
              <span>{tag}</span>
              <button
                type="button"
                aria-label={en.removeTag(tag)}
                onClick={() => {
                  removeTag(subjectOf(clip), tag);
                  add.current?.focus();
                }}
              >
                <Icon of={X} size={14} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <Tip words={en.addTag} combo="t">
        <Button
          ref={add}
          small
          look="ghost"
          aria-haspopup="dialog"
          data-add-tag=""
          onClick={() => openTags(subjectOf(clip), () => add.current)}
        >
          <Icon of={Plus} size={14} />
          {en.addTag}
        </Button>
      </Tip>
      <TagHost />
    </div>
  );
}
