import { describe, expect, it } from 'vitest';
import { Publisher } from '../../../main/ipc/publish.ts';
import { answer, type Handlers } from '../../../main/ipc/router.ts';
import { isTrusted } from '../../../main/ipc/sender.ts';
import { fail, ok } from '../../../preload/contract/errors.ts';
import { routes } from '../../../preload/contract/schemas/routes.ts';
import type { ChangesEvent } from '../../../preload/contract/schemas/snapshot.ts';

const silent = () => undefined;
const all = (handler: (input: unknown) => unknown): Handlers =>
  Object.fromEntries(Object.keys(routes).map((route) => [route, handler])) as Handlers;

describe('who may knock', () => {
  const expected = { webContentsId: 1, page: 'app://bundle/index.html' };
  const own = { webContentsId: 1, frameUrl: 'app://bundle/index.html', isTopFrame: true };

  it('is the app’s own page in its own window', () => {
    expect(isTrusted(own, expected)).toBe(true);
  });

  it.each([
    ['another window', { webContentsId: 2 }],
    ['a frame inside the page', { isTopFrame: false }],
    ['a frame that has gone', { frameUrl: null }],
    ['another site', { frameUrl: 'https://bundle/index.html' }],
    ['a look-alike host', { frameUrl: 'app://bundle.evil/index.html' }],
    ['a user name before the host', { frameUrl: 'app://evil@bundle2/' }],
    ['no address at all', { frameUrl: 'about' }],
    ['another page of the app', { frameUrl: 'app://bundle/key.html' }],
  ])('is not %s', (_name, change) => {
    expect(isTrusted({ ...own, ...change }, expected)).toBe(false);
  });
});

describe('the router', () => {
  const id = '01999999-0000-7000-8000-000000000001';

  it('calls the handler with what the contract says, and nothing else', async () => {
    const seen: unknown[] = [];
    const handlers = all((input) => {
      seen.push(input);
      return ok({});
    });
    expect(await answer(handlers, 'job.cancel', { jobId: id }, silent)).toEqual(ok({}));
    expect(seen).toEqual([{ jobId: id }]);
  });

  it.each([
    ['an unknown route', 'job.pay', {}],
    ['a name of the prototype', '__proto__', {}],
    ['a constructor', 'constructor', {}],
    ['no name', 7, {}],
    ['a missing field', 'job.cancel', {}],
    ['a wrong type', 'job.cancel', { jobId: 7 }],
    ['an id that is a path', 'job.cancel', { jobId: '../../x' }],
    ['a field too many', 'job.cancel', { jobId: id, key: 'x' }],
    ['no object', 'job.cancel', null],
    ['too much text', 'library.page', { cursor: null, limit: 1, search: 'x'.repeat(2_000_000) }],
    ['too deep a message', 'library.page', { cursor: null, limit: 1, search: nested(100) }],
    ['half money', 'settings.update', { askAbove: 0.5 }],
    ['negative money', 'settings.update', { askAbove: -1 }],
    ['an address of one’s own', 'settings.update', { apiBase: 'https://evil.example' }],
    ['names that lead elsewhere', 'settings.update', { nameTemplate: '{foo}/..' }],
    [
      'too many bytes',
      'source.store',
      { intakeId: null, name: 'x', bytes: new Uint8Array(11 * 1024 * 1024) },
    ],
  ])('refuses %s without calling anything', async (_name, route, input) => {
    let called = false;
    const handlers = all(() => {
      called = true;
      return ok({});
    });
    expect(await answer(handlers, route, input, silent)).toMatchObject({
      ok: false,
      error: { code: 'bad-request' },
    });
    expect(called).toBe(false);
  });

  it('lets nothing out that the contract does not name', async () => {
    const handlers = all(() => ok({ batchId: id, jobIds: [id], key: 'pb_secret' }));
    const leaky = await answer(
      handlers,
      'job.retry',
      { jobId: id, clickId: id, total: 1, confirmed: true, payer: 'practice' },
      silent,
    );
    expect(JSON.stringify(leaky)).not.toContain('pb_secret');
    expect(leaky).toMatchObject({ ok: false, error: { code: 'internal' } });
  });

  it('lets nothing out in a failure either', async () => {
    const leaky = all(() => ({ ok: false, error: { code: 'disk-error', path: '/home/me' } }));
    expect(await answer(leaky, 'job.cancel', { jobId: id }, silent)).toEqual(fail('internal'));
  });

  it('answers with a failure when a handler throws, and with the handler’s own failures as they are', async () => {
    const broken = all(() => {
      throw new Error('/home/me/secret');
    });
    expect(await answer(broken, 'job.cancel', { jobId: id }, silent)).toEqual(fail('internal'));
    const refusing = all(() => fail('too-late-to-cancel'));
    expect(await answer(refusing, 'job.cancel', { jobId: id }, silent)).toEqual(fail('too-late-to-cancel'));
  });
});

