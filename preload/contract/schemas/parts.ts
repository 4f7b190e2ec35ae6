/** The pieces that the contract's schemas are made of. */
import * as z from 'zod/mini';
import { MAX_TARGET } from '../limits.ts';
import { isMicroCents } from '../money.ts';
import { ID, MAX_PARAM_CHARS, PARAM_KEY } from '../vocabulary.ts';

export const id = z.string().check(z.regex(ID));
export const when = z.int().check(z.gte(0));
export const count = z.int().check(z.gte(0));
export const money = z.pipe(
  z.number(),
  z.transform((value, context) => {
    if (isMicroCents(value)) return value;
    context.issues.push({ code: 'custom', message: 'not an amount in micro-cents', input: value });
    return z.NEVER;
  }),
);
export const text = (max: number) => z.string().check(z.maxLength(max));
export const paramValue = z.union([text(MAX_PARAM_CHARS), z.number(), z.boolean()]);
export const params = z.record(z.string().check(z.regex(PARAM_KEY)), paramValue);
/** A moment of a clip in the library; seconds from its beginning. */
export const moment = z.strictObject({ clipId: id, seconds: z.number().check(z.gte(0)) });
export const bytes = (max: number) =>
  z.instanceof(Uint8Array).check(z.refine((value) => value.byteLength <= max, 'too many bytes'));

/** Numbers in bulk: of a typed array as they lie in memory (little endian). */
export const packed = (bytesEach: number) =>
  z
    .instanceof(Uint8Array)
    .check(z.refine(({ byteLength }) => byteLength % bytesEach === 0 && byteLength <= MAX_TARGET * 16));
