import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as z from 'zod/mini';
import type { Line } from './lines.ts';
import { type Report, short } from './report.ts';
import { versions } from './tools.ts';

const numbers = z.union([z.number(), z.array(z.number())]);

const measured = z.object({
  what: z.string(),
  baseline: z.nullable(z.string()),
  ours: z.string(),
  theirs: z.string(),
  unit: z.string(),
  median: z.number(),
  low: z.number(),
  high: z.number(),
  goal: z.union([z.number(), z.object({ atLeast: z.number() })]),
  verdict: z.enum(['ok', 'miss']),
  notes: z.array(z.string()),
  figures: z.record(z.string(), numbers),
});
const failed = z.object({ what: z.string(), verdict: z.literal('failed') });

/** What is kept of a figure, or of a line that could not be measured. */
const record = z.intersection(
  z.object({
    name: z.string(),
    group: z.nullable(z.string()),
    date: z.string(),
    machine: z.record(z.string(), z.union([z.string(), z.number()])),
    tools: z.record(z.string(), z.string()),
  }),
  z.discriminatedUnion('verdict', [measured, failed]),
);
export type Saved = z.output<typeof record>;

/** A figure that was measured, or why there is none. */
export type Finding = Report | z.output<typeof failed>;

const machine = {
  cpu: os.cpus()[0]?.model ?? 'unknown',
  cores: os.availableParallelism(),
  memoryGB: Math.round(os.totalmem() / 2 ** 30),
  system: `${os.type()} ${os.release()} ${os.arch()}`,
  node: process.version,
};

/** A finding with the machine, the day and the tools that it stands for. */
export const toRecord = (line: Line, finding: Finding): Saved =>
  z.parse(record, {
    name: line.name,
    group: line.groups?.[0] ?? null,
    ...finding,
    date: new Date().toISOString(),
    machine,
    tools: versions(line.tools ?? []),
  });

/** @returns nothing when there is no such file, or one of another version. */
export function readResults(file: string): Saved[] {
  try {
    return z.parse(z.array(record), JSON.parse(fs.readFileSync(file, 'utf8')));
  } catch {
    return [];
  }
}

/**
 * Puts what was measured into the file and leaves the other lines as they are.
 * @param done lines that were measured to their end: figures that they had before and have no more are taken out.
 */
export function saveResults(file: string, now: readonly Saved[], done: readonly Line[]): void {
  const place = ({ name, group }: Pick<Saved, 'name' | 'group'>): string => `${group} ${name}`;
  const renewed = new Set(now.map((one) => `${place(one)} ${one.what}`));
  const gone = new Set(done.map(({ name, groups }) => place({ name, group: groups?.[0] ?? null })));
  const kept = readResults(file).filter(
    (one) => !renewed.has(`${place(one)} ${one.what}`) && !gone.has(place(one)),
  );
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(`${file}.new`, `${JSON.stringify([...kept, ...now], null, 2)}\n`);
  fs.renameSync(`${file}.new`, file);
}

/** One line of the table, and below it what is worth saying. */
export function toRows(saved: Saved): string[] {
  if (saved.verdict === 'failed') return [`${saved.name.padEnd(9)} ${saved.what}  failed`];
  const { name, what, baseline, ours, theirs, goal, verdict, notes } = saved;
  const cells = [
    name.padEnd(9),
    what.padEnd(42),
    ours.padStart(9),
    (baseline === null ? '' : `${baseline} ${theirs}`).padStart(34),
    figureOf(saved).padStart(24),
    (typeof goal === 'number' ? `≤ ${short(goal)}` : `≥ ${short(goal.atLeast)}`).padEnd(8),
    verdict,
  ];
  return [cells.join('  '), ...notes.map((note) => `${' '.repeat(11)}${note}`)];
}

const figureOf = ({ median, low, high }: Pick<Report, 'median' | 'low' | 'high'>): string =>
  `${short(median)} [${short(low)}, ${short(high)}]`;

/**
 * Whether two runs agree: a line each, and whether every figure of the earlier one is there again and lies within the
 * other's interval. What failed agrees with nothing; what is new is told and judged by nobody.
 */
export function compareResults(
  before: readonly Saved[],
  now: readonly Saved[],
): { rows: string[]; agree: boolean } {
  const rows: string[] = [];
  let agree = before.length > 0;
  const row = (
    { name, what }: Saved,
    figures: string,
    said: 'agree' | 'differ' | 'missing' | 'failed' | 'new',
  ) => {
    agree &&= said === 'agree' || said === 'new';
    rows.push(`${name.padEnd(9)}  ${what.padEnd(42)}  ${figures.padEnd(50)}  ${said}`);
  };
  for (const one of before) {
    const again = now.find((other) => isSame(one, other));
    if (one.verdict === 'failed') row(one, '', 'failed');
    else if (again === undefined) row(one, figureOf(one).padStart(24), 'missing');
    else if (again.verdict !== 'failed') {
      const figures = `${figureOf(one).padStart(24)}  ${figureOf(again).padStart(24)}`;
      row(one, figures, again.low <= one.high && one.low <= again.high ? 'agree' : 'differ');
    }
  }
  for (const one of now)
    if (one.verdict === 'failed') row(one, '', 'failed');
    else if (!before.some((other) => isSame(one, other)))
      row(one, `${' '.repeat(26)}${figureOf(one).padStart(24)}`, 'new');
  return { rows, agree };
}

const isSame = (one: Saved, other: Saved): boolean =>
  one.name === other.name && one.group === other.group && one.what === other.what;
