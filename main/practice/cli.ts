import path from 'node:path';
import { readArguments } from './arguments.ts';
import { help, USAGE } from './help.ts';
import { scriptedKeys } from './keys.ts';
import { repeatClip } from './repeat-clip.ts';
import { startService } from './service.ts';

/** Runs the service as a process of its own until it is told to end, or until its launcher is gone. */
async function run(): Promise<void> {
  const args = readArguments(process.argv.slice(2));
  if (typeof args === 'string') {
    process.stderr.write(`${args} Usage: ${USAGE}\n`);
    process.exitCode = 2;
    return;
  }
  if (args.help) {
    process.stdout.write(help());
    return;
  }
  const service = await startService({
    dir: path.resolve(args.dir),
    makeClip: repeatClip,
    port: args.port,
    timeScale: args['time-scale'],
    maxConcurrent: args['max-concurrent'],
    webhooks: args.webhooks,
    ...(args.key === undefined ? {} : { key: args.key }),
    ...(args.shape === undefined ? {} : { shape: args.shape }),
    ...(args.faults === undefined ? {} : { plan: { seed: args.seed, faults: args.faults } }),
    // The scripted keys are public knowledge: they open nothing unless a spec is at the controls.
    ...(args.control === undefined ? {} : { control: args.control, keys: scriptedKeys() }),
    log: (level, event, facts) => {
      if (level !== 'info') process.stderr.write(`${event} ${JSON.stringify(facts ?? {})}\n`);
    },
  });
  const { url, key, port, webhookSecret } = service;
  process.stdout.write(
    args.json
      ? `${JSON.stringify({ url, key, port, pid: process.pid, webhookSecret })}\n`
      : `Practice service at ${url}, key ${key}\n`,
  );
  const end = () => {
    void service.close().then(() => process.exit(0));
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  process.once('disconnect', end);
}

run().catch((error: unknown) => {
  process.stderr.write(`The practice service did not start: ${String(error)}\n`);
  process.exitCode = 1;
});
