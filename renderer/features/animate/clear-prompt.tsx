import { Eraser } from 'lucide-react';
import type { ReactElement } from 'react';
import { replacePrompt, usePrompt } from '../../state/batch.ts';
import { t } from '../../text/en.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { say } from '../../ui/toasts.ts';

function clear(): void {
  const step = replacePrompt('');
  say({
    title: t.animate.promptCleared,
    look: 'trash',
    undoes: step,
  });
  document.getElementById('prompt')?.focus();
}

/** Empties the prompt field. Drawn only when there is something in it. */
export function ClearPrompt(): ReactElement | null {
  if (usePrompt() === '') return null;
  return (
    <Button
      small
      icon
      look="ghost"
      aria-label={t.animate.clearPrompt}
      title={t.animate.clearPrompt}
      onClick={clear}
    >
      <Icon of={Eraser} size={14} />
    </Button>
  );
}
