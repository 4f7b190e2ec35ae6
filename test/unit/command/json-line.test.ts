import { expect, test } from 'vitest';
import { jsonLine } from '../../../main/core/command/events.ts';

test('an object is one line to every reader', () => {
  const value = { prompt: 'one\u2028two\u2029three\nfour' };
  expect(jsonLine(value)).toMatch(/^[ -~]+$/);
  expect(JSON.parse(jsonLine(value))).toEqual(value);
});
