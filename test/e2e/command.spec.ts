import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { type CommandEvent, commandEvent } from '../../main/core/command/events.ts';
import { expect, launch, onElectron, readyPage, test } from './fixtures.ts';
import { snapshot } from './support/creator.ts';
import { SAMPLE, variant } from './support/pictures.ts';
import { FOR_EVER, ownPort, Service, VERY_LONG } from './support/service.ts';

// What only sometimes holds here does not hold.
test.describe.configure({ retries: 0 });

test.skip(onElectron, 'the commands are started through the browser host');

const root = path.resolve(import.meta.dirname, '../..');
/** Five seconds at 720p with Wan 2.7: $0.75. */
const PRICE = 750_000;
const CLIP = ['--model', 'wan-2.7', '--resolution', '720p', '--prompt', 'Slow push-in.'];

/** One command in a process of its own, as a script would start it. */
class Command {
  readonly child: ChildProcess;
  readonly events: CommandEvent[] = [];
  readonly lines: string[] = [];
  readonly #exit: Promise<number | null>;
  errors = '';

  constructor(userData: string, args: readonly string[], env: Readonly<Record<string, string>>) {
    const home = path.join(userData, 'home');
    fs.mkdirSync(home, { recursive: true });
    const kept = Object.entries(process.env).filter(([name]) => !/^(XDG_|KINORA_|NODE_OPTIONS)/.test(name));
    this.child = spawn(
      path.join(root, 'test/host/electron-host'),
      [root, `--user-data-dir=${userData}`, ...args],
      { stdio: ['ignore', 'pipe', 'pipe'], env: { ...Object.fromEntries(kept), HOME: home, ...env } },
    );
    const { stdout, stderr } = this.child;
    if (stdout) createInterface({ input: stdout }).on('line', (line) => this.#take(line));
    stderr?.on('data', (chunk: Buffer) => {
      this.errors += chunk.toString('utf8');
    });
    this.#exit = once(this.child, 'close').then(([code]) => code);
  }

  #take(line: string): void {
    this.lines.push(line);
    if (line.startsWith('{')) this.events.push(commandEvent.parse(JSON.parse(line)));
  }

  /** Its exit code, and that what it said does not hold the key. */
  async end(key?: string): Promise<number | null> {
    const code = await this.#exit;
    if (key !== undefined) expect([...this.lines, this.errors].join('\n')).not.toContain(key);
    return code;
  }

  all<E extends CommandEvent['event']>(event: E): Extract<CommandEvent, { event: E }>[] {
    return this.events.filter((each): each is Extract<CommandEvent, { event: E }> => each.event === event);
  }

  async said(event: CommandEvent['event'], state?: string): Promise<void> {
    await expect
      .poll(
        () =>
          this.events.some(
            (each) => each.event === event && (state === undefined || state === stateOf(each)),
          ),
        { timeout: 60_000 },
      )
      .toBe(true);
  }
}

const stateOf = (event: CommandEvent): string | null => (event.event === 'job' ? event.state : null);

/** What the processes were given whose command names this; of those that are let look at (Linux). */
function environments(named: string): string[] {
  return fs.readdirSync('/proc').flatMap((id) => {
    try {
      const command = fs.readFileSync(`/proc/${id}/cmdline`, 'utf8');
      const environment = command.includes(named) ? fs.readFileSync(`/proc/${id}/environ`, 'utf8') : '';
      return environment === '' ? [] : [environment];
    } catch {
      return [];
    }
  });
}

/** What a script sets: the service of the spec, and its key as a build server would give it. */
const given = (service: Service): Record<string, string> => ({
  KINORA_API_URL: service.url,
  KINORA_KEY: service.key,
  KINORA_TIME_SCALE: '0.01',
});

