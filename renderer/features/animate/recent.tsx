import { Menu } from '@base-ui/react/menu';
import { History } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { ask } from '../../bridge.ts';
import { replacePrompt } from '../../state/batch.ts';
import { t } from '../../text/en.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import m from '../../ui/menu.module.css';
import b from './batch/batch.module.css';

/** Prompts that were sent before, newest first, also before the last start. */
export function RecentPrompts(): ReactElement {
  const [prompts, setPrompts] = useState<readonly string[]>([]);
  const open = async (isOpen: boolean): Promise<void> => {
    if (!isOpen) return;
    const answer = await ask('prompt.recent', {});
    if (answer.ok) setPrompts(answer.value.prompts);
  };
  return (
    <Menu.Root onOpenChange={(isOpen) => void open(isOpen)}>
      <Menu.Trigger render={<Button small look="ghost" title={t.animate.recentTitle} />}>
        <Icon of={History} size={14} />
        <span className={b['words']}>{t.animate.recent}</span>
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner
          className={m['positioner']}
          side="top"
          align="end"
          sideOffset={6}
          collisionPadding={8}
        >
          <Menu.Popup className={m['popup']}>
            {prompts.length === 0 && (
              <Menu.Item className={m['item']} disabled>
                <span>{t.animate.noRecent}</span>
              </Menu.Item>
            )}
            {prompts.map((prompt) => (
              <Menu.Item key={prompt} className={m['item']} onClick={() => replacePrompt(prompt)}>
                <span>{prompt}</span>
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
