/** Everything that is not emulated fails loudly and by name, so that no spec passes on something absent. */
import { EventEmitter } from 'node:events';

/** The error for a part of Electron that the host does not have. */
export function notEmulated(what: string): Error {
  return new Error(`browser host: ${what} is not emulated`);
}

/** Names that awaiting, printing and comparing look up on any object. */
const probes = new Set([
  'then',
  'toJSON',
  'constructor',
  'inspect',
  'nodeType',
  'asymmetricMatch',
  '$$typeof',
]);

/** Wraps an object so that reading or setting a member it lacks throws by name. */
export function strict<T extends object>(name: string, target: T): T {
  const bound = new Map<string, { from: unknown; to: unknown }>();
  const proxy: T = new Proxy(target, {
    get(object, key) {
      const value: unknown = Reflect.get(object, key, object);
      if (typeof key === 'symbol') return value;
      if (!(key in object) && !probes.has(key)) throw notEmulated(`${name}.${key}`);
      // Classes stay themselves; methods run on the target, which alone owns the private fields.
      if (typeof value !== 'function' || /^[A-Z]/.test(key) || key === 'constructor') return value;
      const known = bound.get(key);
      if (known?.from === value) return known.to;
      const to = (...args: unknown[]): unknown => {
        const result: unknown = Reflect.apply(value, object, args);
        return result === object ? proxy : result;
      };
      bound.set(key, { from: value, to });
      return to;
    },
    set(object, key, value) {
      if (typeof key !== 'symbol' && !(key in object)) throw notEmulated(`setting ${name}.${key}`);
      return Reflect.set(object, key, value, object);
    },
  });
  return proxy;
}

/** A whole module that is refused: touching any member of it, calling it or constructing it throws. */
export function refuse(name: string): object {
  return new Proxy(class {}, {
    get(_target, key) {
      if (typeof key === 'symbol' || probes.has(key)) return undefined;
      throw notEmulated(`${name}.${key}`);
    },
    construct() {
      throw notEmulated(name);
    },
  });
}

/** An event emitter that refuses listeners for events which the host would never deliver. */
export class StrictEmitter extends EventEmitter {
  readonly #name: string;
  readonly #events: ReadonlySet<string>;

  constructor(name: string, events: readonly string[]) {
    super();
    this.#name = name;
    this.#events = new Set(events);
    this.setMaxListeners(0);
  }

  #check(event: string | symbol): void {
    if (typeof event === 'string' && !this.#events.has(event))
      throw notEmulated(`the ${this.#name} event '${event}'`);
  }

  override on(event: string | symbol, listener: (...args: unknown[]) => void): this {
    this.#check(event);
    return super.on(event, listener);
  }

  override addListener(event: string | symbol, listener: (...args: unknown[]) => void): this {
    return this.on(event, listener);
  }

  override once(event: string | symbol, listener: (...args: unknown[]) => void): this {
    this.#check(event);
    return super.once(event, listener);
  }

  override prependListener(event: string | symbol, listener: (...args: unknown[]) => void): this {
    this.#check(event);
    return super.prependListener(event, listener);
  }
}

/** Electron's event object. */
export interface HostEvent {
  defaultPrevented: boolean;
  preventDefault(): void;
}

/** Creates an event, with the details that newer Electron events carry on it. */
export function hostEvent<T extends object = object>(details?: T): HostEvent & T {
  const event: HostEvent = {
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true;
    },
  };
  return Object.assign(event, details);
}