function nested(depth: number): unknown {
  let value: unknown = 'x';
  for (let n = 0; n < depth; n += 1) value = { value };
  return value;
}

/** A clock that a test moves by hand. */
function handClock() {
  let now = 0;
  const timers: { at: number; run: () => void }[] = [];
  return {
    now: () => now,
    monotonic: () => now,
    after: (ms: number, run: () => void) => {
      timers.push({ at: now + ms, run });
      return () => undefined;
    },
    advance: (ms: number): void => {
      for (const end = now + ms; ; ) {
        const next = timers.sort((a, b) => a.at - b.at)[0];
        if (!next || next.at > end) {
          now = end;
          return;
        }
        timers.shift();
        now = next.at;
        next.run();
      }
    },
  };
}

describe('news for the page', () => {
  it('is merged, numbered without gaps and at most ten times a second', () => {
    const clock = handClock();
    const publisher = new Publisher(clock, silent);
    const sent: { at: number; event: ChangesEvent }[] = [];
    publisher.to((event) => sent.push({ at: clock.now(), event }));
    for (let n = 0; n < 1000; n += 1) {
      publisher.note('away', () => ({ kind: 'away', away: n % 2 === 1 ? null : 'offline' }));
      publisher.note('paused', () => ({ kind: 'paused', paused: true }));
      clock.advance(5);
    }
    clock.advance(1000);
    expect(sent.length).toBeLessThanOrEqual(52);
    expect(sent.map(({ event }) => event.revision)).toEqual(sent.map((_, index) => index + 1));
    expect(sent.every(({ event }) => event.changes.length === 2)).toBe(true);
    expect(sent.at(-1)?.event.changes).toContainEqual({ kind: 'away', away: null });
    const gaps = sent.slice(1).map(({ at }, index) => at - (sent[index]?.at ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(100);
  });

  it('goes on when one change is odd or cannot be made, and leaves no gap', () => {
    const clock = handClock();
    const logged: string[] = [];
    const publisher = new Publisher(clock, (_level, event) => logged.push(event));
    const sent: ChangesEvent[] = [];
    publisher.to((event) => sent.push(event));
    publisher.note('odd', () => ({ kind: 'job-gone', id: '../../x' }));
    publisher.note('broken', () => {
      throw new Error('no such row');
    });
    clock.advance(1000);
    expect(sent).toEqual([]);
    publisher.note('odd', () => ({ kind: 'job-gone', id: '' }));
    publisher.note('paused', () => ({ kind: 'paused', paused: true }));
    clock.advance(1000);
    publisher.note('paused', () => ({ kind: 'paused', paused: false }));
    clock.advance(1000);
    expect(sent).toEqual([
      { revision: 1, changes: [{ kind: 'paused', paused: true }] },
      { revision: 2, changes: [{ kind: 'paused', paused: false }] },
    ]);
    expect(logged).toEqual(['view.left-out', 'view.left-out', 'view.left-out']);
  });
});
