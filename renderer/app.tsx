import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import { lazy, type ReactElement, Suspense, useEffect, useRef, useState } from 'react';
import s from './app.module.css';
import { ask } from './bridge.ts';
import { Animate } from './features/animate/animate.tsx';
import { DropLayer } from './features/animate/drop-layer.tsx';
import { useOpenedFiles } from './features/animate/intake/use-opened.ts';
import { listenForPaste } from './features/animate/paste.ts';
import { FilePicker, openPicker } from './features/animate/picker.tsx';
import { press } from './features/animate/send.ts';
import { Announcer } from './features/queue/announcer.tsx';
import { QueueDialogs } from './features/queue/dialogs.tsx';
import { showQueue } from './features/queue/show-queue.ts';
import { Banners } from './features/shell/banners.tsx';
import { useNotices } from './features/shell/notices.ts';
import { StartTrouble } from './features/shell/start-trouble.tsx';
import { useTheme } from './features/shell/theme.ts';
import { TitleBar } from './features/shell/title-bar.tsx';
import { useCore, useWorld } from './state/core.ts';
import { keepLeft } from './state/left.ts';
import { goTo, useUi } from './state/ui.ts';
import { IN_SIGHT, redoLast, undoLast } from './state/undo.ts';
import { cx } from './ui/cx.ts';
import { pressOnce, useKeys } from './ui/keys.ts';
import { Toasts } from './ui/toast.tsx';

const LibraryView = lazy(async () => ({
  default: (await import('./features/library/library.tsx')).LibraryView,
}));
const Tools = lazy(async () => ({ default: (await import('./features/tools/tools.tsx')).Tools }));
const Help = lazy(async () => ({ default: (await import('./features/shell/help.tsx')).Help }));
const ClipView = lazy(async () => ({ default: (await import('./features/clip/clip.tsx')).ClipView }));
const CompareView = lazy(async () => ({
  default: (await import('./features/compare/compare.tsx')).CompareView,
}));
const UpdateNotice = lazy(async () => ({
  default: (await import('./features/shell/update-notice.tsx')).UpdateNotice,
}));
const SettingsView = lazy(async () => ({
  default: (await import('./features/settings/settings.tsx')).SettingsView,
}));

function Main(): ReactElement {
  const view = useUi((ui) => ui.view);
  const clip = useUi((ui) => ui.clipId !== null);
  const comparing = useUi((ui) => ui.comparing.length > 1);
  const key = view !== 'library' ? view : comparing ? 'compare' : clip ? 'clip' : view;
  useEffect(() => void ask('app.place', { place: key }), [key]);
  const before = useRef(key);
  // What is seen first is there at once.
  const moved = useRef(false);
  moved.current ||= key !== before.current;
  useEffect(() => {
    if (key === before.current) return;
    before.current = key;
    // What had the focus has gone with its view: the name of the new one takes it, and Tab goes on from there.
    if (document.activeElement === document.body)
      document.querySelector<HTMLElement>('nav [aria-current]')?.focus({ preventScroll: true });
  }, [key]);
  return (
    <main
      key={key}
      className={cx(
        s['main'],
        moved.current && s['arrives'],
        (key === 'animate' || key === 'clip' || key === 'compare') && s['padded'],
      )}
    >
      {key === 'animate' && <Banners />}
      <Suspense>
        {key === 'animate' && <Animate />}
        {key === 'library' && <LibraryView />}
        {key === 'clip' && <ClipView />}
        {key === 'compare' && <CompareView />}
        {key === 'settings' && <SettingsView />}
      </Suspense>
    </main>
  );
}

/** Whether what is seen first has been drawn; what is not seen can wait for it. */
function useDrawn(): boolean {
  const [drawn, setDrawn] = useState(false);
  useEffect(() => {
    const waiting = requestIdleCallback(() => setDrawn(true), { timeout: 1000 });
    return () => cancelIdleCallback(waiting);
  }, []);
  return drawn;
}

function Window(): ReactElement {
  const help = useUi((ui) => ui.help);
  const drawn = useDrawn();
  useTheme();
  useOpenedFiles();
  useKeys({
    '1': () => goTo('animate'),
    '2': () => goTo('library'),
    '3': () => goTo('settings'),
    q: () => showQueue(!useUi.getState().queueOpen),
    'mod+,': () => goTo('settings'),
    'mod+o': openPicker,
    // With nothing to take back a pressed key would take words out of a field that has not even the focus.
    'mod+z': ({ isTrusted }) => undoLast(IN_SIGHT[useUi.getState().view]) || isTrusted,
    'mod+shift+z': ({ isTrusted }) => redoLast(IN_SIGHT[useUi.getState().view]) || isTrusted,
    'mod+Enter': () => (useUi.getState().view === 'animate' ? press() : false),
    '?': () => useUi.setState({ help: true }),
    F10: () => void ask('menu.open', {}),
  });
  useEffect(pressOnce, []);
  useEffect(listenForPaste, []);
  useEffect(keepLeft, []);
  useEffect(() => {
    document.body.dataset['ready'] = '1';
    performance.mark('ready');
  }, []);
  return (
    <div className={s['window']}>
      <TitleBar />
      <Main />
      <DropLayer />
      <FilePicker />
      <QueueDialogs />
      {drawn && <Toasts />}
      <Suspense>{drawn && <Tools />}</Suspense>
      <Suspense>{help && <Help />}</Suspense>
      <Announcer />
    </div>
  );
}

/** After the toasts in the tree: what is said before they listen would be lost. */
function Notices(): ReactElement | null {
  useNotices();
  const updates = useWorld((world) => world.update.state !== 'none');
  return updates ? (
    <Suspense>
      <UpdateNotice />
    </Suspense>
  ) : null;
}

/** The whole page: the window once main has told what there is, or why it has not. */
export function App(): ReactElement | null {
  const started = useCore((core) => core.world !== null);
  const trouble = useCore((core) => core.trouble);
  if (!started) return trouble && <StartTrouble failure={trouble} />;
  return (
    <CSPProvider disableStyleElements>
      <Tooltip.Provider delay={500}>
        <Window />
        <Notices />
      </Tooltip.Provider>
    </CSPProvider>
  );
}
