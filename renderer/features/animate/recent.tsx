import { History } from 'lucide-react';
import { lazy, type ReactElement } from 'react';
import { t } from '../../text/en.ts';
import { Icon } from '../../ui/icon.tsx';
import { PopupButton } from '../../ui/popup-button.tsx';
import b from './batch/batch.module.css';

const RecentMenu = lazy(async () => ({ default: (await import('./recent-menu.tsx')).RecentMenu }));

/** Opens the prompts that were sent before. */
export function RecentPrompts(): ReactElement {
  return (
    <PopupButton
      kind="menu"
      small
      look="ghost"
      title={t.animate.recentTitle}
      popup={(props) => <RecentMenu {...props} />}
    >
      <Icon of={History} size={14} />
      <span className={b['words']}>{t.animate.recent}</span>
    </PopupButton>
  );
}
