/**
 * What the structured clone algorithm carries over ipc, as a string. `createCodec` also runs inside the page, where
 * only its source text arrives: it must not refer to anything outside itself.
 */

export interface Codec {
  /** Throws a DataCloneError for what cannot be cloned, as Electron does. */
  encode(value: unknown): string;
  decode(text: string): unknown;
}

export function createCodec(): Codec {
  /** About 64 MiB of bytes in base64; Chromium's debugging pipe takes 100 MB. */
  const longest = 92_000_000;
  const refuse = (reason: string): never => {
    throw new DOMException(reason, 'DataCloneError');
  };
  const kindOf = (value: unknown): string => Object.prototype.toString.call(value).slice(8, -1);

  const toBase64 = (bytes: Uint8Array): string =>
    typeof Buffer === 'undefined'
      ? bytes.toBase64()
      : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
    typeof Buffer === 'undefined' ? Uint8Array.fromBase64(text) : new Uint8Array(Buffer.from(text, 'base64'));

  // Plain objects stay objects; everything that JSON lacks, and every array, is an array with its tag in front.
  function pack(value: unknown, parents: readonly object[]): unknown {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (value === undefined) return ['undefined'];
    if (typeof value === 'bigint') return ['bigint', value.toString()];
    if (typeof value === 'number') {
      if (Object.is(value, -0)) return ['number', '-0'];
      return Number.isFinite(value) ? value : ['number', String(value)];
    }
    if (typeof value !== 'object') return refuse('An object could not be cloned.');
    if (parents.includes(value)) return refuse('browser host: cyclic objects are not emulated over ipc');
    const inside = [...parents, value];
    if (Array.isArray(value)) return ['array', ...value.map((item) => pack(item, inside))];
    if (ArrayBuffer.isView(value)) {
      return [
        'bytes',
        kindOf(value),
        toBase64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)),
      ];
    }
    if (value instanceof ArrayBuffer || kindOf(value) === 'ArrayBuffer') {
      return ['bytes', 'ArrayBuffer', toBase64(new Uint8Array(value as ArrayBuffer))];
    }
    if (value instanceof Date) return ['date', Number.isNaN(value.getTime()) ? 'NaN' : value.getTime()];
    if (value instanceof RegExp) return ['regexp', value.source, value.flags];
    if (value instanceof Map)
      return ['map', ...[...value].map(([k, v]) => [pack(k, inside), pack(v, inside)])];
    if (value instanceof Set) return ['set', ...[...value].map((item) => pack(item, inside))];
    if (value instanceof Error) return ['error', value.name, value.message, value.stack ?? ''];
    if (kindOf(value) !== 'Object') return refuse('An object could not be cloned.');
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, pack(item, inside)]));
  }

  function toError(name: string, message: string, stack: string): Error {
    const types = { EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };
    const known: unknown = Reflect.get(types, name);
    const error = typeof known === 'function' ? Reflect.construct(known, [message]) : new Error(message);
    Object.defineProperty(error, 'stack', { value: stack, configurable: true, writable: true });
    return error;
  }

  function toView(kind: string, text: string): unknown {
    const bytes = fromBase64(text);
    if (kind === 'Uint8Array') return bytes;
    if (kind === 'ArrayBuffer') return bytes.buffer;
    const type: unknown = Reflect.get(globalThis, kind);
    return typeof type === 'function'
      ? Reflect.construct(type, [bytes.buffer])
      : refuse(`unknown kind ${kind}`);
  }

  function unpackTagged(tag: unknown, rest: readonly unknown[]): unknown {
    const [first, second, third] = rest;
    switch (tag) {
      case 'array':
        return rest.map(unpack);
      case 'undefined':
        return undefined;
      case 'bigint':
        return BigInt(String(first));
      case 'number':
        return Number(first);
      case 'bytes':
        return toView(String(first), String(second));
      case 'date':
        return new Date(Number(first));
      case 'regexp':
        return new RegExp(String(first), String(second));
      case 'map':
        return new Map(
          rest.map((pair) => (Array.isArray(pair) ? [unpack(pair[0]), unpack(pair[1])] : [pair, pair])),
        );
      case 'set':
        return new Set(rest.map(unpack));
      case 'error':
        return toError(String(first), String(second), String(third));
      default:
        return refuse(`unknown tag ${String(tag)}`);
    }
  }

  function unpack(value: unknown): unknown {
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return unpackTagged(value[0], value.slice(1));
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, unpack(item)]));
  }

  return {
    encode: (value) => {
      const text = JSON.stringify(pack(value, []));
      if (text.length > longest) {
        refuse(
          `browser host: an ipc message of ${Math.round(text.length / 1e6)} MB is too large (64 MB of bytes at most)`,
        );
      }
      return text;
    },
    decode: (text) => unpack(JSON.parse(text)),
  };
}
