import * as z from 'zod/mini';
import { failureSchema } from './failure.ts';
import { count, id, text } from './parts.ts';

/** The preload's own channel: paths of files that were really dropped or picked, never typed by the page. */
export const intakeInput = z.strictObject({
  files: z.array(z.strictObject({ path: text(32_000), name: text(1000) })),
});
/** What is said of one file. */
export const intakeResult = z.union([
  z.strictObject({
    ok: z.literal(true),
    /** Null for what has no file behind it, like a copied picture: only its pixels can be checked, by the page. */
    intakeId: z.nullable(id),
    kind: z.enum(['image', 'video', 'audio']),
    name: z.string(),
    width: count,
    height: count,
  }),
  z.strictObject({ ok: z.literal(false), name: z.string(), error: failureSchema }),
]);
export const intakeOutput = z.array(intakeResult);

export type IntakeResult = z.output<typeof intakeResult>;
