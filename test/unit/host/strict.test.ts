import { describe, expect, test } from 'vitest';
import { hostEvent, refuse, StrictEmitter, strict } from '../../host/strict.ts';

class Counter {
  #count = 0;
  label = 'counter';

  add(): this {
    this.#count += 1;
    return this;
  }

  get count(): number {
    return this.#count;
  }
}

describe('strict objects', () => {
  test('work like the object they wrap, private fields included', () => {
    const counter = strict('counter', new Counter());
    expect(counter.add()).toBe(counter);
    expect(counter.add().count).toBe(2);
    expect(counter.add).toBe(counter.add);
    counter.label = 'renamed';
    expect(counter.label).toBe('renamed');
  });

  test('refuse unknown members by name, and can be awaited and printed', async () => {
    const counter = strict('counter', new Counter());
    expect(() => Reflect.get(counter, 'reset')).toThrow('browser host: counter.reset is not emulated');
    expect(() => Reflect.set(counter, 'reset', 1)).toThrow(
      'browser host: setting counter.reset is not emulated',
    );
    expect(await counter).toBe(counter);
    expect(JSON.stringify(counter)).toContain('counter');
  });

  test('a replaced method is used at once', () => {
    const shell = strict('shell', { beep: (): string => 'beep' });
    expect(shell.beep()).toBe('beep');
    shell.beep = () => 'quiet';
    expect(shell.beep()).toBe('quiet');
  });
});

describe('refusals', () => {
  test('a refused module throws however it is touched', () => {
    const tray = refuse('Tray');
    expect(() => Reflect.get(tray, 'create')).toThrow('browser host: Tray.create is not emulated');
    expect(() => typeof tray === 'function' && Reflect.construct(tray, [])).toThrow(
      'browser host: Tray is not emulated',
    );
  });

  test('an event that never comes is refused', () => {
    const emitter = new StrictEmitter('window', ['close']);
    let closed = 0;
    emitter.on('close', () => closed++).once('close', () => closed++);
    emitter.emit('close');
    emitter.emit('close');
    expect(closed).toBe(3);
    for (const add of ['on', 'once', 'addListener', 'prependListener'] as const) {
      expect(() => emitter[add]('swipe', () => undefined)).toThrow(
        "browser host: the window event 'swipe' is not emulated",
      );
    }
  });

  test('an event remembers that it was prevented', () => {
    const event = hostEvent({ url: 'x' });
    expect([event.url, event.defaultPrevented]).toEqual(['x', false]);
    event.preventDefault();
    expect(event.defaultPrevented).toBe(true);
  });
});
