import { afterEach, describe, expect, test, vi } from 'vitest';
import { chromiumArguments, findChromium } from '../../host/chromium.ts';

afterEach(() => vi.unstubAllEnvs());

const options = { profile: '/p', headed: false, openPort: false, serverPort: 5, forwarded: [] };

describe('the Chromium to run', () => {
  test('a named one must exist', () => {
    expect(findChromium({ HOST_CHROMIUM: process.execPath })).toBe(process.execPath);
    expect(() => findChromium({ HOST_CHROMIUM: '/nowhere' })).toThrow('HOST_CHROMIUM names /nowhere');
  });

  test('only a driven one opens a port, and nothing outside this machine can be reached', () => {
    const quiet = chromiumArguments(options);
    expect(quiet).toContain('--remote-debugging-pipe');
    expect(quiet.some((it) => it.startsWith('--remote-debugging-port'))).toBe(false);
    expect(chromiumArguments({ ...options, openPort: true })).toContain('--remote-debugging-port=0');
    expect(quiet.find((it) => it.startsWith('--host-resolver-rules'))).toBe(
      '--host-resolver-rules=MAP *.localhost:80 127.0.0.1:5, MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
    );
  });

  test('the sandbox goes only for root or on request', () => {
    vi.spyOn(process, 'getuid').mockReturnValue(1000);
    vi.stubEnv('HOST_NO_SANDBOX', '');
    expect(chromiumArguments(options)).not.toContain('--no-sandbox');
    vi.stubEnv('HOST_NO_SANDBOX', '1');
    expect(chromiumArguments(options)).toContain('--no-sandbox');
    vi.stubEnv('HOST_NO_SANDBOX', '');
    vi.mocked(process.getuid ?? (() => 0)).mockReturnValue(0);
    expect(chromiumArguments(options)).toContain('--no-sandbox');
    vi.restoreAllMocks();
  });

  test('a person gets a window', () => {
    expect(chromiumArguments(options)).toContain('--headless=new');
    expect(chromiumArguments({ ...options, headed: true })).not.toContain('--headless=new');
  });
});
