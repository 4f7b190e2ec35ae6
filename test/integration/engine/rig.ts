import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { ClipFolder } from '../../../main/app/clip-folder.ts';
import { findModel } from '../../../main/core/catalogue/catalogue.ts';
import { readHeader } from '../../../main/core/intake/header.ts';
import { animate } from '../../../main/core/job/animate.ts';
import { Engine } from '../../../main/core/job/engine.ts';
import type { Job } from '../../../main/core/job/state.ts';
import type { SpendingLimits } from '../../../main/core/money/budget.ts';
import type { Clock, Log } from '../../../main/core/ports.ts';
import { type Connection, ProviderClient } from '../../../main/core/provider/client.ts';
import { Journal, openJournal } from '../../../main/core/store/journal.ts';
import { systemClock, systemIds } from '../../../main/core/system.ts';
import { repeatClip } from '../../../main/practice/repeat-clip.ts';
import { type PracticeService, type ServiceOptions, startService } from '../../../main/practice/service.ts';
import { defaultsOf, type Params, priceOf } from '../../../preload/contract/model.ts';
import { type MicroCents, times } from '../../../preload/contract/money.ts';

export const FLASH = 'alibaba-plus/wan-2.6-flash/image-to-video';
export const WAN27 = 'alibaba-plus/wan-2.7/reference-to-video';
export const ACCOUNT = '01999999-0000-7000-8000-000000000001';
export const NO_LIMITS: SpendingLimits = { askAbove: null, monthlyBudget: null, atBudget: 'stop' };

/** The real core on real files against the real practice service; time runs 200 times faster. */
export class Rig {
  readonly folder = mkdtempSync(path.join(os.tmpdir(), 'kinora-engine-'));
  readonly ids = systemIds(systemClock);
  readonly #scale: number;
  readonly #settleMs: number;
  limits = NO_LIMITS;
  /** Clips fetched from one host at once. */
  downloadsPerHost = 3;
  key: string | null = null;
  /** How the key is read; a keychain may refuse. */
  readKey = async (): Promise<string | null> => this.key;
  service: PracticeService | null = null;
  /** What stands between the engine and the service: another address, a proxy, less patience. */
  between: Partial<Connection> = {};
  /** What the log was told. */
  readonly lines: string[] = [];
  /** Told of every change of a job, as the page is. */
  onJob: (job: Job) => void = () => undefined;
  #serviceOptions: Partial<ServiceOptions>;
  engine: Engine;
  journal: Journal;
  clips: ClipFolder;

  readonly #clock: Clock;

  private constructor(options: Partial<ServiceOptions>, scale: number, settleMs: number, clock: Clock) {
    this.#serviceOptions = options;
    this.#scale = scale;
    this.#settleMs = settleMs;
    this.#clock = clock;
    [this.journal, this.clips, this.engine] = this.#open();
  }

  /** @param clock the app's; the service always has the machine's own. */
  static async start(
    options: Partial<ServiceOptions> = {},
    scale = 0.005,
    settleMs = 600,
    clock: Clock = systemClock,
  ): Promise<Rig> {
    const rig = new Rig(options, scale, settleMs, clock);
    await rig.startService();
    rig.engine.start();
    return rig;
  }

  async startService(): Promise<void> {
    this.service = await startService({
      dir: path.join(this.folder, 'service'),
      timeScale: this.#scale,
      makeClip: repeatClip,
      ...this.#serviceOptions,
    });
    this.key ??= this.service.key;
  }

