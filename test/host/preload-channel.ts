/** The wire between the host and the preload of one window, through whatever documents that shows. */
import { randomBytes } from 'node:crypto';
import type { Session } from './cdp.ts';
import type { HostMessage, PageMessage } from './injected/preload.ts';

export interface IpcCall {
  readonly type: 'invoke' | 'send';
  readonly channel: string;
  readonly body: string;
  /** Answers an invoke; does nothing once the page has moved on. */
  answer(type: 'result' | 'error', body: string): void;
}

export interface WindowReport {
  readonly focused: boolean;
  readonly bounds: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
}

export interface ChannelListener {
  ipc(call: IpcCall): void;
  title(title: string): void;
  window(report: WindowReport): void;
  /** What the person has pressed or let go, by Electron's names. */
  input(type: string): void;
  preloadError(error: Error): void;
}

export class PreloadChannel {
  /** The function of the isolated world that reaches the host; its name is not known to the page. */
  readonly binding = `browserHost${randomBytes(8).toString('hex')}`;
  readonly #session: Session;
  readonly #listener: ChannelListener;
  /** The isolated world of the current document, once its preload has started. */
  #world: number | undefined;

  constructor(session: Session, listener: ChannelListener) {
    this.#session = session;
    this.#listener = listener;
    session.on('Runtime.bindingCalled', (event) => {
      if (event.name === this.binding) this.#receive(event.payload, event.executionContextId);
    });
  }

  #receive(payload: string, world: number): void {
    const [type, id, channel, body]: PageMessage = JSON.parse(payload);
    switch (type) {
      case 'hello':
        this.#world = world;
        return;
      case 'title':
        this.#listener.title(body);
        return;
      case 'window':
        this.#listener.window({ focused: id === 1, bounds: JSON.parse(body) });
        return;
      case 'input':
        this.#listener.input(body);
        return;
      case 'preload-error':
        this.#listener.preloadError(new Error(body));
        return;
      case 'invoke':
      case 'send':
        if (world !== this.#world) return;
        this.#listener.ipc({
          type,
          channel,
          body,
          answer: (kind, answer) => {
            if (world === this.#world) this.deliver([kind, id, channel, answer]);
          },
        });
    }
  }

  /** Hands one message to the preload of the current document. */
  deliver(message: HostMessage): void {
    if (this.#world === undefined) return;
    this.#session
      .send('Runtime.callFunctionOn', {
        functionDeclaration: 'function (...message) { globalThis.__browserHostReceive(...message); }',
        executionContextId: this.#world,
        arguments: message.map((value) => ({ value })),
        silent: true,
      })
      .then(
        ({ exceptionDetails }) => {
          const thrown = exceptionDetails?.exception?.description ?? exceptionDetails?.text;
          if (thrown !== undefined)
            console.error('browser host: an ipc listener of the preload threw:', thrown);
        },
        // The document went away meanwhile: Electron drops the message too.
        () => undefined,
      );
  }

  /** Drops everything until the next document says hello. */
  close(): void {
    this.#world = undefined;
  }
}
