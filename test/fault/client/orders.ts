import * as z from 'zod/mini';

/** What a client process is told on its command line, as JSON. */
export const ordersSchema = z.object({
  /** Folder of everything that the client keeps. */
  dir: z.string(),
  /** Address and key of the service. */
  base: z.string(),
  key: z.string(),
  shard: z.int(),
  /** How many intents it may press so far, and how many may be open at once. */
  grant: z.int(),
  atOnce: z.int(),
  /** Factor on all durations of the service, and the settle window in milliseconds. */
  scale: z.number(),
  settleMs: z.number(),
  /** Seconds of the clips; what they cost follows. */
  seconds: z.int(),
  /** Share of the intents that the person cancels again. */
  cancelling: z.number(),
  /** A JPEG file. */
  picture: z.string(),
  /** Kills itself at the nth moment; `paid`: counted among those of a paid request only. */
  killAt: z.nullable(z.object({ nth: z.int(), among: z.enum(['all', 'paid']) })),
  /** Tell of all moments at the end. */
  listPoints: z.boolean(),
});
export type Orders = z.infer<typeof ordersSchema>;

/** What a client tells the rig. */
export const newsSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  /** So many intents were pressed by now, in all lives. */
  z.object({ type: z.literal('pressed'), pressed: z.int() }),
  /** Nothing is left to do for what may be pressed so far. */
  z.object({ type: z.literal('idle') }),
  /** A question on the screen: which of these jobs of the service is this intent's? */
  z.object({ type: z.literal('asking'), intent: z.string(), candidates: z.array(z.string()) }),
  /** The client ends in order; the moments that it passed, where they were asked for. */
  z.object({ type: z.literal('ended'), points: z.array(z.string()) }),
]);
export type News = z.infer<typeof newsSchema>;

/** What the rig tells a client. */
export const wordSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('choose'), intent: z.string(), remoteId: z.nullable(z.string()) }),
  z.object({ type: z.literal('look-again'), intent: z.string() }),
  z.object({ type: z.literal('end') }),
]);
export type Word = z.infer<typeof wordSchema>;

/** Intents take turns with these. */
export const MODELS = [
  'alibaba-plus/wan-2.6-flash/image-to-video',
  'alibaba-plus/wan-2.7/reference-to-video',
] as const;

/** The name of a shard's nth intent, which travels to the service inside the prompt. */
export const intentName = (shard: number, nth: number): string => `s${shard}-i${nth}`;
export const promptOf = (intent: string): string => `Slow push-in. Intent ${intent}.`;

/** The intent that a prompt names; null for prompts of others. */
export const intentOf = (prompt: unknown): string | null =>
  /Intent (s\d+-i\d+)\./.exec(typeof prompt === 'string' ? prompt : '')?.[1] ?? null;

/** The naive client's only record: a line for each job that it knows to be paid. */
export const NAIVE_RECORD = 'paid.txt';
