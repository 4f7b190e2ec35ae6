import { Menu } from '@base-ui/react/menu';
import { History } from 'lucide-react';
import { type ReactElement, useMemo } from 'react';
import { replacePrompt } from '../../state/batch.ts';
import { useJobs } from '../../state/jobs.ts';
import { t } from '../../text/en.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import m from '../../ui/menu.module.css';

const SHOWN = 8;

/** Prompts of the jobs in the queue, newest first. Drawn only when there are some. */
export function RecentPrompts(): ReactElement | null {
  const jobs = useJobs((queue) => queue.jobs);
  const prompts = useMemo(() => {
    const newest = jobs.toSorted((a, b) => b.createdAt - a.createdAt);
    return [...new Set(newest.map((job) => job.prompt).filter((prompt) => prompt !== ''))].slice(0, SHOWN);
  }, [jobs]);
  if (prompts.length === 0) return null;
  return (
    <Menu.Root>
      <Menu.Trigger render={<Button small look="ghost" title={t.animate.recentTitle} />}>
        <Icon of={History} size={14} />
        {t.animate.recent}
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
