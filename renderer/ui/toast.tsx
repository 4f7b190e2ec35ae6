import { Toast } from '@base-ui/react/toast';
import { Check, CircleAlert, Info, Trash2, TriangleAlert, X } from 'lucide-react';
import { type ReactElement, useEffect } from 'react';
import { t } from '../text/en.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import s from './toast.module.css';
import { beginToasts, type ToastData, toasts } from './toasts.ts';

const ICONS = { info: Info, done: Check, warning: TriangleAlert, error: CircleAlert, trash: Trash2 };

function iconOf(type: string | undefined): typeof Info {
  return Object.entries(ICONS).find(([name]) => name === type)?.[1] ?? Info;
}

/** The parts would hide until they have the focus, which they can only be given by those who find them. */
const NEVER_HIDDEN = undefined;

function List(): ReactElement[] {
  const manager = Toast.useToastManager<ToastData>();
  return manager.toasts.map((toast) => {
    const { action, times = 1, share } = toast.data ?? {};
    return (
      <Toast.Root
        key={toast.id}
        toast={toast}
        className={s['toast']}
        swipeDirection="left"
        aria-hidden={NEVER_HIDDEN}
      >
        <Toast.Content className={s['content']}>
          <Icon of={iconOf(toast.type)} className={s['icon']} />
          <div className={s['words']}>
            <Toast.Title render={<p />} className={s['title']}>
              {toast.title}
              {times > 1 && <span className={s['times']}> {t.shell.times(times)}</span>}
            </Toast.Title>
            <Toast.Description render={<p />} className={s['body']} />
            {share !== undefined && (
              <progress className={s['share']} value={share} aria-label={t.shell.progress} />
            )}
          </div>
          {action && (
            <Button small onClick={action.run}>
              {action.label}
            </Button>
          )}
          <Toast.Close
            aria-hidden={NEVER_HIDDEN}
            render={<Button small icon look="ghost" aria-label={t.shell.dismiss} />}
            onClick={() => toast.data?.onDismiss?.()}
          >
            <Icon of={X} size={14} />
          </Toast.Close>
        </Toast.Content>
      </Toast.Root>
    );
  });
}

/** Its effect comes after those of what stands before it, which listens then. */
function Begin(): null {
  useEffect(beginToasts, []);
  return null;
}

/** Toasts, bottom left; they stay for six seconds, and while hovered or focused. The three latest are shown. */
export function Toasts(): ReactElement {
  return (
    <>
      <Toast.Provider toastManager={toasts} timeout={6000} limit={3}>
        <Toast.Portal>
          <Toast.Viewport className={s['viewport']} aria-label={t.shell.notifications}>
            <List />
          </Toast.Viewport>
        </Toast.Portal>
      </Toast.Provider>
      <Begin />
    </>
  );
}
