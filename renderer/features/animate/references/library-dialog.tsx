import { Search } from 'lucide-react';
import { type ReactElement, useEffect, useState } from 'react';
import { EVERY_CLIP } from '../../../../preload/contract/every-clip.ts';
import type { ClipView } from '../../../../preload/contract/schemas/views.ts';
import { ask } from '../../../bridge.ts';
import { toFailure } from '../../../state/models.ts';
import { kindOf } from '../../../state/reference-slots.ts';
import sh from '../../../style/shared.module.css';
import { t } from '../../../text/en.ts';
import { Button } from '../../../ui/button.tsx';
import { SheetDialog } from '../../../ui/dialog.tsx';
import f from '../../../ui/field.module.css';
import { Icon } from '../../../ui/icon.tsx';
import { sayFailure } from '../../../ui/toasts.ts';
import { endChoice, useChoosing } from './from-library.ts';
import s from './library-dialog.module.css';

const PAGE = 30;
/** Time after the last letter before the library is searched. */
const PAUSE_MS = 150;

interface Found {
  readonly clips: readonly ClipView[];
  readonly next: string | null;
  readonly search: string;
}

/** Clips of the library with these words, newest first, a page at a time. */
function useClips(search: string): readonly [found: Found | null, more: () => void] {
  const [found, setFound] = useState<Found | null>(null);
  useEffect(() => {
    let late = false;
    const timer = setTimeout(async () => {
      const answer = await ask('library.page', {
        cursor: null,
        limit: PAGE,
        query: { ...EVERY_CLIP, search },
      });
      if (late) return;
      if (answer.ok) setFound({ ...answer.value, search });
      else sayFailure(toFailure(answer.error));
    }, PAUSE_MS);
    return () => {
      late = true;
      clearTimeout(timer);
    };
  }, [search]);
  const more = async (): Promise<void> => {
    if (!found?.next) return;
    const answer = await ask('library.page', {
      cursor: found.next,
      limit: PAGE,
      query: { ...EVERY_CLIP, search: found.search },
    });
    if (answer.ok)
      setFound((now) =>
        now?.next === found.next
          ? { ...found, ...answer.value, clips: [...found.clips, ...answer.value.clips] }
          : now,
      );
  };
  return [found, () => void more()];
}

/** A clip's first picture: the image that it was made from, or its own first frame. */
function Poster({ clip, own }: { readonly clip: ClipView; readonly own: boolean }): ReactElement {
  const [source] = clip.sourceIds;
  if (source !== undefined && !own)
    return <img src={`/media/${source}`} alt="" loading="lazy" draggable={false} />;
  return <video src={`/media/${clip.id}`} preload="metadata" muted tabIndex={-1} />;
}

/** Chooses a clip for the slot: itself for the video, the image that it was made from for any other. */
export function LibraryDialog(): ReactElement {
  const slot = useChoosing((choosing) => choosing.slot) ?? 0;
  const kind = kindOf(slot) === 'video' ? 'video' : 'image';
  const [search, setSearch] = useState('');
  const [found, more] = useClips(search.trim());
  const usable = found?.clips.filter((clip) => !clip.missing || kind === 'image') ?? [];
  const offered = kind === 'image' ? usable.filter((clip) => clip.sourceIds.length > 0) : usable;
  return (
    <SheetDialog
      open
      wide
      title={t.references.libraryTitle[kind]}
      body={t.references.libraryBody[kind]}
      onClose={() => endChoice(null)}
      footer={<Button onClick={() => endChoice(null)}>{t.references.cancel}</Button>}
    >
      <search className={s['search']}>
        <Icon of={Search} />
        <input
          className={f['input']}
          type="search"
          value={search}
          maxLength={500}
          placeholder={t.references.librarySearch}
          aria-label={t.references.librarySearch}
          onChange={(event) => setSearch(event.target.value)}
        />
      </search>
      {found && offered.length === 0 && (
        <p className={sh['hint']} role="status">
          {found.search === '' ? t.references.libraryNone : t.references.libraryNoMatch}
        </p>
      )}
      <ul className={s['clips']}>
        {offered.map((clip) => {
          const words = clip.prompt === '' ? clip.name : clip.prompt;
          return (
            <li key={clip.id}>
              <button
                type="button"
                className={s['clip']}
                aria-label={t.references.libraryClip(words, t.references.seconds(clip.seconds))}
                title={words}
                onClick={() => endChoice(clip.id)}
              >
                <span className={sh['thumb']}>
                  <Poster clip={clip} own={kind === 'video'} />
                </span>
                <span className={s['words']}>{words}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {found?.next && (
        <Button look="ghost" onClick={more}>
          {t.references.libraryMore}
        </Button>
      )}
    </SheetDialog>
  );
}
