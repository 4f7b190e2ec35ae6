/** Values that a schema allows, drawn by looking at the schema itself. */
import type * as z from 'zod/mini';
import type { Random } from '../fault/rig/random.ts';
import { oddNumber, oddText, type Value } from './values.ts';

/** What random text would never hit: ids that exist, hashes, names. Those that fit a pattern are tried. */
export type Pool = readonly [string, ...string[]];

type Def = z.core.$ZodTypes['_zod']['def'];
const defOf = (schema: z.core.$ZodType): Def => schema._zod.def as Def;

interface Limits {
  readonly patterns: readonly RegExp[];
  readonly min: number;
  readonly max: number;
}

/** What the checks of a schema say of lengths, sizes and patterns. */
function limitsOf(schema: z.core.$ZodType): Limits {
  const defs = (schema._zod.def.checks ?? []).map(
    (check) => check._zod.def as z.core.$ZodChecks['_zod']['def'],
  );
  const patterns = defs.flatMap((def) =>
    def.check === 'string_format' && 'pattern' in def && def.pattern instanceof RegExp ? [def.pattern] : [],
  );
  const lows = defs.flatMap((def) =>
    def.check === 'min_length' ? [def.minimum] : def.check === 'greater_than' ? [Number(def.value)] : [],
  );
  const highs = defs.flatMap((def) =>
    def.check === 'max_length' ? [def.maximum] : def.check === 'less_than' ? [Number(def.value)] : [],
  );
  return { patterns, min: Math.max(0, ...lows), max: Math.min(1e9, ...highs) };
}

function text(random: Random, schema: z.core.$ZodType, pool: Pool): string {
  const { patterns, min, max } = limitsOf(schema);
  const fitting = pool.filter((each) => patterns.every((pattern) => pattern.test(each)));
  const [first, ...more] = fitting;
  if (patterns.length > 0) return first === undefined ? random.pick(pool) : random.pick([first, ...more]);
  const drawn = random.chance(0.5) ? random.pick(pool) : oddText(random);
  return drawn.slice(0, max).padEnd(Math.min(min, 100), 'x');
}

function number(random: Random, schema: z.core.$ZodType): number {
  const { min, max } = limitsOf(schema);
  const drawn = random.chance(0.5) ? random.int(0, 5) : Math.abs(oddNumber(random));
  return Math.min(max, Math.max(min, Math.trunc(Number.isFinite(drawn) ? drawn : 0)));
}

/** A value that the schema most likely takes: what checks of their own ask for is not known here. */
export function drawn(random: Random, schema: z.core.$ZodType, pool: Pool): Value {
  const def = defOf(schema);
  switch (def.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(def.shape).flatMap(([key, inner]) => {
          const isOptional = defOf(inner).type === 'optional';
          return isOptional && random.chance(0.5) ? [] : [[key, drawn(random, inner, pool)]];
        }),
      );
    case 'array': {
      const { min, max } = limitsOf(schema);
      const length = Math.min(max, Math.max(min, random.int(0, 4)));
      return Array.from({ length }, () => drawn(random, def.element, pool));
    }
    case 'record':
      return Object.fromEntries(
        Array.from({ length: random.int(0, 4) }, () => [
          String(drawn(random, def.keyType, pool)),
          drawn(random, def.valueType, pool),
        ]),
      );
    case 'union':
      return drawn(random, random.pick(asFilled(def.options)), pool);
    case 'nullable':
      return random.chance(0.3) ? null : drawn(random, def.innerType, pool);
    case 'optional':
    case 'default':
    case 'readonly':
      return drawn(random, def.innerType, pool);
    case 'pipe':
      return drawn(random, def.in, pool);
    case 'enum':
      return random.pick(asFilled(Object.values(def.entries)));
    case 'literal':
      return random.pick(asFilled(def.values));
    case 'string':
      return text(random, schema, pool);
    case 'number':
      return number(random, schema);
    case 'boolean':
      return random.chance(0.5);
    case 'custom':
      // The contract's only other kind of value: bytes, often of whole 64-bit numbers.
      return new Uint8Array(random.int(0, 8) * 8).fill(random.int(0, 255));
    default:
      return null;
  }
}

function asFilled<T>(items: readonly T[]): readonly [T, ...T[]] {
  const [first, ...more] = items;
  if (first === undefined) throw new Error('a schema without a choice');
  return [first, ...more];
}
