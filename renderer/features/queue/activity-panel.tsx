import { Popover } from '@base-ui/react/popover';
import { type ReactElement, type RefObject, useRef } from 'react';
import { useUi } from '../../state/ui.ts';
import { t } from '../../text/en.ts';
import { cx } from '../../ui/cx.ts';
import p from '../../ui/popup.module.css';
import s from './activity.module.css';
import { QueueButtons, QueueSummary } from './dock.tsx';
import { JobList } from './job-list.tsx';
import { ReadyButton } from './ready-button.tsx';

interface Props {
  /** The button that it stands at. */
  readonly anchor: RefObject<HTMLButtonElement | null>;
}

/** The queue beside the title bar. */
export function ActivityPanel({ anchor }: Props): ReactElement {
  const open = useUi((ui) => ui.queueOpen);
  const title = useRef<HTMLHeadingElement>(null);
  return (
    <Popover.Root open={open} onOpenChange={(queueOpen) => useUi.setState({ queueOpen })}>
      <Popover.Portal>
        <Popover.Positioner
          className={p['positioner']}
          anchor={anchor}
          side="bottom"
          align="end"
          sideOffset={6}
          collisionPadding={12}
        >
          <Popover.Popup className={cx(p['popup'], s['popup'])} initialFocus={title} finalFocus={anchor}>
            <div className={s['header']}>
              <Popover.Title ref={title} tabIndex={-1}>
                {t.queue.title}
              </Popover.Title>
              <QueueSummary />
              <ReadyButton />
              <QueueButtons iconsOnly />
            </div>
            <JobList row down className={s['list']} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
