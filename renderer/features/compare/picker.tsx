import { type ReactElement, useEffect, useState } from 'react';
import { EVERY_CLIP } from '../../../preload/contract/every-clip.ts';
import type { ClipView } from '../../../preload/contract/schemas/views.ts';
import { ask } from '../../bridge.ts';
import { toFailure } from '../../state/models.ts';
import sh from '../../style/shared.module.css';
import { t } from '../../text/en.ts';
import { compare as en } from '../../text/en-compare.ts';
import { Button } from '../../ui/button.tsx';
import { SheetDialog } from '../../ui/dialog.tsx';
import f from '../../ui/field.module.css';
import { sayFailure } from '../../ui/toasts.ts';
import { useLineage } from '../clip/details/lineage.tsx';
import { Poster } from '../clip/poster.tsx';
import { stemOf } from '../tools/names.ts';
import s from './compare.module.css';
import { closePicker, MOST, openCompare, usePicker } from './open.ts';

const FOUND = 40;
/** Time after the last letter before the library is searched. */
const PAUSE_MS = 150;

/** Clips of the library with these words, the newest first. */
function useFound(search: string): readonly ClipView[] | null {
  const [found, setFound] = useState<readonly ClipView[] | null>(null);
  useEffect(() => {
    let late = false;
    const timer = setTimeout(async () => {
      const query = { ...EVERY_CLIP, search };
      const answer = await ask('library.page', { query, cursor: null, limit: FOUND });
      if (late) return;
      if (answer.ok) setFound(answer.value.clips);
      else sayFailure(toFailure(answer.error));
    }, PAUSE_MS);
    return () => {
      late = true;
      clearTimeout(timer);
    };
  }, [search]);
  return found;
}

interface ChoiceProps {
  readonly clip: ClipView;
  readonly checked: boolean;
  readonly disabled: boolean;
  readonly onToggle: () => void;
}

function Choice({ clip, checked, disabled, onToggle }: ChoiceProps): ReactElement {
  const words = clip.prompt === '' ? clip.name : clip.prompt;
  return (
    <label title={words}>
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        aria-label={t.library.tile(words, Math.round(clip.seconds * 10) / 10, stemOf(clip))}
        onChange={onToggle}
      />
      <span className={sh['thumb']}>
        <Poster clipId={clip.id} />
      </span>
      <span aria-hidden="true">{clip.name}</span>
    </label>
  );
}

function Picking({ clip }: { readonly clip: ClipView }): ReactElement {
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<readonly ClipView[]>([]);
  const lineage = useLineage(clip.id);
  const found = useFound(search.trim());
  const isOther = (one: ClipView): boolean => one.id !== clip.id && !one.missing;
  const kin = lineage ? [...lineage.siblings, ...lineage.before, ...lineage.also, ...lineage.after] : [];
  const related =
    search.trim() === '' ? [...new Map(kin.filter(isOther).map((one) => [one.id, one])).values()] : [];
  const others = (found ?? []).filter((one) => isOther(one) && !related.some(({ id }) => id === one.id));
  const toggle = (one: ClipView): void =>
    setChosen((before) =>
      before.some(({ id }) => id === one.id) ? before.filter(({ id }) => id !== one.id) : [...before, one],
    );
  const go = (): void => {
    if (chosen.length === 0) return;
    closePicker();
    openCompare([clip, ...chosen]);
  };
  const group = (title: string, clips: readonly ClipView[]): ReactElement | null =>
    clips.length === 0 ? null : (
      <section aria-label={title}>
        <h3 className={s['group']}>{title}</h3>
        <div className={s['found']}>
          {clips.map((one) => {
            const checked = chosen.some(({ id }) => id === one.id);
            return (
              <Choice
                key={one.id}
                clip={one}
                checked={checked}
                disabled={!checked && chosen.length >= MOST - 1}
                onToggle={() => toggle(one)}
              />
            );
          })}
        </div>
      </section>
    );
  return (
    <SheetDialog
      open
      wide
      title={en.pickTitle}
      body={en.pickBody}
      onClose={closePicker}
      footer={
        <>
          <Button onClick={closePicker}>{t.animate.cancel}</Button>
          <Button look="ember" aria-disabled={chosen.length === 0} onClick={go}>
            {en.go(chosen.length)}
          </Button>
        </>
      }
    >
      <search className={s['search']}>
        <input
          className={f['input']}
          type="search"
          value={search}
          maxLength={500}
          placeholder={en.search}
          aria-label={en.search}
          onChange={(event) => setSearch(event.target.value)}
        />
      </search>
      {group(en.related, related)}
      {group(en.others, others)}
      {found && related.length + others.length === 0 && (
        <p className={sh['hint']} role="status">
          {en.noMatch}
        </p>
      )}
    </SheetDialog>
  );
}

/** Chooses what a clip is compared with: its relatives first, then anything of the library. */
export function ComparePicker(): ReactElement | null {
  const clip = usePicker((picker) => picker.clip);
  return clip && <Picking key={clip.id} clip={clip} />;
}
