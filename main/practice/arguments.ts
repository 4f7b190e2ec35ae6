import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as z from 'zod/mini';
import { plannedFaults } from './faults/plan.ts';
import { PRESETS } from './faults/presets.ts';
import { partialShapeSchema } from './shape.ts';

const number = (name: string, check: (value: number) => boolean, wanted: string) =>
  z.pipe(
    z.string().check(
      z.refine((text) => text.trim() !== '' && check(Number(text)), {
        error: `--${name} takes ${wanted}.`,
      }),
    ),
    z.transform((text: string) => Number(text)),
  );
const text = (name: string, pattern: RegExp, wanted: string) =>
  z.string(`--${name} takes ${wanted}.`).check(z.regex(pattern, { error: `--${name} takes ${wanted}.` }));

/** JSON given as such, a file of it, or one of the names that stand for some. */
const json = (name: string, named: Readonly<Record<string, unknown>> = {}) =>
  z.pipe(
    z.string(),
    z.transform((given, context): unknown => {
      if (Object.hasOwn(named, given)) return named[given];
      try {
        return JSON.parse(/^\s*[[{]/.test(given) ? given : readFileSync(given, 'utf8'));
      } catch {
        context.issues.push({
          code: 'custom',
          input: given,
          message: `--${name} takes JSON or a file of it.`,
        });
        return z.NEVER;
      }
    }),
  );

const isWhole = (value: number): boolean => Number.isInteger(value);

const schema = z.object({
  port: number(
    'port',
    (value) => isWhole(value) && value >= 0 && value <= 65_535,
    'a number from 0 to 65535',
  ),
  dir: text('dir', /\S/, 'a folder'),
  'time-scale': number(
    'time-scale',
    (value) => value > 0 && value <= 100,
    'a number above 0, at most 100 (1: jobs take 120 s or 500 s)',
  ),
  'max-concurrent': number(
    'max-concurrent',
    (value) => isWhole(value) && value >= 1,
    'a whole number above 0',
  ),
  control: z.optional(text('control', /^\S{8,}$/, 'a secret of 8 or more characters')),
  key: z.optional(text('key', /^pb_[\w-]{8,}$/, 'a key: pb_ and 8 or more letters, digits, - or _')),
  seed: number('seed', isWhole, 'a whole number'),
  faults: z.optional(z.pipe(json('faults', PRESETS), plannedFaults)),
  shape: z.optional(z.pipe(json('shape'), partialShapeSchema)),
  webhooks: z.enum(['none', 'https', 'loopback'], '--webhooks takes none, https or loopback.'),
  json: z.boolean(),
  help: z.boolean(),
});

/** The issue in one line; one inside of a JSON value with its place. */
function said(issue: z.core.$ZodIssue | undefined): string {
  const [option, ...place] = issue?.path ?? [];
  const message = issue?.message ?? 'The arguments do not fit.';
  return place.length === 0 ? message : `--${String(option)} at ${place.join('.')}: ${message}.`;
}

/** What the command line asks for. */
export type Arguments = z.infer<typeof schema>;

/**
 * Read the command line.
 * @returns the arguments, or one line for a person saying what is wrong.
 */
export function readArguments(given: readonly string[]): Arguments | string {
  const value = (fallback?: string) => ({
    type: 'string' as const,
    ...(fallback === undefined ? {} : { default: fallback }),
  });
  const flag = { type: 'boolean' as const, default: false };
  try {
    const { values } = parseArgs({
      args: [...given],
      options: {
        port: value('0'),
        dir: value('.cache/practice'),
        'time-scale': value('1'),
        'max-concurrent': value('10'),
        control: value(),
        key: value(),
        seed: value('1'),
        faults: value(),
        shape: value(),
        webhooks: value('https'),
        json: flag,
        help: flag,
      },
    });
    const parsed = schema.safeParse(values);
    return parsed.success ? parsed.data : said(parsed.error.issues[0]);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return `${said.split(/[.\n]/)[0] ?? ''}.`;
  }
}
