import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { fail, type Outcome } from '../../preload/contract/errors.ts';
import { defaultsOf, priceOf } from '../../preload/contract/model.ts';
import { formatMoney } from '../../preload/contract/money.ts';
import { PRACTICE_ACCOUNT } from '../../preload/contract/vocabulary.ts';
import { MODELS } from '../core/catalogue/catalogue.ts';
import { animate } from '../core/job/animate.ts';
import type { Engine } from '../core/job/engine.ts';
import type { Library } from '../core/library/library.ts';
import type { Intake } from '../ipc/intake.ts';

const LIMIT_MS = 55_000;
const WORDS: Readonly<Record<string, string>> = {
  queued: 'Queued',
  uploading: 'Uploading',
  prepared: 'Uploaded',
  sending: 'Sending',
  pending: 'Waiting',
  processing: 'Generating',
  downloading: 'Downloading',
  done: 'Ready',
};

/**
 * The main job once, without a person: a picture becomes a clip in the library, in practice mode, through the same
 * engine as always. Prints one line per step.
 * @returns the exit code.
 */
export async function runDemo(
  picture: string,
  parts: { engine: Engine; intake: Intake; library: Library },
  print: (line: string) => void,
): Promise<number> {
  const clip = await makeClip(picture, parts, print);
  if (!clip.ok) {
    print(`No clip: ${clip.error.detail ?? clip.error.code}`);
    return 1;
  }
  const { bytes, file, seconds } = clip.value;
  print(`Clip ready: ${file} · ${seconds.toFixed(1)} s · ${(bytes / 1e6).toFixed(1)} MB`);
  return 0;
}

async function makeClip(
  picture: string,
  { engine, intake, library }: { engine: Engine; intake: Intake; library: Library },
  print: (line: string) => void,
): Promise<Outcome<{ file: string; seconds: number; bytes: number }>> {
  const [model] = MODELS;
  if (!model) return fail('model-unavailable');
  const source = await intake.store({
    intakeId: null,
    name: path.basename(picture),
    bytes: await readFile(picture),
  });
  if (!source.ok) return source;
  const params = { ...defaultsOf(model), prompt: 'Slow push-in. A light wind moves the water.' };
  const total = priceOf(model, params);
  print(`${path.basename(picture)} · ${model.name} · would cost ${formatMoney(total)}, practice is free`);
  const request = {
    clickId: engine.ids.next(),
    accountId: PRACTICE_ACCOUNT,
    name: '',
    clips: [{ modelId: model.id, params, inputs: [{ field: 'image_url', sourceId: source.value.id }] }],
    webhookUrl: '',
    total,
    confirmed: true,
  };
  const made = animate(engine, request, { askAbove: null, monthlyBudget: null, atBudget: 'ask' });
  const [job] = made.ok ? made.value : [];
  if (!job) return made.ok ? fail('internal') : made;
  const state = await untilEnd(engine, job.id, print);
  if (state?.name !== 'done')
    return fail('generation-failed', state ? `it ended as ${state.name}` : 'it took too long');
  const clip = library.get(state.clipId);
  const file = await library.pathOf(state.clipId);
  if (!clip || file === null) return fail('clip-missing');
  return { ok: true, value: { file, seconds: clip.seconds, bytes: (await stat(file)).size } };
}

/** Follows a job to its end. @returns null when that takes too long. */
function untilEnd(engine: Engine, jobId: string, print: (line: string) => void) {
  const started = engine.clock.monotonic();
  let shown = '';
  return new Promise<ReturnType<Engine['jobs']>[number]['state'] | null>((resolve) => {
    const look = (): void => {
      const state = engine.job(jobId)?.state ?? null;
      if (state && state.name !== shown) print(`  ${WORDS[state.name] ?? state.name}`);
      shown = state?.name ?? shown;
      const ended =
        state === null ||
        ['done', 'failed', 'rejected', 'cancelled', 'absent', 'asking'].includes(state.name);
      if (ended || engine.clock.monotonic() - started > LIMIT_MS) resolve(ended ? state : null);
      else engine.clock.after(100, look);
    };
    look();
  });
}
