import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCodec } from '../../host/codec.ts';

const codec = createCodec();
const roundTrip = (value: unknown): unknown => codec.decode(codec.encode(value));

describe('the ipc codec', () => {
  test('carries every structured value', () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
      withNullPrototype: false,
      withSparseArray: false,
    });
    fc.assert(
      fc.property(anything, (value) => {
        expect(roundTrip(value)).toEqual(value);
      }),
    );
  });

  test('keeps what JSON loses', () => {
    expect(Object.is(roundTrip(-0), -0)).toBe(true);
    expect(roundTrip([undefined, Number.NaN, Number.POSITIVE_INFINITY])).toEqual([
      undefined,
      Number.NaN,
      Number.POSITIVE_INFINITY,
    ]);
    expect(roundTrip({ present: undefined })).toHaveProperty('present');
    expect(Number.isNaN((roundTrip(new Date(Number.NaN)) as Date).getTime())).toBe(true);
    expect(roundTrip(/a+/giu)).toEqual(/a+/giu);
    expect(roundTrip(['undefined'])).toEqual(['undefined']);
    const withPrototypeKey: unknown = JSON.parse('{"__proto__": 1}');
    expect(Object.entries(roundTrip(withPrototypeKey) as object)).toEqual([['__proto__', 1]]);
  });

  test('carries bytes of every kind, and only the part that a view shows', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(roundTrip(bytes)).toEqual(bytes);
      }),
    );
    expect(roundTrip(Buffer.from('abc'))).toEqual(new Uint8Array([97, 98, 99]));
    expect(roundTrip(new Float64Array([1.5, -2]))).toEqual(new Float64Array([1.5, -2]));
    expect(roundTrip(new Uint8Array([1, 2, 3, 4]).subarray(1, 3))).toEqual(new Uint8Array([2, 3]));
    expect(roundTrip(new Uint8Array([5, 6]).buffer)).toEqual(new Uint8Array([5, 6]).buffer);
  });

  test('carries errors with their type', () => {
    const back = roundTrip(new RangeError('too much'));
    expect(back).toBeInstanceOf(RangeError);
    expect(back).toHaveProperty('message', 'too much');
  });

  test('refuses what cannot be cloned', () => {
    const cyclic: Record<string, unknown> = {};
    cyclic['self'] = cyclic;
    for (const value of [() => 1, Symbol('x'), new WeakMap(), Promise.resolve(), { inside: () => 1 }]) {
      expect(() => codec.encode(value)).toThrow('An object could not be cloned.');
    }
    expect(() => codec.encode(cyclic)).toThrow('cyclic objects are not emulated over ipc');
    expect(() => codec.encode(new Uint8Array(72 << 20))).toThrow('is too large');
  });

  test('is the same function after its source has travelled', () => {
    const source: unknown = new Function(`return (${createCodec.toString()})()`)();
    expect(source).toHaveProperty('encode');
  });
});
