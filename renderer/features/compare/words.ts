/** A piece of a text, and whether another text has it as well. */
export interface Piece {
  readonly text: string;
  readonly same: boolean;
}

/** Longer texts are compared as wholes: the table of all pairs would grow with the square. */
const MOST_WORDS = 1500;

const split = (text: string): string[] => text.match(/\s+|[\p{L}\p{N}'’]+|[^\s\p{L}\p{N}]/gu) ?? [];

/** Lengths of the longest common runs of `one` and `other` from each pair of places on. */
function table(one: readonly string[], other: readonly string[]): Uint16Array {
  const width = other.length + 1;
  const lengths = new Uint16Array((one.length + 1) * width);
  for (let a = one.length - 1; a >= 0; a -= 1)
    for (let b = other.length - 1; b >= 0; b -= 1)
      lengths[a * width + b] =
        one[a] === other[b]
          ? (lengths[(a + 1) * width + b + 1] ?? 0) + 1
          : Math.max(lengths[(a + 1) * width + b] ?? 0, lengths[a * width + b + 1] ?? 0);
  return lengths;
}

/** The words of `text` in order, each with whether `other` has it in the same order; neighbours are put together. */
export function wordsBeside(text: string, other: string): readonly Piece[] {
  const one = split(text);
  const two = split(other);
  if (one.length > MOST_WORDS || two.length > MOST_WORDS) return [{ text, same: text === other }];
  const lengths = table(one, two);
  const width = two.length + 1;
  const pieces: Piece[] = [];
  const add = (word: string, same: boolean): void => {
    const last = pieces.at(-1);
    if (last?.same === same) pieces[pieces.length - 1] = { text: last.text + word, same };
    else pieces.push({ text: word, same });
  };
  let b = 0;
  for (const [a, word] of one.entries()) {
    while (
      b < two.length &&
      two[b] !== word &&
      (lengths[a * width + b + 1] ?? 0) >= (lengths[(a + 1) * width + b] ?? 0)
    )
      b += 1;
    const same = two[b] === word && lengths[a * width + b] === (lengths[(a + 1) * width + b + 1] ?? 0) + 1;
    add(word, same);
    if (same) b += 1;
  }
  return pieces;
}
