/** What runs inside the page: it measures there, where nothing of the harness comes in between. */

declare global {
  interface Window {
    /** Milliseconds from the key to the frame that shows what it led to; null while that is not painted. */
    benchPainted?: number | null;
    /** Milliseconds from the key to its answer in the document. */
    benchAnswered?: number | null;
  }
}

/** Waits for the next key, and then for the frame that shows so many tiles with their clips. */
export function watchFirstGrid(tiles: number): void {
  window.benchPainted = null;
  window.addEventListener(
    'keydown',
    ({ timeStamp }) => {
      const look = (): void => {
        if (document.querySelectorAll('[data-clip]').length < tiles) {
          requestAnimationFrame(look);
          return;
        }
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          window.benchPainted = performance.now() - timeStamp;
        };
        port2.postMessage(null);
      };
      requestAnimationFrame(look);
    },
    { capture: true, once: true },
  );
}

export function focusSearch(): void {
  document.querySelector<HTMLElement>('input[type="search"]')?.focus();
}

/** As if all that is in the field were deleted by hand. */
export function clearSearch(): void {
  const field = document.querySelector<HTMLInputElement>('input[type="search"]');
  if (!field) throw new Error('no search field');
  field.focus();
  field.select();
  document.execCommand('delete');
}

/** Waits for the next key, then for the answer to what was typed, and says when it is there and when it is painted. */
export function watchResults(): void {
  window.benchPainted = null;
  window.benchAnswered = null;
  window.addEventListener(
    'keydown',
    ({ timeStamp }) => {
      let asked = false;
      const watch = new MutationObserver(() => {
        const busy = document.querySelector('ul[aria-busy="true"]') !== null;
        asked ||= busy;
        if (!asked || busy) return;
        watch.disconnect();
        window.benchAnswered = performance.now() - timeStamp;
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => {
            window.benchPainted = performance.now() - timeStamp;
          };
          port2.postMessage(null);
        });
      });
      watch.observe(document.body, { attributes: true, subtree: true, attributeFilter: ['aria-busy'] });
    },
    { capture: true, once: true },
  );
}

export interface Scrolling {
  /** Scrolls the library, or an empty scroller of the same height laid over it. */
  readonly what: 'library' | 'empty';
  /** Pixels per frame; null: to a place drawn anew, eight times a second. */
  readonly step: number | null;
  readonly frames: number;
}

/** Share of frames that came late, in percent, and the most tiles there were. */
export async function scrollThrough({
  what,
  step,
  frames,
}: Scrolling): Promise<{ missed: number; tiles: number }> {
  const roll = document.querySelector<HTMLElement>('section[aria-label="Library"]');
  if (!roll) throw new Error('no library');
  const height = roll.scrollHeight;
  let scroller = roll;
  if (what === 'empty') {
    scroller = document.createElement('div');
    Object.assign(scroller.style, { position: 'fixed', inset: '0', overflow: 'auto', zIndex: '99' });
    const inner = document.createElement('div');
    inner.style.height = `${height}px`;
    scroller.append(inner);
    document.body.append(scroller);
  }
  scroller.scrollTop = height / 4;
  await new Promise((rested) => setTimeout(rested, 500));
  const FRAME = 1000 / 60;
  let missed = 0;
  let shown = 0;
  let tiles = 0;
  let before = 0;
  await new Promise<void>((end) => {
    const frame = (now: number): void => {
      if (before > 0) {
        const passed = Math.max(1, Math.round((now - before) / FRAME));
        missed += passed - 1;
        shown += passed;
      }
      before = now;
      if (shown >= frames) {
        end();
        return;
      }
      if (step !== null) scroller.scrollTop += step;
      else if (shown % 8 === 0) scroller.scrollTop = Math.random() * height;
      tiles = Math.max(tiles, roll.querySelectorAll('li[aria-posinset]').length);
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  if (scroller !== roll) scroller.remove();
  return { missed: (100 * missed) / shown, tiles };
}

/** Scrolls from one end to the other, and rests now and then so that pictures come. */
export async function scrollAll(): Promise<void> {
  const roll = document.querySelector<HTMLElement>('section[aria-label="Library"]');
  if (!roll) throw new Error('no library');
  roll.scrollTop = 0;
  for (let step = 0; roll.scrollTop + roll.clientHeight < roll.scrollHeight - 1; step += 1) {
    roll.scrollTop += 2000;
    const rest = step % 40 === 0 ? 400 : 0;
    await new Promise((next) => setTimeout(() => requestAnimationFrame(next), rest));
  }
}
