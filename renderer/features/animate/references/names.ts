import type { Model } from '../../../../preload/contract/model.ts';
import { imageNumbers, type References, takesReferences } from '../../../state/references.ts';
import type { StripItem } from '../../../state/strip.ts';
import { t } from '../../../text/en.ts';

/** Something that a prompt can speak of. */
export interface PromptName {
  /** As the model knows it: `Image 1`. */
  readonly name: string;
  /** What it is, for the person. */
  readonly what: string;
  readonly kind: 'image' | 'video';
  /** For its picture; null while it is being read. */
  readonly sourceId: string | null;
}

/**
 * What a prompt can name, in the order in which the model counts; nothing for a model that counts nothing.
 * @param shown the picture of the strip that stands for all of them; null where the strip is empty.
 * @param strip how many pictures there are that become a clip each.
 */
export function promptNames(
  model: Model,
  references: References,
  shown: StripItem | null,
  strip: number,
): readonly PromptName[] {
  if (!takesReferences(model)) return [];
  const numbers = imageNumbers(references, shown !== null);
  const images = references.images.flatMap((slot, at): PromptName[] => {
    const number = numbers[at] ?? null;
    if (slot === null || number === null) return [];
    const sourceId = slot.source?.id ?? null;
    return [{ name: t.references.image(number), what: slot.name, kind: 'image', sourceId }];
  });
  const { video } = references;
  return [
    ...(shown === null
      ? []
      : [
          {
            name: t.references.image(1),
            what: t.references.eachImage(strip),
            kind: 'image' as const,
            sourceId: shown.source?.id ?? null,
          },
        ]),
    ...images,
    ...(video === null || video.failure !== null
      ? []
      : [
          {
            name: t.references.video,
            what: video.name,
            kind: 'video' as const,
            sourceId: video.source?.id ?? null,
          },
        ]),
  ];
}

const NAMED = /\b(image|video) (\d{1,3})\b/gi;

/** What the prompt names although it is not there, each once, as the model would know it. */
export function namesGone(prompt: string, names: readonly PromptName[]): readonly string[] {
  if (names.length === 0) return [];
  const there = new Set(names.map(({ name }) => name.toLowerCase()));
  const named = [...prompt.matchAll(NAMED)].map(([, kind = '', number = '']) => {
    const word = kind.charAt(0).toUpperCase() + kind.slice(1).toLowerCase();
    return `${word} ${Number(number)}`;
  });
  return [...new Set(named)].filter((name) => !there.has(name.toLowerCase()));
}

/** The unfinished name at the caret: from its `@` on. */
export interface Mention {
  /** Where the `@` stands. */
  readonly from: number;
  readonly query: string;
}

/** What is being typed after an `@`; null where the caret is anywhere else. */
export function mentionAt(text: string, caret: number): Mention | null {
  const found = /(?:^|[\s,.;:("'])@([\w ]{0,10})$/.exec(text.slice(0, caret));
  const query = found?.[1];
  return query === undefined ? null : { from: caret - query.length - 1, query };
}

/** Names that begin with what was typed, or have a word in them that does: `@2` finds Image 2. */
export function matching(names: readonly PromptName[], query: string): readonly PromptName[] {
  const wanted = query.toLowerCase().trimStart();
  return names.filter(({ name }) => {
    const known = name.toLowerCase();
    return (
      known.startsWith(wanted) ||
      known.replace(' ', '').startsWith(wanted) ||
      known.split(' ').some((word) => word.startsWith(wanted))
    );
  });
}

/** The name as it is written in place of the unfinished one: with a gap, where the text goes on without one. */
export function withName(text: string, { from, query }: Mention, name: string): string {
  return /^[\s,.;:!?)]/.test(text.slice(from + 1 + query.length)) ? name : `${name} `;
}
