import { t } from '../../text/en.ts';

export interface LengthNote {
  readonly words: string;
  readonly full: boolean;
}

/** The count near a limit; null while there is room enough not to think about it. */
export function lengthNote(
  length: number,
  kind: { readonly maxLength: number; readonly softMaxLength?: number },
): LengthNote | null {
  const soft = kind.softMaxLength;
  if (length >= kind.maxLength * 0.9)
    return { words: t.animate.count(length, kind.maxLength), full: length >= kind.maxLength };
  if (soft !== undefined && length > soft) return { words: t.animate.countSoft(length, soft), full: true };
  if (soft !== undefined && length > soft * 0.9) return { words: t.animate.count(length, soft), full: false };
  return null;
}
