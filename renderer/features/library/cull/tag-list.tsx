import { Check, Minus, Plus } from 'lucide-react';
import { type KeyboardEvent, type ReactElement, type RefObject, useEffect, useId, useState } from 'react';
import { MAX_TAG_CHARS } from '../../../../preload/contract/limits.ts';
import { cull as en } from '../../../text/en-find.ts';
import { cx } from '../../../ui/cx.ts';
import f from '../../../ui/field.module.css';
import { Icon } from '../../../ui/icon.tsx';
import { typeInto } from '../../../ui/type-into.ts';
import s from './cull.module.css';
import type { TagState } from './tag-popover.tsx';
import { takeEarlyWords } from './tagging.ts';

interface Props {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly tags: readonly TagState[];
  /** How many clips are being tagged. */
  readonly of: number;
  readonly onToggle: (tag: string) => void;
  readonly onAdd: (tags: readonly string[]) => void;
}

/** Drawn at once: more is found by typing. */
const MOST = 100;
const fold = (tag: string): string => tag.normalize('NFC').toLowerCase();

/** Tags that differ in case only are one. */
export const isSameTag = (one: string, other: string): boolean => fold(one) === fold(other);

/** Room for several at once. */
const MAX_CHARS = 10 * MAX_TAG_CHARS;

/** The tags in what was typed: a comma ends one. */
function typedTags(words: string): readonly string[] {
  const tags = words.split(',').map((tag) => tag.trim().slice(0, MAX_TAG_CHARS).trim());
  const byKey = new Map(tags.filter(Boolean).map((tag) => [fold(tag), tag]));
  return [...byKey.values()];
}

/** Those that hold the words, the ones that begin with them first; a new one at the end, where none is the same. */
function matching(tags: readonly TagState[], words: string): { tag: string; clips: number | null }[] {
  const key = fold(words);
  if (key === '') return tags.slice(0, MOST);
  const found = tags.filter(({ tag }) => fold(tag).includes(key));
  const first = found.filter(({ tag }) => fold(tag).startsWith(key));
  const rest = found.filter((one) => !first.includes(one));
  const same = found.some(({ tag }) => fold(tag) === key);
  return [...[...first, ...rest].slice(0, MOST), ...(same ? [] : [{ tag: words, clips: null }])];
}

const intoView = (element: HTMLElement | null): void => element?.scrollIntoView({ block: 'nearest' });

function Sign({ clips, of }: { readonly clips: number | null; readonly of: number }): ReactElement {
  const icon = clips === null ? Plus : clips === of ? Check : Minus;
  return (
    <span className={s['sign']} aria-hidden="true">
      {clips !== 0 && <Icon of={icon} size={14} />}
    </span>
  );
}

/** A field that finds or makes a tag, over the tags; Enter adds the one that is pointed out, or takes it away. */
export function TagList({ field, tags, of, onToggle, onAdd }: Props): ReactElement {
  const id = useId();
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const typed = typedTags(words);
  const several = typed.length > 1;
  const shown = several ? [{ tag: words, clips: null }] : matching(tags, typed[0] ?? '');
  const active = Math.min(at, shown.length - 1);
  useEffect(() => {
    field.current?.focus();
    const missed = takeEarlyWords();
    // At once into the field itself: the next key comes before React has drawn it.
    if (missed !== '' && field.current) typeInto(field.current, 0, 0, missed);
  }, [field]);
  const choose = (index: number): void => {
    const tag = shown[index]?.tag;
    if (tag === undefined) return;
    if (several) onAdd(typed);
    else onToggle(tag);
    setWords('');
    setAt(0);
    field.current?.focus();
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') choose(active);
    else if (event.key === 'ArrowDown') setAt((active + 1) % Math.max(1, shown.length));
    else if (event.key === 'ArrowUp') setAt((active + shown.length - 1) % Math.max(1, shown.length));
    else return;
    event.preventDefault();
  };
  return (
    <>
      <input
        ref={field}
        className={f['input']}
        role="combobox"
        aria-expanded={shown.length > 0}
        aria-controls={id}
        aria-activedescendant={shown.length > 0 ? `${id}-${active}` : undefined}
        aria-autocomplete="list"
        aria-label={en.tagField}
        placeholder={en.tagField}
        maxLength={MAX_CHARS}
        value={words}
        onChange={(event) => {
          setWords(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKey}
      />
      {shown.length === 0 && <p className={s['none']}>{en.noTags}</p>}
      <div id={id} className={s['list']} role="listbox" aria-label={en.tags}>
        {shown.map(({ tag, clips }, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's
          <div
            key={clips === null ? ` ${tag}` : tag}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            aria-checked={clips !== null && clips > 0 && clips < of ? 'mixed' : clips === of}
            ref={index === active ? intoView : undefined}
            className={cx(s['option'], index === active && s['active'])}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => choose(index)}
          >
            <Sign clips={clips} of={of} />
            <span className={s['words']}>
              {several ? en.makeTags(typed) : clips === null ? en.makeTag(tag) : tag}
            </span>
            {clips !== null && clips > 0 && clips < of && <small>{en.onSome(clips, of)}</small>}
          </div>
        ))}
      </div>
    </>
  );
}
