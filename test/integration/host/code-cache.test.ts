import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod/mini';
import { startBrowser } from '../../host/browser.ts';
import { registerScheme, resetSchemes, setHandler } from '../../host/schemes.ts';
import { openTarget } from '../../host/target.ts';

const ORIGIN = 'http://bundle.app.localhost';
const functions = Array.from({ length: 200 }, (_, n) => `sum += ((a) => a * ${n} + ${n % 7})(sum % 9);`);
const files: Readonly<Record<string, readonly [type: string, text: string]>> = {
  '/index.html': ['text/html', '<!doctype html><script type="module" src="page.js"></script>'],
  '/page.js': ['text/javascript', `let sum = 0;\n${functions.join('\n')}\nwindow.sum = sum;`],
};
const compilation = z.object({
  name: z.literal('v8.compileModule'),
  args: z.object({ fileName: z.literal(`${ORIGIN}/page.js`), data: z.looseObject({}) }),
});

let userData = '';
let asked: string[] = [];
beforeEach(() => {
  userData = fs.mkdtempSync(path.join(os.tmpdir(), 'kinora-code-'));
  asked = [];
});
afterEach(() => {
  resetSchemes();
  fs.rmSync(userData, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

function serve(): void {
  registerScheme('app', true);
  setHandler('app', (request) => {
    const { pathname } = new URL(request.url);
    asked.push(pathname);
    const [type, text] = files[pathname] ?? [];
    return text === undefined
      ? new Response(null, { status: 404 })
      : new Response(text, { headers: { 'content-type': type ?? '' } });
  });
}

/** Bytes that Chromium has kept of what it compiled. */
function kept(): number {
  const folder = path.join(userData, 'chromium/Default/Code Cache/js');
  if (!fs.existsSync(folder)) return 0;
  return fs
    .readdirSync(folder)
    .filter((name) => /^[0-9a-f]{16}_0$/.test(name))
    .reduce((sum, name) => sum + fs.statSync(path.join(folder, name)).size, 0);
}

/** Shows the page in a Chromium of its own. @param done waited for. @returns what is told of compiling its script. */
async function show(done: () => void): Promise<unknown> {
  const { browser, close } = await startBrowser({
    userData,
    headed: false,
    openPort: false,
    switches: new Map(),
  });
  try {
    const { root, chromium } = browser;
    const events: unknown[] = [];
    const complete = Promise.withResolvers<void>();
    root.on('Tracing.dataCollected', ({ value }) => void events.push(...value));
    root.on('Tracing.tracingComplete', () => complete.resolve());
    await root.send('Tracing.start', {
      traceConfig: { includedCategories: ['v8', 'devtools.timeline', 'disabled-by-default-v8.compile'] },
    });
    const targetId = await openTarget(browser, { width: 400, height: 300 });
    const { sessionId } = await root.send('Target.attachToTarget', { targetId, flatten: true });
    const session = chromium.connection.session(sessionId);
    await browser.admit(ORIGIN);
    await session.send('Page.navigate', { url: `${ORIGIN}/index.html` });
    await vi.waitFor(
      async () => {
        const { result } = await session.send('Runtime.evaluate', { expression: 'window.sum' });
        expect(result.type).toBe('number');
        done();
      },
      { timeout: 20_000, interval: 50 },
    );
    await root.send('Tracing.end');
    await complete.promise;
    return events.flatMap((event) => {
      const parsed = compilation.safeParse(event);
      return parsed.success ? [parsed.data.args.data] : [];
    });
  } finally {
    await close();
  }
}

test('what is compiled of a script of a scheme with a code cache is used from its third load on', async () => {
  serve();
  const first = await show(() => expect(kept()).toBeGreaterThan(0));
  expect(first).toMatchObject([{ streamed: true }]);
  // The first load notes only that there was one.
  const noted = kept();
  await show(() => expect(kept()).toBeGreaterThan(noted + 1000));
  const third = await show(() => undefined);
  expect(third).toMatchObject([{ streamed: false, cacheRejected: false }]);
  expect(third).toHaveProperty('0.consumedCacheSize', expect.any(Number));
  expect(asked.filter((name) => name === '/page.js')).toHaveLength(3);
});
