import { type KeyboardEvent, useState } from 'react';

interface DraftText {
  /** What stands in the field. */
  readonly text: string;
  /** Whether it has been typed, and main has not been asked to keep it. */
  readonly isNew: boolean;
  readonly type: (text: string) => void;
  /** It stands as it is asked to be kept until main has answered. */
  readonly keep: (text: string, answer: Promise<unknown>) => void;
  /** Enter applies what has been typed; Escape forgets it, and what is stored stands there again. */
  readonly onKey: (event: KeyboardEvent, apply: () => void) => void;
}

/**
 * The text of a field whose value main keeps. What is being typed stays, whatever main answers or tells meanwhile; what
 * nobody types follows `stored`.
 */
export function useDraftText(stored: string): DraftText {
  const [draft, setDraft] = useState<Pick<DraftText, 'text' | 'isNew'> | null>(null);
  return {
    text: draft?.text ?? stored,
    isNew: draft?.isNew ?? false,
    type: (text) => setDraft({ text, isNew: true }),
    onKey: (event, apply) => {
      if (event.key === 'Enter') apply();
      if (event.key !== 'Escape' || draft?.isNew !== true) return;
      event.stopPropagation();
      setDraft(null);
    },
    keep: (text, answer) => {
      const asked = { text, isNew: false };
      setDraft(asked);
      void answer.then(() => setDraft((now) => (now === asked ? null : now)));
    },
  };
}
