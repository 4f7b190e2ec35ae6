import { Layers } from 'lucide-react';
import { lazy, type ReactElement } from 'react';
import { t } from '../../../text/en.ts';
import { Icon } from '../../../ui/icon.tsx';
import { PopupButton } from '../../../ui/popup-button.tsx';
import s from './batch.module.css';

const BatchPanel = lazy(async () => ({ default: (await import('./batch-panel.tsx')).BatchPanel }));

/** Opens what makes more of a batch than one clip from each picture. */
export function BatchButton(): ReactElement {
  return (
    <PopupButton
      kind="dialog"
      small
      look="ghost"
      title={t.batch.title}
      popup={(props) => <BatchPanel {...props} />}
    >
      <Icon of={Layers} size={14} />
      <span className={s['words']}>{t.batch.button}</span>
    </PopupButton>
  );
}
