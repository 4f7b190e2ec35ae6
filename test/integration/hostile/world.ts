import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import tls from 'node:tls';
import { expect } from 'vitest';
import { type DownloadResult, downloadFile } from '../../../main/core/download/download-file.ts';
import { checkAgain } from '../../../main/core/job/commands.ts';
import type { Job } from '../../../main/core/job/state.ts';
import type { Call } from '../../../main/core/provider/call.ts';
import { classifySubmit, type SubmitVerdict } from '../../../main/core/provider/classify.ts';
import { type Connection, ProviderClient } from '../../../main/core/provider/client.ts';
import { freshAgent, type ProxyEnv } from '../../../main/core/provider/http.ts';
import { systemClock } from '../../../main/core/system.ts';
import { jobView } from '../../../main/ipc/views.ts';
import type { RouteName } from '../../../main/practice/routes.ts';
import { ACCOUNT, FLASH, Rig } from '../engine/rig.ts';
import { Egress, Watch } from './detectors.ts';
import { type Answer, AUTHORITY, Front, SERVICE } from './front.ts';

/** What the engine and its library may leave in their folders. */
const EXPECTED = [
  /^journal\.db(-\w+)?$/,
  /^library\.db(-\w+)?$/,
  /^backups\//,
  /^service\//,
  /^Kinora\/[\w -]+\.(mp4|kinora\.json)$/,
  /^Kinora\/\.kinora\/folder\.json$/,
  /^Kinora\/\.kinora\/(incoming|sources|posters)\/[\w.-]+$/,
];

/**
 * The real core in the account of the real service, which lies behind a front that may answer anything. After each
 * test it looks at everything that hostility must not reach.
 */
export class World {
  readonly rig: Rig;
  readonly front: Front;
  /** `host:port` that the app may ask for. */
  readonly allowed = new Set(['api.muvi.video:443']);
  /** Must be nowhere but in the journal. */
  readonly secrets: string[] = [];
  readonly #views = new Set<string>();
  readonly #egress = new Egress();
  readonly #watch = new Watch();

  private constructor(rig: Rig, front: Front) {
    this.rig = rig;
    this.front = front;
  }

  static async start(): Promise<World> {
    tls.setDefaultCACertificates([AUTHORITY]);
    const rig = await Rig.start({}, 0.0005, 60);
    const front = await Front.start(rig.service?.url ?? '');
    const world = new World(rig, front);
    world.between({ base: () => SERVICE, proxy: async () => world.#proxy });
    rig.onJob = (job) => world.#show(job);
    world.#egress.start();
    world.#watch.start();
    return world;
  }

  get #proxy(): ProxyEnv {
    return { HTTPS_PROXY: `http://127.0.0.1:${this.front.port}` };
  }

  /** Changes what stands between the app and the front. */
  between(change: Partial<Connection>): void {
    this.rig.between = { ...this.rig.between, ...change };
  }

  /** What the page is told of a job. */
  view(job: Job) {
    return structuredClone(jobView(this.rig.engine, this.rig.engine.job(job.id) ?? job));
  }

  #show(job: Job): void {
    this.#views.add(JSON.stringify(this.view(job)));
  }

  /** Waits until a job is in one of these states; "Try again" is pressed whenever it waits after a failure. */
  async until(job: Job, ...names: readonly string[]): Promise<Job> {
    const { engine } = this.rig;
    const end = Date.now() + 20_000;
    for (;;) {
      const now = engine.job(job.id);
      if (now && names.includes(now.state.name)) return now;
      if (Date.now() > end)
        throw new Error(
          `still ${JSON.stringify([now?.state, engine.notes(job.id)])}, not ${names.join(' or ')}`,
        );
      const { busy, failures, due, hold } = engine.notes(job.id);
      if (busy === null && failures > 0 && (due > Date.now() || hold !== null)) checkAgain(engine, job.id);
      await new Promise((go) => setTimeout(go, 10));
    }
  }

  /** Waits until a job's trouble has this code. */
  async trouble(job: Job, code: string): Promise<void> {
    await expect.poll(() => this.rig.engine.notes(job.id).problem?.code, { timeout: 10_000 }).toBe(code);
  }

  get client(): ProviderClient {
    return this.rig.engine.client(ACCOUNT);
  }

  /** This takes the place of the answer to a job that the service has begun: the job comes home, paid once. */
  async whileSubmitting(answer: Answer): Promise<Job> {
    const { charges } = this.money();
    const sent = this.front.requests('submit').length;
    this.front.script('submit', answer);
    const ended = await this.until(await this.rig.one(), 'done');
    // Until it is certain which job was meant, the next one of the test could be it as well.
    await expect
      .poll(() => this.rig.journal.sends.following(), { timeout: 10_000, interval: 10 })
      .toEqual([]);
    this.expectPaid(charges + 1);
    expect(this.front.requests('submit')).toHaveLength(sent + 1);
    return ended;
  }

