/** Every route of the door, asked by a page that has been taken over. */
import path from 'node:path';
import * as z from 'zod/mini';
import { createHandlers } from '../../main/ipc/handlers.ts';
import { answer } from '../../main/ipc/router.ts';
import { failureSchema } from '../../preload/contract/schemas/failure.ts';
import { type RouteName, routes } from '../../preload/contract/schemas/routes.ts';
import type { Random } from '../fault/rig/random.ts';
import { deskOf } from '../integration/app/desk.ts';
import { FLASH, Rig, WAN27 } from '../integration/engine/rig.ts';
import { drawn, type Pool } from './from-schema.ts';
import type { Target } from './target.ts';
import { changed, oddText, oddValue } from './values.ts';

const NAMES = Object.keys(routes) as [RouteName, ...RouteName[]];
const isOutcome = z.union([
  z.strictObject({ ok: z.literal(true), value: z.unknown() }),
  z.strictObject({ ok: z.literal(false), error: failureSchema }),
]);

export async function ipcTarget(): Promise<Target> {
  const rig = await Rig.start();
  const broke: string[] = [];
  const services = deskOf(rig, (_level, event, facts) => {
    if (event === 'ipc.broke') broke.push(JSON.stringify(facts));
  });
  const handlers = createHandlers(services);
  const sourceId = await rig.picture();
  const job = await rig.one({ accountId: 'practice' });
  await rig.until(job.id, 'done');
  const done = rig.engine.job(job.id)?.state;
  const clipId = done?.name === 'done' ? done.clipId : job.id;
  const known: Pool = [
    job.id,
    job.batchId,
    sourceId,
    clipId,
    rig.ids.next(),
    'practice',
    FLASH,
    WAN27,
    'image_url',
    'prompt',
    'duration',
    'a'.repeat(64),
    'harbour-dawn-01.mp4',
    '{image}-{n}',
  ];
  /** Ids and the like that main has told: what a page could go on with. */
  const told: string[] = [];
  const learn = (value: unknown): void => {
    if (typeof value === 'string' && value.length > 0 && value.length <= 64) {
      told.push(value);
      if (told.length > 40) told.shift();
    } else if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value))
      for (const each of Object.values(value)) learn(each);
  };
  const secrets = [rig.folder, rig.key ?? rig.folder, rig.service?.url ?? rig.folder];

  const intakeFile = (random: Random): string =>
    random.pick([
      oddText(random),
      '/dev/zero',
      '/dev/tty',
      '/proc/self/mem',
      rig.folder,
      path.join(rig.folder, 'journal.db'),
      path.join(rig.folder, oddText(random).replaceAll('/', '')),
      path.resolve(import.meta.dirname, '../../assets/sample.jpg'),
    ]);

  return {
    name: 'ipc',
    async round(random) {
      if (random.chance(0.05)) {
        const files = Array.from({ length: random.int(0, 4) }, () => ({
          path: intakeFile(random),
          name: oddText(random),
        }));
        const input = random.chance(0.5) ? { files } : changed(random, { files }, true);
        const said = await services.intake.check(input);
        return isOutcome.safeParse(said).success ? null : `intake answered ${JSON.stringify(said)}`;
      }
      const name = random.pick(NAMES);
      const sound = drawn(random, routes[name].input, [...known, ...told]);
      const input = random.chance(0.4)
        ? sound
        : random.chance(0.9)
          ? changed(random, sound, true)
          : oddValue(random, true);
      const route = random.chance(0.98) ? name : oddValue(random, true);
      broke.length = 0;
      const said = await answer(handlers, route, input, (_level, event, facts) => {
        if (event === 'ipc.broke') broke.push(JSON.stringify(facts));
      });
      const asked = `${String(name)} ${inspect(input)}`;
      if (broke.length > 0) return `${asked} broke: ${broke.join()}`;
      if (!isOutcome.safeParse(said).success) return `${asked} was answered with no outcome`;
      const text = inspect(said);
      const leaked = secrets.find((secret) => text.includes(secret));
      if (leaked !== undefined) return `${asked} told ${leaked}`;
      if (said.ok && name !== 'app.snapshot') learn(said.value);
      if (Object.hasOwn(Object.prototype, 'admin')) return `${asked} changed what objects are`;
      return null;
    },
    /** After all of it: the page still opens, and the books of both sides agree. */
    async end() {
      const snapshot = await answer(handlers, 'app.snapshot', {}, () => undefined);
      const { charged } = rig.serviceTotals();
      const ours = rig.journal.ledger
        .allLines()
        .filter(({ kind }) => kind === 'charge')
        .reduce((sum, { amount }) => sum + amount, 0);
      await services.outputs.discardAll();
      await rig.stop();
      if (!snapshot.ok) return 'the page no longer opens';
      return ours > charged ? `charged ${charged}, in the books ${ours}` : null;
    },
  };
}

function inspect(value: unknown): string {
  try {
    return (
      JSON.stringify(value, (_key, each: unknown) => (typeof each === 'bigint' ? String(each) : each))?.slice(
        0,
        2000,
      ) ?? 'undefined'
    );
  } catch {
    return 'what JSON cannot say';
  }
}
