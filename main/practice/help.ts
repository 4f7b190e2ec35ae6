import * as z from 'zod/mini';
import { PRESETS } from './faults/presets.ts';
import { FAULT_KINDS } from './faults.ts';
import { DEFAULT_SHAPE, shapeSchema } from './shape.ts';

export const USAGE =
  'npm run service -- [--port N] [--dir D] [--time-scale S] [--max-concurrent N] [--key pb_…] [--shape JSON] [--faults PLAN [--seed N]] [--webhooks TARGETS] [--control SECRET] [--json]';

/** Names in a column of their own. */
function table(rows: readonly (readonly [name: string, words: string])[]): string {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, words]) => `  ${name.padEnd(width)}  ${words}\n`).join('');
}

const OPTIONS = [
  ['--port N', 'port on 127.0.0.1 (default: that of the last time when it is free, otherwise any)'],
  ['--dir D', 'folder of its state (.cache/practice), which survives a kill at any moment'],
  ['--time-scale S', 'factor on the models’ 120 s and 500 s (1)'],
  ['--max-concurrent N', 'open jobs per account before submit answers 429 (10)'],
  ['--key pb_…', 'the API key (default: one made once per folder)'],
  ['--shape JSON', 'how it answers where its documentation contradicts itself: JSON or a file, see below'],
  ['--faults PLAN', `faults by chance: ${Object.keys(PRESETS).join(', ')}, or JSON or a file, see below`],
  ['--seed N', 'seed of the plan (1): the same seed and calls meet the same faults'],
  ['--webhooks TARGETS', 'https (default), loopback (also http on this machine, for tests) or none'],
  [
    '--control SECRET',
    'opens /__control/ (faults, plan, shape, ledger, jobs, deliveries, requests) and the scripted keys',
  ],
  ['--json', 'say address, key and webhook secret as one line of JSON'],
] as const;

const jsonSchema = z.object({
  properties: z.record(
    z.string(),
    z.object({ enum: z.optional(z.array(z.unknown())), type: z.optional(z.unknown()) }),
  ),
  required: z.optional(z.array(z.string())),
});
const describe = (schema: z.ZodMiniType) => jsonSchema.parse(z.toJSONSchema(schema, { io: 'input' }));

/** Fields that every fault has. */
const COMMON = ['kind', 'route', 'nth', 'times', 'forMs'];

function faultRow({ kind, route, words, schema }: (typeof FAULT_KINDS)[number]): [string, string] {
  const { properties, required = [] } = describe(schema);
  const fields = Object.entries(properties)
    .filter(([name]) => !COMMON.includes(name))
    .map(([name, { enum: values }]) => {
      const optional = required.includes(name) ? '' : '?';
      return `${name}${optional}${values ? ` (${values.join(' | ')})` : ''}`;
    });
  return [kind, `${route}: ${words}${fields.length === 0 ? '' : `; ${fields.join(', ')}`}`];
}

function shapeRows(): [string, string][] {
  const defaults = new Map<string, unknown>(Object.entries(DEFAULT_SHAPE));
  return Object.entries(describe(shapeSchema).properties).map(([name, { enum: values, type }]) => {
    const taken = values?.join(' | ') ?? (typeof type === 'string' ? type : 'JSON');
    return [name, `${taken}; ${JSON.stringify(defaults.get(name))}`];
  });
}

/** What `--help` prints. What the fields mean stands where their schemas are. */
export const help = (): string => `${USAGE}

${table(OPTIONS)}
A plan is a list of lines such as
  { "rate": 0.05, "fault": { "kind": "reply-lost-then-create", "ms": 100 }, "between": { "ms": [0, 300] } }
A fault may name its route, meet a later call (nth), several (times), or all for a while (forMs). Kinds, each with
the route that it meets otherwise, and its own fields:

${table(FAULT_KINDS.map(faultRow))}
A shape is an object of some of these, each with what it is otherwise:

${table(shapeRows())}`;