test('a command makes a clip, tells where it is, and stays below its ceiling', async ({ userData }) => {
  const service = await Service.start(path.join(userData, 'service'), { timeScale: 0.01 });
  const dear = new Command(
    userData,
    ['animate', SAMPLE, ...CLIP, '--max-cost', '0.749999', '--wait', '--json'],
    given(service),
  );
  expect(await dear.end(service.key)).toBe(3);
  expect(dear.all('error')).toMatchObject([
    { code: 'over-budget', facts: { total: PRICE, maxCost: 749_999 } },
  ]);
  expect(await service.submits()).toBe(0);

  const made = new Command(
    userData,
    ['animate', SAMPLE, ...CLIP, '--max-cost', '0.75', '--wait', '--json', '--name', 'harbour'],
    given(service),
  );
  expect(await made.end(service.key)).toBe(0);
  expect(made.all('price')).toMatchObject([{ clips: 1, total: PRICE, source: 'service' }]);
  expect(made.all('clip')).toMatchObject([{ charged: PRICE }]);
  expect(made.events.at(-1)).toEqual({ event: 'end', exit: 0, reason: 'done' });
  const file = made.all('clip')[0]?.file ?? '';
  expect(fs.statSync(file).size).toBeGreaterThan(1000);
  expect(fs.existsSync(file.replace(/\.mp4$/, '.kinora.json'))).toBe(true);
  expect(await service.charges()).toEqual([PRICE]);
  // Prepared as the page prepares it: a JPEG without anything but the picture.
  const [upload] = service.uploads().filter((bytes) => bytes.readUInt16BE(0) === 0xffd8);
  expect(upload?.includes('Exif')).toBe(false);

  const status = new Command(userData, ['status', '--json'], given(service));
  expect(await status.end(service.key)).toBe(0);
  expect(status.all('clip')).toMatchObject([{ file }]);
  const kept = fs
    .readdirSync(userData, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile());
  const own = kept.filter(({ parentPath }) => !/chromium|service/.test(path.relative(userData, parentPath)));
  for (const { parentPath, name } of own)
    expect(fs.readFileSync(path.join(parentPath, name)).includes(service.key), name).toBe(false);
});

test('without a service everything stays in the queue, and the next command sends it to the folder it names', async ({
  userData,
}) => {
  const port = await ownPort();
  const env = {
    KINORA_API_URL: `http://127.0.0.1:${port}`,
    KINORA_KEY: 'pb_key_of_a_build_server',
    KINORA_TIME_SCALE: '0.01',
  };
  const early = new Command(
    userData,
    ['animate', SAMPLE, ...CLIP, '--max-cost', '1', '--timeout', '1', '--json'],
    env,
  );
  expect(await early.end(env.KINORA_KEY)).toBe(5);
  expect(early.all('price')).toMatchObject([{ source: 'documented' }]);
  const service = await Service.start(path.join(userData, 'service'), {
    timeScale: 0.01,
    port,
    key: env.KINORA_KEY,
  });
  const folder = path.join(userData, 'clips of a build');
  const late = new Command(
    userData,
    ['animate', SAMPLE, ...CLIP, '--max-cost', '1', '--wait', '--json', '--library', folder],
    env,
  );
  expect(await late.end(env.KINORA_KEY)).toBe(0);
  expect(path.dirname(late.all('clip')[0]?.file ?? '')).toBe(folder);
  const rest = new Command(userData, ['status', '--wait', '--json'], env);
  expect(await rest.end(env.KINORA_KEY)).toBe(0);
  expect(await service.charges()).toEqual([PRICE, PRICE]);
});

test('a command that is killed has lost nothing: the next one goes on, and nothing is paid twice', async ({
  userData,
}) => {
  const service = await Service.start(path.join(userData, 'service'), { timeScale: 0.01 });
  await service.holdJobs('processing');
  const first = new Command(
    userData,
    ['animate', SAMPLE, ...CLIP, '--max-cost', '1', '--wait', '--json'],
    given(service),
  );
  await first.said('job', 'processing');
  first.child.kill('SIGKILL');
  expect(await first.end(service.key)).toBeNull();

  const second = new Command(userData, ['status', '--wait', '--json'], given(service));
  await second.said('job', 'processing');
  second.child.kill('SIGINT');
  expect(await second.end(service.key)).toBe(130);
  expect(second.events.at(-1)).toEqual({ event: 'end', exit: 130, reason: 'interrupted' });

  await service.clearFaults();
  const third = new Command(userData, ['status', '--wait', '--json'], given(service));
  expect(await third.end(service.key)).toBe(0);
  expect(third.all('clip')).toMatchObject([{ job: first.all('queued')[0]?.jobs[0]?.job }]);
  expect(await service.submits()).toBe(1);
  expect(await service.charges()).toEqual([PRICE]);
});

test('of two commands one does both; when it is killed, the other goes on by itself', async ({
  userData,
}) => {
  const service = await Service.start(path.join(userData, 'service'), { timeScale: 0.01 });
  await service.holdJobs('processing');
  const args = ['animate', SAMPLE, ...CLIP, '--max-cost', '1', '--wait', '--json'];
  const first = new Command(userData, args, given(service));
  await first.said('queued');
  const second = new Command(userData, args, given(service));
  await second.said('job', 'processing');
  expect(await service.submits()).toBe(2);
  first.child.kill('SIGKILL');
  await first.end(service.key);
  await service.clearFaults();
  expect(await second.end(service.key)).toBe(0);
  expect(second.all('clip')).toHaveLength(1);

  const rest = new Command(userData, ['status', '--wait', '--json'], given(service));
  expect(await rest.end(service.key)).toBe(0);
  expect(await service.submits()).toBe(2);
  expect(await service.charges()).toEqual([PRICE, PRICE]);
});