  /** What such an answer to a paid request is taken for; the service itself never hears of the request. */
  async verdict(answer: Answer): Promise<SubmitVerdict> {
    this.front.script('submit', answer);
    return classifySubmit(await this.client.submit(Buffer.from('{"model":"m"}'), 'send', () => undefined));
  }

  /** Every question that is answered so fails in words, and the next one can be answered. Only while no job runs. */
  async whileAsking(answer: Answer, code = 'service-error'): Promise<void> {
    const questions: [RouteName, () => Promise<Call<unknown>>][] = [
      ['estimate', () => this.client.estimate(FLASH, {})],
      ['status', () => this.client.job('job_x')],
      ['list', () => this.client.jobsSince(FLASH, 0)],
      ['cancel', () => this.client.cancel('job_x')],
      ['presign', () => this.client.presign('image.jpg', 'image/jpeg')],
    ];
    for (const [route, ask] of questions) {
      this.front.script(route, answer);
      expect(await ask(), route).toMatchObject({ ok: false, error: { code } });
    }
    expect(await this.client.check()).toMatchObject({ ok: true });
  }

  /** Fetches a clip of the service's that no job waits for. */
  download(id: string, stallMs = 20_000): Promise<DownloadResult> {
    const url = `${SERVICE}/outputs/${id}/output_0.mp4`;
    const agent = (to: URL) => freshAgent(to, this.#proxy);
    return downloadFile({ id, url, dir: this.rig.clips.incoming }, { clock: systemClock, agent, stallMs });
  }

  /** A job that somebody else started with the same key. @returns its id. */
  async foreignJob(): Promise<string> {
    const { url, key } = this.rig.service ?? { url: '', key: '' };
    const client = new ProviderClient({ base: () => url, key: async () => key });
    const input = { prompt: 'theirs', image_url: `${url}/files/a.jpg`, duration: '5' };
    const body = Buffer.from(JSON.stringify({ model: FLASH, input }));
    const verdict = classifySubmit(await client.submit(body, 'theirs', () => undefined));
    if (verdict.type !== 'accepted') throw new Error(verdict.type);
    return verdict.remoteId;
  }

  /** What the ledgers on both sides hold, in micro-cents. */
  money() {
    const { engine, journal } = this.rig;
    const lines = engine.jobs().map(({ id }) => journal.ledger.ofJob(id));
    const total = (field: 'charged' | 'refunded'): number =>
      lines.reduce((sum, line) => sum + (line[field] ?? 0), 0);
    const { charged, refunded, charges } = this.rig.serviceTotals();
    return {
      ours: { charged: total('charged'), refunded: total('refunded') },
      theirs: { charged, refunded },
      charges,
    };
  }

  /** Both ledgers agree, and the service was paid for so many jobs. */
  expectPaid(jobs: number): void {
    const { ours, theirs, charges } = this.money();
    expect(ours).toEqual(theirs);
    expect(charges).toBe(jobs);
  }

  /** Ends everything; then checks what no answer may bring about. */
  async close(): Promise<void> {
    const longest = this.#watch.stop();
    for (const job of this.rig.engine.jobs()) this.#show(job);
    const connected = this.#egress.stop();
    try {
      await this.rig.engine.stop();
      const own = new Set([`127.0.0.1:${this.front.port}`, `127.0.0.1:${this.rig.service?.port}`]);
      expect([...connected].filter((target) => !own.has(target))).toEqual([]);
      expect([...this.front.hosts].filter((host) => !this.allowed.has(host))).toEqual([]);
      this.#expectFiles();
      this.#expectNoSecrets();
      expect(longest, 'milliseconds of this thread in one turn of the loop').toBeLessThan(200);
    } finally {
      await this.front.stop();
      await this.rig.stop();
    }
  }

  #files(): string[] {
    return readdirSync(this.rig.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => path.relative(this.rig.folder, path.join(entry.parentPath, entry.name)));
  }

  #expectFiles(): void {
    const strange = this.#files().filter((file) => !EXPECTED.some((pattern) => pattern.test(file)));
    expect(strange).toEqual([]);
  }

  #expectNoSecrets(): void {
    const key = this.rig.key ?? '';
    const told = [...this.rig.lines, ...this.#views];
    const telling = told.filter((text) => [key, ...this.secrets].some((secret) => text.includes(secret)));
    expect(telling, 'in the log or a view').toEqual([]);
    for (const view of this.#views) expect(view.length).toBeLessThan(20_000);
    for (const file of this.#files()) {
      if (file.startsWith('service/')) continue;
      const bytes = readFileSync(path.join(this.rig.folder, file));
      const kept = file.startsWith('journal.db') ? [key] : [key, ...this.secrets];
      expect(
        kept.filter((secret) => bytes.includes(secret)),
        file,
      ).toEqual([]);
    }
  }
}
