/** What the page has made of clips and hands over: still pictures, new clips and files; and clips that leave Kinora. */
import * as z from 'zod/mini';
import { MAX_JOIN, MAX_OUTPUT_BYTES, MAX_OUTPUT_PIECE, MAX_POSTER_BYTES } from '../limits.ts';
import { clipTarget } from './library.ts';
import { bytes, count, id, text } from './parts.ts';

const nothing = z.strictObject({});
const route = <I extends z.ZodMiniType, O extends z.ZodMiniType>(input: I, output: O) => ({ input, output });

/** What an output becomes. */
export const outputTarget = z.union([
  /** A new clip of the library. */
  z.strictObject({
    to: z.literal('library'),
    made: z.enum(['trim', 'join']),
    /** The clips that it is made from, in order; its recipe is the first one's. */
    clipIds: z.array(id).check(z.minLength(1), z.maxLength(MAX_JOIN)),
  }),
  /** A file where the person wants it: main's own dialog asks, with this name. */
  z.strictObject({ to: z.literal('file'), name: text(200).check(z.regex(/^[^/\\]+\.(gif|mp4|png|webm)$/)) }),
]);

export const outputRoutes = {
  /** The still picture of a clip, kept for as long as the clip's bytes are the same. */
  'poster.store': route(z.strictObject({ clipId: id, jpeg: bytes(MAX_POSTER_BYTES) }), nothing),

  /** `outputId` is null where no file was chosen. A page that goes takes its outputs along. */
  'output.begin': route(outputTarget, z.strictObject({ outputId: z.nullable(id) })),
  /** Pieces may come in any order and be written over, but leave no hole. */
  'output.write': route(
    z.strictObject({
      outputId: id,
      offset: count.check(z.lte(MAX_OUTPUT_BYTES)),
      bytes: bytes(MAX_OUTPUT_PIECE),
    }),
    nothing,
  ),
  /** It is whole and has its name: the new clip's id, and the name of the clip or file. */
  'output.finish': route(
    z.strictObject({ outputId: id }),
    z.strictObject({ clipId: z.nullable(id), name: z.string() }),
  ),
  'output.discard': route(z.strictObject({ outputId: id }), nothing),

  /**
   * Copies clips to where the person wants them, with what made them in a file beside each. `name`: of the file or the
   * folder; null: none was chosen. Several are copied only as the page asks for more of `exportId`.
   */
  'clip.export': route(
    z.strictObject({ target: clipTarget, withRecipe: z.boolean() }),
    z.strictObject({
      clips: count,
      name: z.nullable(z.string()),
      exportId: z.nullable(id),
      writtenId: z.nullable(id),
    }),
  ),
  /** Shows in the system's file manager what an export (`writtenId`) or an output has written. */
  'output.show': route(z.strictObject({ writtenId: id }), nothing),
  /** Copies the next few; `done`: how many of the clips are copied by now. */
  'clip.exportMore': route(z.strictObject({ exportId: id }), z.strictObject({ done: count })),
  /** What is copied stays. */
  'clip.exportStop': route(z.strictObject({ exportId: id }), nothing),
  /** Begins to drag the files of clips out of the window; `too-many-to-drag` of more than `MAX_DRAG_OUT`. */
  'clip.dragOut': route(z.strictObject({ target: clipTarget }), nothing),
} as const;

export type OutputTarget = z.output<typeof outputTarget>;
