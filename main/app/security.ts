import type { App, Session, WebContents } from 'electron';
import type { Log } from '../core/ports.ts';
import { ORIGIN } from './protocol.ts';

/** True for documents of the app itself. */
export function isOwnPage(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return `${url.protocol}//${url.host}` === ORIGIN;
}

/**
 * Closes every way out of the app's own pages, for every window there will ever be: no navigation elsewhere, no new
 * windows, no embedded views.
 */
export function hardenWebContents(app: App, log: Log): void {
  app.on('web-contents-created', (_created, contents: WebContents) => {
    const refuseElsewhere = (event: { preventDefault(): void }, address: string, how: string): void => {
      if (isOwnPage(address)) return;
      log('warn', 'navigation.refused', { how });
      event.preventDefault();
    };
    contents.on('will-navigate', (event) => refuseElsewhere(event, event.url, 'navigate'));
    contents.on('will-frame-navigate', (event) => refuseElsewhere(event, event.url, 'frame'));
    contents.on('will-redirect', (event) => refuseElsewhere(event, event.url, 'redirect'));
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

/** Denies every permission but full screen for the clip and writing the clipboard, both on our own page only. */
export function denyPermissions(session: Session): void {
  const allowed = (permission: string, origin: string): boolean =>
    isOwnPage(origin) && (permission === 'fullscreen' || permission === 'clipboard-sanitized-write');
  session.setPermissionRequestHandler((_contents, permission, decide, details) =>
    decide(allowed(permission, details.requestingUrl)),
  );
  session.setPermissionCheckHandler((_contents, permission, origin) => allowed(permission, origin));
  session.setDevicePermissionHandler(() => false);
}
