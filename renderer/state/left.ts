/** Where the person is, kept by main between starts. */
import { EVERY_CLIP } from '../../preload/contract/every-clip.ts';
import type { LeftView } from '../../preload/contract/schemas/left.ts';
import { ask } from '../bridge.ts';
import { useQuery } from './library/query.ts';
import { spanOf, spanRange } from './library/spans.ts';
import { useUi } from './ui.ts';

/** After the last change. */
const PAUSE_MS = 400;

/** Goes where the person was. A span of the calendar is that of today. */
export function returnTo({ view, query, span }: LeftView): void {
  // The page that was loaded to speak another language has begun at that setting.
  if (useUi.getState().focusSetting === null) useUi.setState({ view });
  useQuery.setState({ query: span ? { ...query, created: spanRange(span, Date.now()) } : query });
}

function leftNow(): LeftView {
  const { view } = useUi.getState();
  const { query } = useQuery.getState();
  return {
    view: view === 'library' ? view : 'animate',
    query: { ...query, search: EVERY_CLIP.search },
    span: spanOf(query.created, Date.now()),
  };
}

/** Lets main know where the person is from now on. Returns its own end. */
export function keepLeft(): () => void {
  let last = JSON.stringify(leftNow());
  let timer: ReturnType<typeof setTimeout> | undefined;
  const save = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const left = leftNow();
    const text = JSON.stringify(left);
    if (text === last) return;
    last = text;
    void ask('app.left', { left });
  };
  const saveSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE_MS);
  };
  const stops = [useUi, useQuery].map((store) => store.subscribe(saveSoon));
  window.addEventListener('pagehide', save);
  return () => {
    for (const stop of stops) stop();
    clearTimeout(timer);
    window.removeEventListener('pagehide', save);
  };
}
