import { describe, expect, test } from 'vitest';
import { readPreferences } from '../../host/electron/window-options.ts';

describe('web preferences', () => {
  test('the sandboxed kind is accepted', () => {
    const preferences = {
      preload: '/p.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      backgroundThrottling: false,
      additionalArguments: ['--a'],
    };
    expect(readPreferences(preferences)).toEqual({
      preload: '/p.cjs',
      additionalArguments: ['--a'],
      backgroundThrottling: false,
    });
  });

  test.each([
    [{ nodeIntegration: true }, 'webPreferences.nodeIntegration: true'],
    [{ sandbox: false }, 'webPreferences.sandbox: false'],
    [{ contextIsolation: false }, 'webPreferences.contextIsolation: false'],
    [{ partition: 'x' }, 'webPreferences.partition'],
  ])('%j is refused by name', (preferences, name) => {
    expect(() => readPreferences(preferences)).toThrow(`browser host: ${name} is not emulated`);
  });
});
