import { type KeyboardEvent, type RefObject, useState } from 'react';
import { typeInto } from '../../../ui/type-into.ts';
import { matching, mentionAt, type PromptName, withName } from './names.ts';

/** The list of names while one is being typed after an `@`. */
export interface MentionList {
  /** Empty: the list is closed. */
  readonly options: readonly PromptName[];
  /** The option that Enter takes. */
  readonly active: number;
  /** The caret is here now; null: the field is not in use. */
  readonly onCaret: (caret: number | null) => void;
  /** What a key does to the open list; everything else is left to the field. */
  readonly onKey: (event: KeyboardEvent) => void;
  readonly choose: (name: PromptName) => void;
}

/** Offers names in a text field. */
export function useMention(
  field: RefObject<HTMLTextAreaElement | null>,
  text: string,
  names: readonly PromptName[],
): MentionList {
  const [caret, setCaret] = useState<number | null>(null);
  const [closedAt, setClosedAt] = useState<number | null>(null);
  const [wanted, setWanted] = useState(0);
  const mention = caret === null ? null : mentionAt(text, caret);
  const options = mention && mention.from !== closedAt ? matching(names, mention.query) : [];
  const active = Math.min(wanted, options.length - 1);

  const choose = ({ name }: PromptName): void => {
    if (mention && field.current) {
      const { from, query } = mention;
      typeInto(field.current, from, from + 1 + query.length, withName(text, mention, name));
    }
    setWanted(0);
  };
  const onKey = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const option = options[active];
    if (!option || event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (step !== 0) setWanted((active + step + options.length) % options.length);
    else if (event.key === 'Escape') setClosedAt(mention?.from ?? null);
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) choose(option);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onCaret = (at: number | null): void => {
    setCaret(at);
    // Another `@` is another question.
    if (at === null || mentionAt(field.current?.value ?? '', at)?.from !== closedAt) setClosedAt(null);
  };
  return { options, active, onCaret, onKey, choose };
}
