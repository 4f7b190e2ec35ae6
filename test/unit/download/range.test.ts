import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatContentRange,
  formatRangeFrom,
  parseContentRange,
  parseRange,
} from '../../../main/core/download/range.ts';

describe('a request for a range', () => {
  test.each([
    ['bytes=0-', { start: 0, end: 99 }],
    ['bytes=0-0', { start: 0, end: 0 }],
    ['bytes=10-19', { start: 10, end: 19 }],
    ['bytes=99-', { start: 99, end: 99 }],
    ['bytes=50-1000', { start: 50, end: 99 }],
    ['bytes=-10', { start: 90, end: 99 }],
    ['bytes=-1000', { start: 0, end: 99 }],
    ['bytes=0-99999999999999999999999999', { start: 0, end: 99 }],
    ['BYTES = 5 - 6', { start: 5, end: 6 }],
    ['bytes=00000000000000000005-6', { start: 5, end: 6 }],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=100-', 'unsatisfiable'],
    ['bytes=9999999999-', 'unsatisfiable'],
    ['bytes=99999999999999999999999-', 'unsatisfiable'],
    ['bytes=0-1,2-3', 'whole'],
    [`bytes=${'0-0,'.repeat(1000)}0-0`, 'whole'],
    ['bytes=5-4', 'whole'],
    ['bytes=-', 'whole'],
    ['bytes=', 'whole'],
    ['bytes=--5', 'whole'],
    ['bytes=1e3-', 'whole'],
    ['bytes=0x10-', 'whole'],
    ['items=0-5', 'whole'],
    ['', 'whole'],
    [null, 'whole'],
    [undefined, 'whole'],
  ] as const)('%s of 100 bytes', (header, expected) => {
    expect(parseRange(header, 100)).toEqual(expected);
  });

  test('of an empty file nothing can be had', () => {
    expect(parseRange('bytes=0-', 0)).toBe('unsatisfiable');
    expect(parseRange('bytes=-5', 0)).toBe('unsatisfiable');
    expect(parseRange(null, 0)).toBe('whole');
  });

  test('whatever is asked, the answer lies inside the file', () => {
    const header = fc.oneof(
      fc.string(),
      fc
        .string({ unit: fc.constantFrom(...'bytes=-,0123456789 '), maxLength: 40 })
        .map((text) => `bytes=${text}`),
    );
    fc.assert(
      fc.property(header, fc.nat({ max: 1_000_000 }), (text, size) => {
        const range = parseRange(text, size);
        if (typeof range === 'string') return;
        expect(range.start).toBeGreaterThanOrEqual(0);
        expect(range.end).toBeGreaterThanOrEqual(range.start);
        expect(range.end).toBeLessThan(size);
        expect(Number.isSafeInteger(range.start) && Number.isSafeInteger(range.end)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  test('every range of every small file means itself', () => {
    for (let size = 1; size <= 12; size += 1)
      for (let start = 0; start < size; start += 1)
        for (let end = start; end < size; end += 1) {
          expect(parseRange(`bytes=${start}-${end}`, size)).toEqual({ start, end });
          expect(parseContentRange(formatContentRange({ start, end }, size))).toEqual({
            range: { start, end },
            total: size,
          });
          expect(parseRange(formatRangeFrom(start), size)).toEqual({ start, end: size - 1 });
        }
  });
});

describe('the range of an answer', () => {
  test.each([
    ['bytes 0-9/100', { range: { start: 0, end: 9 }, total: 100 }],
    ['bytes 0-9/*', { range: { start: 0, end: 9 }, total: null }],
    ['bytes */100', { range: null, total: 100 }],
    ['Bytes  5-5/6', { range: { start: 5, end: 5 }, total: 6 }],
    ['bytes */*', null],
    ['bytes 9-0/100', null],
    ['bytes 0-100/100', null],
    ['bytes 0-9', null],
    ['bytes=0-9/100', null],
    ['bytes 0-9/100, bytes 20-29/100', null],
    ['bytes 0-9999999999999999/*', null],
    ['bytes -5/100', null],
    ['', null],
    [undefined, null],
  ])('%s', (header, expected) => {
    expect(parseContentRange(header)).toEqual(expected);
  });

  test('nothing makes it throw, and what it gives makes sense', () => {
    const header = fc.string({ unit: fc.constantFrom(...'bytes */-0123456789 '), maxLength: 40 });
    fc.assert(
      fc.property(header, (text) => {
        const parsed = parseContentRange(`bytes ${text}`);
        if (parsed?.range) {
          expect(parsed.range.start).toBeLessThanOrEqual(parsed.range.end);
          if (parsed.total !== null) expect(parsed.range.end).toBeLessThan(parsed.total);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
