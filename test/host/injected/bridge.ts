/**
 * Carries values between the page's world and the preload's isolated world of the same window, as contextBridge does.
 *
 * An event that is dispatched on `window` runs the other world's listener at once, and Blink clones its `detail` from
 * world to world; that makes calls synchronous. Functions and promises travel as numbers. `installBridge` runs inside
 * the page, where only its source text arrives: it must not refer to anything outside itself.
 */

export interface Bridge {
  /** Defines a frozen copy of a value on the other world's `window`. */
  expose(key: string, value: unknown): void;
}

export type World = 'page' | 'preload';

export function installBridge(secret: string, here: World, there: World): Bridge {
  type Crossing =
    | { readonly type: 'clone'; readonly value: unknown }
    | { readonly type: 'list'; readonly items: readonly Crossing[] }
    | { readonly type: 'object'; readonly entries: readonly (readonly [string, Crossing])[] }
    | { readonly type: 'error'; readonly message: string }
    | { readonly type: 'function' | 'returned' | 'promise'; readonly id: number };
  type Answer =
    | { readonly ok: true; readonly value: Crossing }
    | { readonly ok: false; readonly message: string };
  type Message =
    | { readonly type: 'expose'; readonly key: string; readonly value: Crossing }
    | { readonly type: 'call'; readonly id: number; readonly args: readonly Crossing[] }
    | { readonly type: 'settle'; readonly id: number; readonly answer: Answer }
    | { readonly type: 'answer'; readonly answer: Answer };
  type Callable = (...args: unknown[]) => unknown;

  const functions = new Map<number, Callable>();
  const numbers = new WeakMap<Callable, number>();
  const proxies = new WeakMap<Callable, number>();
  const promises = new Map<number, PromiseWithResolvers<unknown>>();
  const cloned = new Set(
    (
      'Date RegExp ArrayBuffer DataView Map Set Blob File FileList ImageBitmap ImageData VideoFrame AudioData ' +
      'CryptoKey DOMRect'
    ).split(' '),
  );
  const Event = CustomEvent;
  const dispatch = window.dispatchEvent.bind(window);
  let lastId = 0;
  let answered: Answer | undefined;
  const takeAnswer = (): Answer | undefined => {
    const answer = answered;
    answered = undefined;
    return answer;
  };

  const nothing: Crossing = { type: 'clone', value: undefined };
  const tell = (message: Message): void => void dispatch(new Event(secret + there, { detail: message }));
  const messageOf = (error: unknown): string =>
    error instanceof Error || error instanceof DOMException ? error.message : String(error);

  /** Dispatches to the other world, which has answered when this returns. */
  function ask(message: Message): unknown {
    takeAnswer();
    tell(message);
    const answer = takeAnswer();
    if (!answer) throw new Error('browser host: the other world of this window is gone');
    return open(answer);
  }

  function open(answer: Answer): unknown {
    if (answer.ok) return unpack(answer.value, false);
    throw new Error(answer.message);
  }

  function packFunction(value: Callable): Crossing {
    const origin = proxies.get(value);
    if (origin !== undefined) return { type: 'returned', id: origin };
    const known = numbers.get(value);
    if (known !== undefined) return { type: 'function', id: known };
    lastId += 1;
    numbers.set(value, lastId);
    functions.set(lastId, value);
    return { type: 'function', id: lastId };
  }

  function packPromise(value: Promise<unknown>): Crossing {
    lastId += 1;
    const id = lastId;
    const settle = (answer: Answer): void => tell({ type: 'settle', id, answer });
    const fail = (error: unknown): void => settle({ ok: false, message: messageOf(error) });
    value.then((result) => {
      let crossing: Crossing;
      try {
        crossing = pack(result, []);
      } catch (error) {
        fail(error);
        return;
      }
      settle({ ok: true, value: crossing });
    }, fail);
    return { type: 'promise', id };
  }

  function pack(value: unknown, parents: readonly object[]): Crossing {
    if (typeof value === 'function') return packFunction(value as Callable);
    if (typeof value === 'symbol') throw new TypeError('contextBridge: a symbol cannot cross');
    if (value === null || typeof value !== 'object') return { type: 'clone', value };
    if (parents.includes(value))
      throw new TypeError('browser host: cyclic objects over contextBridge are not emulated');
    if (value instanceof Promise) return packPromise(value);
    if (value instanceof Error || value instanceof DOMException)
      return { type: 'error', message: value.message };
    if (value instanceof Node)
      throw new TypeError('browser host: DOM nodes over contextBridge are not emulated');
    const inside = [...parents, value];
    if (Array.isArray(value)) return { type: 'list', items: value.map((item) => pack(item, inside)) };
    const kind = Object.prototype.toString.call(value).slice(8, -1);
    if (cloned.has(kind) || ArrayBuffer.isView(value)) return { type: 'clone', value };
    const entries = Object.entries(value).map(([key, item]) => [key, pack(item, inside)] as const);
    return { type: 'object', entries };
  }

  function proxyOf(id: number): Callable {
    const proxy: Callable = (...args) => ask({ type: 'call', id, args: args.map((arg) => pack(arg, [])) });
    proxies.set(proxy, id);
    return proxy;
  }

  function unpack(crossing: Crossing, frozen: boolean): unknown {
    const finish = <T extends object>(value: T): T => (frozen ? Object.freeze(value) : value);
    switch (crossing.type) {
      case 'clone':
        return crossing.value;
      case 'list':
        return finish(crossing.items.map((item) => unpack(item, frozen)));
      case 'object':
        return finish(Object.fromEntries(crossing.entries.map(([key, item]) => [key, unpack(item, frozen)])));
      case 'error':
        return new Error(crossing.message);
      case 'returned':
        return functions.get(crossing.id);
      case 'function':
        return proxyOf(crossing.id);
      case 'promise': {
        const pending = Promise.withResolvers<unknown>();
        promises.set(crossing.id, pending);
        return pending.promise;
      }
    }
  }

  function answerTo(run: () => unknown): Answer {
    try {
      return { ok: true, value: pack(run(), []) };
    } catch (error) {
      return { ok: false, message: messageOf(error) };
    }
  }

  function settlePromise(id: number, answer: Answer): void {
    const pending = promises.get(id);
    promises.delete(id);
    if (answer.ok) pending?.resolve(unpack(answer.value, false));
    else pending?.reject(new Error(answer.message));
  }

  function handle(message: Message): void {
    switch (message.type) {
      case 'answer':
        answered = message.answer;
        return;
      case 'settle':
        settlePromise(message.id, message.answer);
        return;
      case 'call': {
        const called = functions.get(message.id);
        const answer = answerTo(() => called?.(...message.args.map((arg) => unpack(arg, false))));
        tell({ type: 'answer', answer });
        return;
      }
      case 'expose': {
        const value = unpack(message.value, true);
        const define = () => Object.defineProperty(window, message.key, { value, enumerable: true });
        const answer = answerTo(() => void define());
        tell({ type: 'answer', answer: answer.ok ? { ok: true, value: nothing } : answer });
        return;
      }
    }
  }

  window.addEventListener(
    secret + here,
    (event) => {
      event.stopImmediatePropagation();
      if (event instanceof Event) handle(event.detail);
    },
    true,
  );
  return { expose: (key, value) => void ask({ type: 'expose', key, value: pack(value, []) }) };
}
