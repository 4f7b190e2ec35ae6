/** Values that programs stumble over, and small changes to values that are sound. */
import type { Random } from '../fault/rig/random.ts';

/** A tree of plain values, as it comes out of JSON or crosses IPC. */
export type Value = unknown;

const TEXTS = [
  '',
  ' ',
  '0',
  '-1',
  'null',
  'x',
  '\0',
  'a\0b',
  '\r\nx: y',
  '\ud800',
  '\udfff\ud800',
  '\ufeff',
  '\u202egpj.exe',
  '\x1b[2J',
  'é\u0301'.repeat(50),
  '👩‍👩‍👧‍👦',
  '../../../etc/passwd',
  '..\\..\\x',
  '/dev/zero',
  'C:evil',
  'NUL.mp4',
  '%2e%2e%2f',
  '%',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  '<img src=x onerror=alert(1)>',
  '=HYPERLINK("http://x")',
  "'; DROP TABLE jobs; --",
  '" OR ""="',
  'NEAR(a b)',
  '*',
  '{{7*7}}',
  '1e309',
  '2026-11-22T00:00:00Z',
  '+275760-09-13T00:00:00.001Z',
  'https://evil.example@good.example/',
  'http://169.254.169.254/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'a'.repeat(300),
  'b'.repeat(70_000),
] as const;

const NUMBERS = [
  0,
  -0,
  1,
  -1,
  0.5,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  -(2 ** 53),
  1e308,
  -1e308,
  5e-324,
  8.64e15 + 1,
  Number.MAX_SAFE_INTEGER,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
] as const;

export const oddText = (random: Random): string =>
  random.chance(0.8)
    ? random.pick(TEXTS)
    : String.fromCharCode(...Array.from({ length: random.int(0, 40) }, () => random.int(0, 0xffff)));

export const oddNumber = (random: Random): number =>
  random.chance(0.7) ? random.pick(NUMBERS) : random.int(-1000, 1_000_000) / random.pick([1, 3, 1000]);

function deep(levels: number): Value {
  let value: Value = 1;
  for (let level = 0; level < levels; level += 1) value = level % 2 ? [value] : { a: value };
  return value;
}

/** Anything at all that JSON can hold; with `cloned`, also what only crosses IPC. */
export function oddValue(random: Random, cloned = false): Value {
  const plain: readonly [() => Value, ...(() => Value)[]] = [
    () => oddText(random),
    () => oddNumber(random),
    () => null,
    () => random.chance(0.5),
    () => [],
    () => ({}),
    () => deep(random.int(1, 200)),
    () => Array.from({ length: random.int(1, 300) }, () => random.int(0, 9)),
    () => JSON.parse('{"__proto__":{"admin":1},"constructor":{"prototype":{"admin":1}}}') as Value,
    () =>
      Object.fromEntries(Array.from({ length: random.int(1, 30) }, () => [oddText(random), oddText(random)])),
  ];
  if (!cloned || random.chance(0.7)) return random.pick(plain)();
  return random.pick<() => Value>([
    () => undefined,
    () => 10n ** 30n,
    () => new Uint8Array(random.int(0, 5000)),
    () => new Float64Array([Number.NaN, 1e300, -0]),
    () => new Date(Number.NaN),
    () => new Map([[{}, { a: 1 }]]),
    () => new Set([1, 'x']),
    () => /x/g,
    () => new Error('x'),
    () => new ArrayBuffer(8),
  ])();
}

const isTree = (value: Value): value is Record<string, Value> | Value[] =>
  typeof value === 'object' &&
  value !== null &&
  (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype);

/** The same with one part of it changed, left out, put in, or there twice. The original stays as it is. */
export function changed(random: Random, value: Value, cloned = false): Value {
  if (!isTree(value) || random.chance(0.15)) return oddValue(random, cloned);
  if (Array.isArray(value)) {
    const copy = [...value];
    const at = random.int(0, Math.max(0, copy.length - 1));
    const kind = random.int(0, 4);
    if (kind === 0) copy.splice(at, 1);
    else if (kind === 1) copy.push(...copy);
    else if (kind === 2) copy.splice(at, 0, oddValue(random, cloned));
    else copy[at] = changed(random, copy[at], cloned);
    return copy;
  }
  const entries = Object.entries(value);
  const at = random.int(0, Math.max(0, entries.length - 1));
  const [key = 'x', inner] = entries[at] ?? [];
  const kind = random.int(0, 5);
  if (kind === 0) entries.splice(at, 1);
  else if (kind === 1) entries.push([oddText(random), oddValue(random, cloned)]);
  else if (kind === 2) entries[at] = [oddText(random), inner];
  else entries[at] = [key, changed(random, inner, cloned)];
  const copy: Record<string, Value> = {};
  // A key such as `__proto__` must become one and not change what the object is.
  for (const [name, each] of entries)
    Object.defineProperty(copy, name, { value: each, enumerable: true, writable: true, configurable: true });
  return copy;
}

/** Bytes with some of them changed, cut off, or there twice. */
export function damaged(random: Random, bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  for (let n = random.int(0, 4); n > 0 && copy.length > 0; n -= 1)
    copy[random.int(0, copy.length - 1)] = random.int(0, 255);
  if (random.chance(0.2)) return copy.subarray(0, random.int(0, copy.length));
  if (random.chance(0.1)) return Buffer.concat([copy, copy.subarray(random.int(0, copy.length))]);
  return copy;
}
