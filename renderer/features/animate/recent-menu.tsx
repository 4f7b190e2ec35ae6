import { type ReactElement, useEffect, useState } from 'react';
import { ask } from '../../bridge.ts';
import { replacePrompt } from '../../state/batch.ts';
import { t } from '../../text/en.ts';
import { MenuItem, MenuPopup } from '../../ui/menu-popup.tsx';
import type { PopupProps } from '../../ui/popup-button.tsx';

/** Prompts that were sent before, newest first, also before the last start. */
export function RecentMenu({ open, onOpenChange, anchor }: PopupProps): ReactElement | null {
  const [prompts, setPrompts] = useState<readonly string[] | null>(null);
  useEffect(() => {
    if (!open) return;
    const load = async (): Promise<void> => {
      const answer = await ask('prompt.recent', {});
      setPrompts(answer.ok ? answer.value.prompts : []);
    };
    void load();
  }, [open]);
  if (prompts === null) return null;
  return (
    <MenuPopup open={open} onOpenChange={onOpenChange} anchor={() => anchor.current} side="top" align="end">
      {prompts.length === 0 && (
        <MenuItem disabled run={() => undefined}>
          <span>{t.animate.noRecent}</span>
        </MenuItem>
      )}
      {prompts.map((prompt) => (
        <MenuItem key={prompt} run={() => replacePrompt(prompt)}>
          <span>{prompt}</span>
        </MenuItem>
      ))}
    </MenuPopup>
  );
}
