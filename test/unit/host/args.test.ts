import { describe, expect, test } from 'vitest';
import { parseCommandLine } from '../../host/args.ts';

describe('the command line', () => {
  test('keeps what belongs to the app and hides what belongs to the launcher', () => {
    const parsed = parseCommandLine([
      '--inspect=0',
      '--no-sandbox',
      '--remote-debugging-port=0',
      '--user-data-dir=/data',
      '/app',
      '--flag',
      '--name=a=b',
      'file.png',
    ]);
    expect(parsed.entry).toBe('/app');
    expect(parsed.appArguments).toEqual([
      '--user-data-dir=/data',
      '/app',
      '--flag',
      '--name=a=b',
      'file.png',
    ]);
    expect(parsed.switches.get('name')).toBe('a=b');
    expect(parsed.switches.get('flag')).toBe('');
    expect([parsed.driven, parsed.headed]).toEqual([true, false]);
  });

  test('waits for nobody where only a port is asked for', () => {
    expect(parseCommandLine(['--remote-debugging-port=0'])).toMatchObject({ openPort: true, driven: false });
  });

  test('runs the current folder when no app is named, headed when asked', () => {
    const parsed = parseCommandLine(['--host-headed']);
    expect(parsed).toMatchObject({ entry: '.', appArguments: [], headed: true, driven: false });
  });
});