  #open(): [Journal, ClipFolder, Engine] {
    const opened = openJournal(path.join(this.folder, 'journal.db'), () => Date.now());
    if (opened.kind !== 'open') throw new Error(`journal: ${opened.kind}`);
    const journal = new Journal(opened.db);
    const folder = path.join(this.folder, 'Kinora');
    mkdirSync(folder, { recursive: true });
    const log: Log = (...line) => {
      this.lines.push(JSON.stringify(line));
    };
    const common = { clock: this.#clock, ids: this.ids, log };
    const clips = ClipFolder.open(folder, {
      ...common,
      indexPath: path.join(this.folder, 'library.db'),
      onClip: () => undefined,
    });
    if (!clips.ok) throw new Error(clips.error.code);
    const engine = new Engine({
      ...common,
      journal,
      clips: clips.value,
      sources: { open: (sha256) => clips.value.sources.open(sha256) },
      connect: () =>
        new ProviderClient({
          base: () => this.service?.url ?? 'http://127.0.0.1:9',
          key: () => this.readKey(),
          ...this.between,
        }),
      timing: () => ({ scale: this.#scale, settleMs: this.#settleMs }),
      limits: () => this.limits,
      downloadsPerHost: () => this.downloadsPerHost,
      proxy: async () => this.between.proxy?.(),
      paused: false,
      onJob: (job) => this.onJob(job),
      onMoney: () => undefined,
      onAccount: () => undefined,
    });
    return [journal, clips.value, engine];
  }

  /** Opens the same files again without starting the engine. */
  async reopen(): Promise<void> {
    [this.journal, this.clips, this.engine] = this.#open();
  }

  /** Ends the engine in order and starts it again on the same files. */
  async restart(): Promise<void> {
    await this.engine.stop();
    this.clips.library.close();
    this.journal.close();
    [this.journal, this.clips, this.engine] = this.#open();
    this.engine.start();
  }

  async stop(): Promise<void> {
    await this.engine.stop();
    this.clips.library.close();
    this.journal.close();
    await this.service?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Brings a picture in. */
  async picture(name = 'harbour dawn.jpg'): Promise<string> {
    const bytes = await readFile(path.join(import.meta.dirname, '../../../assets/sample.jpg'));
    const stored = await this.clips.sources.put(bytes);
    const size = readHeader(bytes);
    if (!stored.ok || size === null || size.format === 'heic') throw new Error('no picture');
    const id = this.ids.next();
    const { width, height } = size;
    this.journal.write(() =>
      this.journal.sources.add({
        id,
        kind: 'image',
        seconds: null,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        name,
        width,
        height,
        bytes: bytes.length,
        createdAt: Date.now(),
      }),
    );
    return id;
  }

  /** Hash of a stored picture. */
  async pictureHash(): Promise<string | undefined> {
    return this.journal.sources.get(await this.picture())?.sha256;
  }

  /** Presses the button for these pictures. */
  animate(
    sourceIds: readonly string[],
    change: {
      params?: Params;
      clickId?: string;
      modelId?: string;
      total?: MicroCents;
      accountId?: string;
      maxCost?: MicroCents;
    } = {},
  ) {
    const model = findModel(change.modelId ?? FLASH);
    if (!model) throw new Error('no model');
    const params = { ...defaultsOf(model), prompt: 'Slow push-in', ...change.params };
    return animate(
      this.engine,
      {
        clickId: change.clickId ?? this.ids.next(),
        accountId: change.accountId ?? ACCOUNT,
        name: '',
        clips: sourceIds.map((sourceId) => ({
          modelId: model.id,
          params,
          inputs: [{ field: 'image_url', sourceId }],
        })),
        webhookUrl: '',
        total: change.total ?? times(priceOf(model, params), sourceIds.length),
        confirmed: true,
        ...(change.maxCost === undefined ? {} : { maxCost: change.maxCost }),
      },
      this.limits,
    );
  }

  /** One picture, one press. */
  async one(
    change: { params?: Params; modelId?: string; accountId?: string; maxCost?: MicroCents } = {},
  ): Promise<Job> {
    const made = this.animate([await this.picture()], change);
    const [job] = made.ok ? made.value : [];
    if (!job) throw new Error(JSON.stringify(made));
    return job;
  }

  /** Waits until a job is in one of these states. */
  async until(jobId: string, ...names: readonly string[]): Promise<Job> {
    const end = Date.now() + 20_000;
    for (;;) {
      const job = this.engine.job(jobId) ?? this.journal.jobs.get(jobId);
      if (job && names.includes(job.state.name)) return job;
      if (Date.now() > end) throw new Error(`still ${JSON.stringify(job?.state)}, not ${names.join(' or ')}`);
      await new Promise((go) => setTimeout(go, 10));
    }
  }

  /** What the service says it charged and gave back, in micro-cents. */
  serviceTotals(): { charged: number; refunded: number; charges: number } {
    const rows = this.service?.ledger() ?? [];
    const total = (kind: string): number =>
      rows.filter((row) => row.kind === kind).reduce((sum, row) => sum + row.amount, 0);
    return {
      charged: total('charge'),
      refunded: total('refund'),
      charges: rows.filter((row) => row.kind === 'charge').length,
    };
  }
}
