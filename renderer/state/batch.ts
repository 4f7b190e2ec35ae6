import { create } from 'zustand';
import type { Params } from '../../preload/contract/model.ts';
import { promptOf, setParam, useDraft } from './draft.ts';
import { type StripItem, setItemPrompt, useStrip } from './strip.ts';
import { pushSwap, type Step } from './undo.ts';

/** A model and its values, without words. */
export interface Setting {
  readonly modelId: string;
  readonly params: Params;
}

/** What makes more of the batch than one clip for each picture. */
export interface Batch {
  /** Each picture may have words of its own. */
  readonly each: boolean;
  /** Prompts for all pictures beside the form's own. */
  readonly more: readonly string[];
  /** Which prompt is in the field: 0 is the form's own. */
  readonly at: number;
  /** Clips with the same words and settings. */
  readonly variations: number;
  /** Settings beside those of the panel. */
  readonly also: readonly Setting[];
  /** What the batch is called; empty: nothing. */
  readonly name: string;
}

export const PLAIN: Batch = { each: false, more: [], at: 0, variations: 1, also: [], name: '' };
export const MAX_VARIATIONS = 10;
export const MAX_PROMPTS = 20;
export const MAX_SETTINGS = 8;

export const useBatch = create<Batch>()(() => PLAIN);

/** Where the words of the prompt field are kept: with the selected picture, with another prompt, or in the form. */
function place(): { readonly read: () => string; readonly write: (words: string) => void } {
  const shared = (): string => promptOf(useDraft.getState().params);
  const { each, at } = useBatch.getState();
  const { selected } = useStrip.getState();
  if (each && selected !== null)
    return {
      read: () => useStrip.getState().items.find((item) => item.key === selected)?.prompt ?? shared(),
      write: (words) => setItemPrompt(selected, words),
    };
  if (!each && at > 0)
    return {
      read: () => useBatch.getState().more[at - 1] ?? '',
      write: (words) =>
        useBatch.setState(({ more }) => (at <= more.length ? { more: more.with(at - 1, words) } : {})),
    };
  return { read: shared, write: (words) => setParam('prompt', words) };
}

/** The words that are in the prompt field now. */
export function promptNow(): string {
  return place().read();
}

/** The same, for drawing. */
export function usePrompt(): string {
  const shared = useDraft((draft) => promptOf(draft.params));
  const each = useBatch((batch) => batch.each);
  const other = useBatch((batch) => batch.more[batch.at - 1]);
  const own = useStrip((strip) =>
    each ? strip.items.find((item) => item.key === strip.selected)?.prompt : undefined,
  );
  return (each ? own : other) ?? shared;
}

const NONE: readonly StripItem[] = [];

/** Every prompt that the batch would be sent with, each once. */
export function usePrompts(): readonly string[] {
  const shared = useDraft((draft) => promptOf(draft.params));
  const each = useBatch((batch) => batch.each);
  const more = useBatch((batch) => batch.more);
  const items = useStrip((strip) => (each ? strip.items : NONE));
  const own = items.map(({ prompt }) => prompt ?? shared);
  return [...new Set(own.length > 0 ? own : [shared, ...more])];
}

/** Changes the words in the prompt field. */
export function setPrompt(words: string): void {
  place().write(words);
}

/** Changes them as a step that can be taken back. */
export function replacePrompt(words: string): Step {
  const { read, write } = place();
  const step = pushSwap(read, write);
  write(words);
  return step;
}

/** Whether each picture may have words of its own. Words that pictures have are kept while they do not count. */
export function setEach(each: boolean): void {
  useBatch.setState({ each });
}

/** The form, the batch and the words of all pictures, to be put back as they are now. */
export function pushFormStep(): Step {
  return pushSwap(
    () => ({
      draft: useDraft.getState(),
      batch: useBatch.getState(),
      own: new Map(useStrip.getState().items.map(({ key, prompt }) => [key, prompt])),
    }),
    ({ draft, batch, own }) => {
      useDraft.setState(draft);
      useBatch.setState(batch);
      useStrip.setState(({ items }) => ({
        items: items.map((item) => (own.has(item.key) ? { ...item, prompt: own.get(item.key) } : item)),
      }));
    },
  );
}

/** Another prompt for all pictures, empty and in the field. */
export function addPrompt(): void {
  const { more } = useBatch.getState();
  if (more.length + 1 >= MAX_PROMPTS) return;
  useBatch.setState({ more: [...more, ''], at: more.length + 1 });
}

/** Takes out the prompt at this place; one always stays. */
export function removePrompt(at: number): Step | null {
  const { more } = useBatch.getState();
  if (more.length === 0) return null;
  const step = pushFormStep();
  if (at === 0) setParam('prompt', more[0]);
  const rest = more.toSpliced(Math.max(0, at - 1), 1);
  useBatch.setState((batch) => ({ more: rest, at: Math.min(batch.at, rest.length) }));
  return step;
}

/** The words in the field are for all pictures from now on. */
export function applyToAll(): Step {
  const words = promptNow();
  const step = pushFormStep();
  setParam('prompt', words);
  useStrip.setState(({ items }) => ({ items: items.map((item) => ({ ...item, prompt: undefined })) }));
  return step;
}
