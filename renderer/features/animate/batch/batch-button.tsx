import { Popover } from '@base-ui/react/popover';
import { Layers } from 'lucide-react';
import type { ReactElement } from 'react';
import { t } from '../../../text/en.ts';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import s from './batch.module.css';
import { BatchPanel } from './batch-panel.tsx';

/** Opens what makes more of a batch than one clip from each picture. */
export function BatchButton(): ReactElement {
  return (
    <Popover.Root>
      <Popover.Trigger render={<Button small look="ghost" title={t.batch.title} />}>
        <Icon of={Layers} size={14} />
        <span className={s['words']}>{t.batch.button}</span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner
          className={s['positioner']}
          side="top"
          align="end"
          sideOffset={6}
          collisionPadding={12}
        >
          <Popover.Popup className={s['popup']}>
            <Popover.Title className={s['title']}>{t.batch.title}</Popover.Title>
            <BatchPanel />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