test('a command that has done its own work ends, and the one that it did as well goes on by itself', async ({
  userData,
}) => {
  const service = await Service.start(path.join(userData, 'service'), { timeScale: 0.01 });
  await service.holdJobs('processing');
  const args = ['animate', SAMPLE, ...CLIP, '--max-cost', '1', '--wait', '--json'];
  const first = new Command(userData, args, given(service));
  await first.said('job', 'processing');
  // The second one's picture does not get through as long as the first is there.
  const noUpload = { kind: 'slow', route: 'presign', ms: VERY_LONG, times: FOR_EVER } as const;
  await service.fault(noUpload);
  const other = variant(SAMPLE, 1);
  const second = new Command(userData, ['animate', other, ...args.slice(2)], given(service));
  await second.said('job', 'uploading');
  await service.clearFaults();
  await service.fault(noUpload);
  expect(await first.end(service.key)).toBe(0);
  expect(second.all('clip')).toEqual([]);
  expect(second.all('end')).toEqual([]);
  await service.clearFaults();
  expect(await second.end(service.key)).toBe(0);
  expect(second.all('clip')).toHaveLength(1);
  expect(await service.charges()).toEqual([PRICE, PRICE]);
});

test('a running app does what a command asks, with its own key and its own queue', async ({ userData }) => {
  const service = await Service.start(path.join(userData, 'service'), { timeScale: 0.01 });
  const stray = 'pb_key_that_no_helper_may_find';
  const app = await launch(userData, {
    env: { ...service.env, KINORA_TIME_SCALE: '0.01', KINORA_KEY: stray },
  });
  const page = await readyPage(app);
  const helpers = process.platform === 'linux' ? environments(path.join(userData, 'chromium')) : [];
  if (process.platform === 'linux') expect(helpers.length).toBeGreaterThan(0);
  for (const environment of helpers) expect(environment).not.toContain(stray);
  const args = ['animate', SAMPLE, ...CLIP, '--max-cost', '1', '--wait', '--json'];
  const [own, other] = [
    new Command(userData, args, given(service)),
    new Command(userData, args, { ...given(service), KINORA_KEY: 'pb_of_somebody_else' }),
  ];
  expect(await own.end(service.key)).toBe(0);
  expect(await other.end()).toBe(6);
  expect(other.all('error')).toMatchObject([{ code: 'account-changed' }]);
  expect(own.all('clip')).toHaveLength(1);
  const { jobs } = await snapshot(page);
  expect(jobs.map(({ id }) => id)).toEqual(own.all('queued')[0]?.jobs.map(({ job }) => job));
  expect(await service.charges()).toEqual([PRICE]);
});

test('the app that is opened while a command runs gets its window in the same process', async ({
  userData,
}) => {
  const service = await Service.start(path.join(userData, 'service'), { timeScale: 0.01 });
  await service.holdJobs('processing');
  const args = ['animate', SAMPLE, ...CLIP, '--max-cost', '1', '--wait'];
  const app = await launch(userData, { args, env: given(service) });
  await expect.poll(() => service.submits(), { timeout: 60_000 }).toBe(1);
  const start = new Command(userData, [], given(service));
  expect(await start.end()).toBe(0);
  await expect.poll(() => app.windows().map((each) => path.basename(each.url()))).toContain('index.html');
  const page = app.windows().find((each) => each.url().endsWith('index.html'));
  if (!page) throw new Error('no window');
  await page.locator('body[data-ready]').waitFor({ state: 'attached' });
  await expect
    .poll(async () => (await snapshot(page)).jobs.map(({ state }) => state))
    .toEqual(['processing']);
});

test('words that make no sense are a usage error, and nothing starts', async ({ userData }) => {
  const command = new Command(userData, ['animate', SAMPLE, ...CLIP], {});
  expect(await command.end()).toBe(2);
  expect(command.errors).toContain('--max-cost');
  expect(fs.existsSync(path.join(userData, 'journal.db'))).toBe(false);
  const broken = path.join(userData, 'broken.jpg');
  fs.writeFileSync(broken, 'no picture');
  const refused = new Command(userData, ['animate', broken, ...CLIP, '--practice', '--json'], {});
  expect(await refused.end()).toBe(2);
  expect(refused.all('error')).toMatchObject([{ code: 'not-an-image' }]);
});
