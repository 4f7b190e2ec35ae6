import { parseArgs } from 'node:util';
import * as z from 'zod/mini';
import { runFaults } from './run.ts';

const USAGE =
  'npm run fault -- [--intents 5000] [--kills 2000] [--seed 1] [--policy kinora|naive] [--shards 8] [--keep]';
/** The naive policy must pay twice for at least this share of intents, or the rig proves nothing. */
const CONTROL = 0.1;

const whole = z.pipe(
  z.string().check(z.regex(/^\d{1,6}$/)),
  z.transform((text: string) => Number(text)),
);
const schema = z.object({
  intents: whole,
  kills: whole,
  seed: z.string(),
  policy: z.enum(['kinora', 'naive']),
  shards: whole,
  keep: z.boolean(),
});

/** Runs the rig. The last line is the result as JSON; the exit code is 0 only when it is what it should be. */
async function run(): Promise<void> {
  const { values } = parseArgs({
    options: {
      intents: { type: 'string', default: '5000' },
      kills: { type: 'string', default: '2000' },
      seed: { type: 'string', default: '1' },
      policy: { type: 'string', default: 'kinora' },
      shards: { type: 'string', default: '8' },
      keep: { type: 'boolean', default: false },
    },
  });
  const options = schema.safeParse(values);
  if (!options.success) throw new Error(`Usage: ${USAGE}`);
  const { seed, policy } = options.data;
  const result = await runFaults({
    ...options.data,
    node: process.execPath,
    progress: (line) => process.stdout.write(`${line}\n`),
  });
  const { intents, kills, paidTwice, paidButLost, wrongAdoptions, asked, ledgersEqual, findings } = result;
  if (policy === 'kinora') for (const finding of findings) process.stdout.write(`${finding}\n`);
  const numbers = {
    intents: policy === 'naive' ? options.data.intents : intents,
    kills,
    paidTwice,
    paidButLost,
    wrongAdoptions,
    asked,
    ledgersEqual,
  };
  const { jobs, foreign, seconds, stallMs } = result;
  process.stdout.write(
    `${JSON.stringify({ ...numbers, seed: Number.isNaN(Number(seed)) ? seed : Number(seed), policy, jobs, foreign, seconds, stallMs })}\n`,
  );
  const complete = kills === options.data.kills && intents === options.data.intents;
  const good =
    policy === 'naive'
      ? paidTwice >= options.data.intents * CONTROL
      : complete && paidTwice + paidButLost + wrongAdoptions === 0 && ledgersEqual;
  process.exitCode = good ? 0 : 1;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
