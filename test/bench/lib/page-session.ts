import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod/mini';
import type { Protocol } from '../../host/cdp.ts';

const targets = z.array(z.object({ type: z.string(), url: z.string(), webSocketDebuggerUrl: z.string() }));
/** Without an id it is something that nobody has asked for. */
const answer = z.object({
  id: z.optional(z.number()),
  result: z.optional(z.unknown()),
  error: z.optional(z.object({ message: z.string() })),
});

/** Between two looks at whether something is so. */
const LOOK_MS = 20;
const PATIENCE_MS = 60_000;
const GONE = 'the page has gone';

/** Keys with names: the codes that Chromium knows them by, and what they write. */
const NAMED: Readonly<Record<string, { readonly code: number; readonly text: string }>> = {
  Home: { code: 36, text: '' },
  ArrowRight: { code: 39, text: '' },
  Enter: { code: 13, text: '\r' },
};

interface Waiting {
  readonly settle: (result: unknown) => void;
  readonly fail: (error: Error) => void;
}

/** The page of a running app, over the DevTools protocol: it is asked, and tells nothing of itself. */
export class PageSession {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #gone = false;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      const { id, result, error } = answer.parse(JSON.parse(String(data)));
      if (id === undefined) return;
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error) waiting?.fail(new Error(error.message));
      else waiting?.settle(result);
    });
    socket.addEventListener('close', () => {
      this.#gone = true;
      for (const { fail } of this.#waiting.values()) fail(new Error(GONE));
      this.#waiting.clear();
    });
  }

  /** @param endpoint of the app, `ws://…`. */
  static async connect(endpoint: string): Promise<PageSession> {
    const { host } = new URL(endpoint);
    for (let waited = 0; waited < PATIENCE_MS; waited += LOOK_MS) {
      const found = targets.parse(await (await fetch(`http://${host}/json/list`)).json());
      const page = found.find(({ type, url }) => type === 'page' && url !== '' && url !== 'about:blank');
      if (page) {
        const socket = new WebSocket(page.webSocketDebuggerUrl);
        await new Promise<void>((open, fail) => {
          socket.addEventListener('open', () => open());
          for (const end of ['error', 'close'])
            socket.addEventListener(end, () => fail(new Error('the page cannot be reached')));
        });
        return new PageSession(socket);
      }
      await delay(LOOK_MS);
    }
    throw new Error('the app has no window');
  }

  send<M extends keyof Protocol.CommandParameters>(
    method: M,
    params?: Protocol.CommandParameters[M],
  ): Promise<Protocol.CommandReturnValues[M]> {
    if (this.#gone) return Promise.reject(new Error(GONE));
    this.#lastId += 1;
    const id = this.#lastId;
    const { promise, resolve, reject } = Promise.withResolvers<Protocol.CommandReturnValues[M]>();
    this.#waiting.set(id, {
      // The protocol's own types describe what Chromium answers to this method.
      settle: (result) => resolve(result as Protocol.CommandReturnValues[M]),
      fail: reject,
    });
    this.#socket.send(JSON.stringify({ id, method, params }));
    return promise;
  }

  /** Runs a function in the page and waits for what it returns, which is copied, as its argument is. */
  async evaluate<A, R>(run: (argument: A) => R | Promise<R>, argument: A): Promise<R>;
  async evaluate<R>(run: () => R | Promise<R>): Promise<R>;
  async evaluate<R>(run: (argument?: unknown) => R | Promise<R>, argument?: unknown): Promise<R> {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', {
      expression: `(${run})(${JSON.stringify(argument) ?? ''})`,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    // It is what the function returned.
    return result.value as R;
  }

  /** Waits until something is so in the page, also while another document comes. */
  async until(isSo: () => boolean): Promise<void> {
    for (let waited = 0; waited < PATIENCE_MS; waited += LOOK_MS) {
      if (await this.evaluate(isSo).catch(() => false)) return;
      if (this.#gone) throw new Error(GONE);
      await delay(LOOK_MS);
    }
    throw new Error(`never: ${isSo}`);
  }

  /** Waits until the app says that it can be used. */
  ready(): Promise<void> {
    return this.until(() => document.body?.dataset['ready'] !== undefined);
  }

  /** Begins the page anew. */
  async reload(): Promise<void> {
    await this.evaluate(() => delete document.body.dataset['ready']);
    await this.send('Page.reload');
    await this.ready();
  }

  /** One key, down and up: a letter, a digit or the name of a key. */
  async press(key: string): Promise<void> {
    const { code, text } = NAMED[key] ?? { code: key.toUpperCase().codePointAt(0) ?? 0, text: key };
    const same = { key, windowsVirtualKeyCode: code };
    await this.send('Input.dispatchKeyEvent', { type: 'keyDown', ...same, ...(text !== '' && { text }) });
    await this.send('Input.dispatchKeyEvent', { type: 'keyUp', ...same });
  }

  close(): void {
    this.#socket.close();
  }
}
