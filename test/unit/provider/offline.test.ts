import { expect, it } from 'vitest';
import { isOffline } from '../../../main/core/offline.ts';

const failed = (code: string): Error => Object.assign(new Error(code), { code });

it.each([
  ['ENOTFOUND', true],
  ['EAI_AGAIN', true],
  ['ENETUNREACH', true],
  ['ENETDOWN', true],
  ['ECONNREFUSED', false],
  ['ECONNRESET', false],
  ['ETIMEDOUT', false],
])('%s means that there is no network: %s', (code, offline) => {
  expect(isOffline(failed(code))).toBe(offline);
});

it('says nothing of the network where an error has no name', () => {
  expect(isOffline(new Error('no connection'))).toBe(false);
  expect(isOffline('offline')).toBe(false);
});
