/** What a message says of its sender, read before anything is awaited (the frame is null once it has gone). */
export interface Sender {
  readonly webContentsId: number;
  readonly frameUrl: string | null;
  readonly isTopFrame: boolean;
}

/**
 * True only for the one window that the message is meant to come from: its own web contents, its top frame, and the
 * very page that belongs into it (`app://bundle/index.html`; what follows a `?` or `#` does not matter).
 */
export function isTrusted(sender: Sender, expected: { webContentsId: number; page: string }): boolean {
  if (sender.webContentsId !== expected.webContentsId || !sender.isTopFrame || sender.frameUrl === null)
    return false;
  if (!URL.canParse(sender.frameUrl)) return false;
  const url = new URL(sender.frameUrl);
  // Custom schemes have an opaque origin in Node's URL, so the parts are compared.
  return `${url.protocol}//${url.host}${url.pathname}` === expected.page;
}
