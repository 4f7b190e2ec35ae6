/** Opens the Chromium page behind a window, and closes pages that no window asked for. */
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser } from './browser.ts';
import type { Connection, Protocol, Session } from './cdp.ts';

const own = new Set<string>();
const opening = new Set<Promise<unknown>>();

export interface TargetOptions {
  readonly width: number;
  readonly height: number;
}

/** Opens one page and returns its id, which is also the id of its main frame. */
export async function openTarget(browser: Browser, options: TargetOptions): Promise<string> {
  const opened = browser.headed ? openAppWindow(browser, options) : openPage(browser, options);
  opening.add(opened);
  try {
    const targetId = await opened;
    own.add(targetId);
    return targetId;
  } finally {
    opening.delete(opened);
  }
}

async function openPage({ root }: Browser, { width, height }: TargetOptions): Promise<string> {
  const { targetId } = await root.send('Target.createTarget', {
    url: 'about:blank',
    newWindow: true,
    width,
    height,
  });
  await setContentSize(root, targetId, width, height);
  return targetId;
}

/**
 * An application window has neither tabs nor an address bar. Only a second start on the same profile opens one, and
 * only for an address with content; the tag in the address says which new page is this window.
 */
async function openAppWindow({ root, chromium }: Browser, { width, height }: TargetOptions): Promise<string> {
  const tag = `data:text/html,${randomBytes(8).toString('hex')}`;
  const found = Promise.withResolvers<string>();
  const look = ({ targetInfo }: { targetInfo: Protocol.Target.TargetInfo }) => {
    if (targetInfo.type === 'page' && targetInfo.url === tag) found.resolve(targetInfo.targetId);
  };
  root.on('Target.targetCreated', look);
  root.on('Target.targetInfoChanged', look);
  chromium.openAppWindow(tag, width, height);
  try {
    const targetId = await found.promise;
    await setContentSize(root, targetId, width, height);
    return targetId;
  } finally {
    root.off('Target.targetCreated', look);
    root.off('Target.targetInfoChanged', look);
  }
}

async function setContentSize(root: Session, targetId: string, width: number, height: number): Promise<void> {
  const { windowId } = await root.send('Browser.getWindowForTarget', { targetId });
  // A screen smaller than the window is the only reason to refuse; the window then has the size it got.
  await root.send('Browser.setContentsSize', { windowId, width, height }).catch(() => undefined);
}

/** Moves, resizes or changes the state of the window around a page. */
export async function setWindowBounds(
  root: Session,
  targetId: string,
  bounds: Protocol.Browser.Bounds,
): Promise<void> {
  const { windowId } = await root.send('Browser.getWindowForTarget', { targetId });
  await root.send('Browser.setWindowBounds', { windowId, bounds });
}

/** A page that some page opened for itself is closed: `setWindowOpenHandler` can only deny here. */
export function closeForeignPages(connection: Connection): void {
  connection.root.on('Target.targetCreated', ({ targetInfo }) => {
    if (targetInfo.type !== 'page') return;
    void closeUnlessOwn(connection, targetInfo.targetId);
  });
}

async function closeUnlessOwn(connection: Connection, targetId: string): Promise<void> {
  // The window that is being opened right now learns its id only from the answer.
  await Promise.allSettled(opening);
  if (own.has(targetId)) return;
  // A page that navigates or closes meanwhile is running too, and one that never answers is closed all the same.
  await Promise.race([untilRunning(connection, targetId).catch(() => undefined), delay(2000)]);
  await connection.root.send('Target.closeTarget', { targetId }).catch(() => undefined);
}

/**
 * Waits until the page's timers run. Playwright holds new pages until it has looked at them, and one that is closed
 * while it is held stops its opener for ever.
 */
async function untilRunning(connection: Connection, targetId: string): Promise<void> {
  const { sessionId } = await connection.root.send('Target.attachToTarget', { targetId, flatten: true });
  const expression = 'new Promise((resolve) => setTimeout(resolve))';
  await connection.session(sessionId).send('Runtime.evaluate', { expression, awaitPromise: true });
}
