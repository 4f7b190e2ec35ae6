import { readFile } from 'node:fs/promises';
import { findModel } from '../../../main/core/catalogue/catalogue.ts';
import { readHeader } from '../../../main/core/intake/header.ts';
import { animate } from '../../../main/core/job/animate.ts';
import { cancelJob, checkAgain, chooseCandidate } from '../../../main/core/job/commands.ts';
import { isAt, type Job } from '../../../main/core/job/state.ts';
import { defaultsOf, priceOf } from '../../../preload/contract/model.ts';
import { isFinal } from '../../../preload/contract/vocabulary.ts';
import { randomOf } from '../rig/random.ts';
import { ACCOUNT, type Core, NO_LIMITS, openCore } from './core.ts';
import { intentName, intentOf, MODELS, type Orders, promptOf, type Word } from './orders.ts';
import { readOrders, serve, tell } from './process.ts';

/** How long after the press an intent is cancelled at most. */
const CANCEL_MS = 1500;
/** How often the person looks at the screen. */
const LOOK_MS = 20;

/** A person with the real core: presses the button, answers questions, clears what is finished. Until killed. */
class Person {
  readonly #orders: Orders;
  readonly #core: Core;
  readonly #sourceId: string;
  readonly #asked = new Set<string>();
  readonly #cancelled = new Set<string>();
  #pressed = 0;
  #wasIdle = false;

  constructor(orders: Orders, core: Core, sourceId: string) {
    this.#orders = orders;
    this.#core = core;
    this.#sourceId = sourceId;
    while (core.journal.jobs.ofClick(this.#next).length > 0) this.#pressed += 1;
  }

  get #next(): string {
    return intentName(this.#orders.shard, this.#pressed);
  }

  look(): void {
    const { engine } = this.#core;
    const resting = ({ state }: Job): boolean => isFinal(state.name) || state.name === 'absent';
    const finished = engine.jobs().filter(resting);
    if (finished.length > 0) engine.dismiss(finished.map(({ id }) => id));
    for (const job of engine.jobs()) {
      if (isAt(job, 'asking')) this.#ask(job, job.state.candidates);
      else this.#maybeCancel(job);
    }
    while (this.#pressed < this.#orders.grant && engine.jobs().length < this.#orders.atOnce) this.#press();
    const idle = engine.jobs().length === 0 && this.#core.journal.sends.following().length === 0;
    if (idle && !this.#wasIdle) tell({ type: 'idle' });
    this.#wasIdle = idle;
  }

  #press(): void {
    const model = findModel(MODELS[this.#pressed % MODELS.length] ?? '');
    if (!model) throw new Error('no model');
    const params = { ...defaultsOf(model), duration: this.#orders.seconds, prompt: promptOf(this.#next) };
    const made = animate(
      this.#core.engine,
      {
        clickId: this.#next,
        accountId: ACCOUNT,
        name: '',
        clips: [{ modelId: model.id, params, inputs: [{ field: 'image_url', sourceId: this.#sourceId }] }],
        webhookUrl: '',
        total: priceOf(model, params),
        confirmed: true,
      },
      NO_LIMITS,
    );
    if (!made.ok) throw new Error(JSON.stringify(made.error));
    this.#pressed += 1;
    tell({ type: 'pressed', pressed: this.#pressed });
  }

  /** Changes its mind about some of them, early or late. Too late is no: then the clip comes. */
  #maybeCancel(job: Job): void {
    const random = randomOf('cancel', job.id);
    if (!random.chance(this.#orders.cancelling) || this.#cancelled.has(job.id)) return;
    if (Date.now() - job.createdAt < random.int(0, CANCEL_MS)) return;
    this.#cancelled.add(job.id);
    cancelJob(this.#core.engine, job.id);
  }

  #ask(job: Job, candidates: readonly { readonly remoteId: string }[]): void {
    const intent = intentOf(job.recipe.params['prompt']);
    if (intent === null || this.#asked.has(intent)) return;
    this.#asked.add(intent);
    tell({ type: 'asking', intent, candidates: candidates.map(({ remoteId }) => remoteId) });
  }

  /** An answer to a question. It may have changed or gone meanwhile; then it is asked again. */
  answer(word: Exclude<Word, { type: 'end' }>): void {
    const { engine } = this.#core;
    this.#asked.delete(word.intent);
    const job = engine.jobs().find(({ recipe }) => intentOf(recipe.params['prompt']) === word.intent);
    if (!job) return;
    if (word.type === 'choose') chooseCandidate(engine, job.id, word.remoteId);
    else checkAgain(engine, job.id);
  }
}

/** The one picture of this client, brought in at its first start. */
async function pictureIn({ clips, journal }: Core, orders: Orders): Promise<string> {
  const id = '01999999-0000-7000-8000-00000000000a';
  if (journal.sources.get(id)) return id;
  const bytes = await readFile(orders.picture);
  const stored = await clips.sources.put(bytes);
  const size = readHeader(bytes);
  if (!stored.ok || size === null || size.format === 'heic') throw new Error('no picture');
  const { sha256 } = stored.value;
  const { width, height } = size;
  const about = { name: 'harbour dawn.jpg', width, height, bytes: bytes.length, createdAt: Date.now() };
  journal.write(() => journal.sources.add({ id, kind: 'image', seconds: null, sha256, ...about }));
  return id;
}

await serve(async () => {
  const orders = readOrders();
  const core = openCore(orders);
  const person = new Person(orders, core, await pictureIn(core, orders));
  core.engine.start();
  void core.clips.library.fillMissing();
  tell({ type: 'ready' });
  const looking = setInterval(() => person.look(), LOOK_MS);
  return {
    answer: (word) => person.answer(word),
    end: async () => {
      clearInterval(looking);
      await core.engine.stop();
      core.clips.library.close();
      core.journal.close();
    },
  };
});
