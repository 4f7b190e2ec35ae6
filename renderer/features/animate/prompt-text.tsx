import { TriangleAlert } from 'lucide-react';
import { type ReactElement, useEffect, useId, useRef } from 'react';
import type { Model } from '../../../preload/contract/model.ts';
import { setPrompt, usePrompt, usePrompts } from '../../state/batch.ts';
import { useReferences } from '../../state/references.ts';
import { useStrip } from '../../state/strip.ts';
import sh from '../../style/shared.module.css';
import { t } from '../../text/en.ts';
import { Icon } from '../../ui/icon.tsx';
import s from './prompt.module.css';
import { type MentionList, useMention } from './references/mention.ts';
import { namesGone, type PromptName, promptNames } from './references/names.ts';

/** What the prompt can name now. */
function useNames(model: Model | null): readonly PromptName[] {
  const references = useReferences();
  const strip = useStrip((now) => now.items.length);
  const shown = useStrip(
    ({ items, selected }) => items.find(({ key }) => key === selected) ?? items[0] ?? null,
  );
  return model ? promptNames(model, references, shown, strip) : [];
}

function Picture({ kind, sourceId }: PromptName): ReactElement {
  return (
    <span className={sh['thumb']}>
      {sourceId !== null && kind === 'image' && <img src={`/media/${sourceId}`} alt="" />}
      {sourceId !== null && kind === 'video' && <video src={`/media/${sourceId}`} preload="metadata" muted />}
    </span>
  );
}

/** The names to choose from. The focus stays in the field, which says which one is meant. */
function Names({ id, list }: { readonly id: string; readonly list: MentionList }): ReactElement {
  const active = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (list.active >= 0) active.current?.scrollIntoView({ block: 'nearest' });
  }, [list.active]);
  return (
    <div className={s['names']} id={id} role="listbox" aria-label={t.references.names} tabIndex={-1}>
      {list.options.map((option, at) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys belong to the field
        <div
          key={option.name}
          ref={at === list.active ? active : null}
          id={`${id}-${at}`}
          role="option"
          tabIndex={-1}
          aria-selected={at === list.active}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => list.choose(option)}
        >
          <Picture {...option} />
          <b>{option.name}</b>
          <span>{option.what}</span>
        </div>
      ))}
    </div>
  );
}

interface Props {
  readonly model: Model | null;
  readonly maxLength: number | undefined;
}

/** The field for the words. An `@` offers the names of what is there; a name of what is not is pointed out. */
export function PromptText({ model, maxLength }: Props): ReactElement {
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const prompt = usePrompt();
  const names = useNames(model);
  const list = useMention(field, prompt, names);
  const open = list.options.length > 0;
  const gone = namesGone(prompt, names);
  const elsewhere = usePrompts()
    .flatMap((other) => namesGone(other, names))
    .filter((name, at, all) => !gone.includes(name) && all.indexOf(name) === at);
  return (
    <>
      {open && <Names id={id} list={list} />}
      <textarea
        ref={field}
        id="prompt"
        className={s['text']}
        placeholder={t.animate.promptPlaceholder}
        value={prompt}
        maxLength={maxLength}
        aria-autocomplete={names.length > 0 ? 'list' : undefined}
        aria-controls={open ? id : undefined}
        aria-activedescendant={open ? `${id}-${list.active}` : undefined}
        onChange={(event) => {
          setPrompt(event.target.value);
          list.onCaret(event.target.selectionStart);
        }}
        onSelect={(event) => list.onCaret(event.currentTarget.selectionStart)}
        onBlur={() => list.onCaret(null)}
        onKeyDown={list.onKey}
      />
      <p className={sh['sr']} role="status">
        {open && t.references.namesSpoken(list.options.length)}
      </p>
      {gone.length > 0 && (
        <p className={s['gone']} role="status">
          <Icon of={TriangleAlert} size={14} />
          {t.references.gone(gone)}
        </p>
      )}
      {elsewhere.length > 0 && (
        <p className={s['gone']} role="status">
          <Icon of={TriangleAlert} size={14} />
          {t.references.goneElsewhere(elsewhere)}
        </p>
      )}
    </>
  );
}
