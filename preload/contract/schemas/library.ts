/** The library's part of the contract: what is looked for, what is said of clips, and what is done to many at once. */
import * as z from 'zod/mini';
import { MAX_PAGE, MAX_TAG_CHARS, MAX_TAGS } from '../limits.ts';
import { CLIP_SORTS, FLAGS } from '../vocabulary.ts';
import { count, id, money, packed, text, when } from './parts.ts';
import { clipView } from './views.ts';

const tag = text(MAX_TAG_CHARS).check(z.minLength(1));
const few = <T extends z.ZodMiniType>(item: T) => z.array(item).check(z.maxLength(200));
const between = <T extends z.ZodMiniType>(value: T) =>
  z.strictObject({ min: z.nullable(value), max: z.nullable(value) });

/** What the library shows. Every condition that is set must hold; an empty list or null sets none. */
export const clipQuery = z.strictObject({
  search: text(500),
  sort: z.enum(CLIP_SORTS),
  favourite: z.boolean(),
  /** Not yet played. */
  unplayed: z.boolean(),
  missing: z.boolean(),
  /** `none`: neither kept nor rejected. */
  flag: z.nullable(z.enum([...FLAGS, 'none'])),
  minRating: z.int().check(z.gte(0), z.lte(5)),
  models: few(text(200)),
  tags: few(tag),
  /** Whether one of the tags is enough. */
  anyTag: z.boolean(),
  resolutions: few(text(40)),
  /** When it was made: from `min`, before `max`. */
  created: between(when),
  charged: between(money),
  seconds: between(z.number().check(z.gte(0))),
  batchId: z.nullable(id),
  folder: z.nullable(text(64)),
});

/** Clips that a command is about: some by id, or any number by place, which are good for one generation of the index. */
export const clipTarget = z.union([
  z.strictObject({ ids: z.array(id).check(z.minLength(1), z.maxLength(MAX_PAGE)) }),
  z.strictObject({ generation: text(64), places: packed(8) }),
]);

/** What is to be said of clips; what is left out stays as it is. */
export const clipEdit = z.strictObject({
  favourite: z.optional(z.boolean()),
  rating: z.optional(z.int().check(z.gte(0), z.lte(5))),
  flag: z.optional(z.nullable(z.enum(FLAGS))),
  addTags: z.optional(z.array(tag).check(z.maxLength(MAX_TAGS))),
  removeTags: z.optional(z.array(tag).check(z.maxLength(MAX_TAGS))),
  played: z.optional(z.boolean()),
});

const counted = z.array(z.strictObject({ value: z.string(), clips: count }));

/** How many of the clips that match have what, for the menus of the filters. */
export const facetsView = z.strictObject({
  models: counted,
  tags: counted,
  resolutions: counted,
  /** Batches with the most recent clips first; `value` is the batch's id, `label` the person's name for it or empty. */
  batches: z.array(
    z.strictObject({
      value: z.string(),
      label: z.string(),
      clips: count,
      /** Of its latest clip. */ at: when,
    }),
  ),
  folders: counted,
  favourites: count,
  unplayed: count,
  missing: count,
  /** At index n: clips rated n. */
  ratings: z.array(count),
  flags: z.strictObject({ keep: count, reject: count, none: count }),
  charged: z.nullable(z.strictObject({ min: money, max: money })),
  seconds: z.nullable(z.strictObject({ min: z.number(), max: z.number() })),
  created: z.nullable(z.strictObject({ min: when, max: when })),
});

/** How many clips a command has changed, and what takes it back; null: nothing to take back. */
const changed = z.strictObject({ clips: count, undo: z.nullable(id) });
const nothing = z.strictObject({});
const route = <I extends z.ZodMiniType, O extends z.ZodMiniType>(input: I, output: O) => ({ input, output });

export const libraryRoutes = {
  /** The first clips of what matches, at once, or the next after a cursor. */
  'library.page': route(
    z.strictObject({
      query: clipQuery,
      /** From the previous page's `next`; null for the first clips. */
      cursor: z.nullable(text(200)),
      limit: z.int().check(z.gte(1), z.lte(MAX_PAGE)),
    }),
    z.strictObject({ clips: z.array(clipView), next: z.nullable(z.string()), generation: z.string() }),
  ),
  /**
   * Every clip that matches, in order: its place (Float64) and its shape (Uint16: 1000 × width / height; 0 where that
   * is not known). Of several questions only the latest is answered; the others end as `superseded`. The time a clip
   * was made is `place / 1024`, in milliseconds since 1970.
   */
  'library.outline': route(
    z.strictObject({ query: clipQuery }),
    z.strictObject({ generation: z.string(), places: packed(8), shapes: packed(2) }),
  ),
  /** Clips by place; those that are gone are left out. */
  'library.clips': route(
    z.strictObject({ generation: text(64), places: z.array(count).check(z.maxLength(MAX_PAGE)) }),
    z.strictObject({ clips: z.array(clipView) }),
  ),
  'library.facets': route(z.strictObject({ query: clipQuery }), facetsView),
  'clip.get': route(z.strictObject({ clipId: id }), z.strictObject({ clip: z.nullable(clipView) })),
  /** Where a clip comes from and what was made from it. */
  'clip.lineage': route(
    z.strictObject({ clipId: id }),
    z.strictObject({ parents: z.array(clipView), children: z.array(clipView), siblings: z.array(clipView) }),
  ),
  'clip.edit': route(z.strictObject({ target: clipTarget, edit: clipEdit }), changed),
  /** Out of the library at once; to the system's trash when it can no longer be taken back. */
  'clip.trash': route(z.strictObject({ target: clipTarget }), changed),
  /** Takes back an edit or a move to the trash: `undo-too-late` when it has become final. */
  'clip.undo': route(z.strictObject({ undo: id }), nothing),
  /** How much a selection comes to, and what has been said of how many of its clips. */
  'clip.sum': route(
    z.strictObject({ target: clipTarget }),
    z.strictObject({
      clips: count,
      seconds: z.number(),
      bytes: count,
      charged: money,
      favourites: count,
      flags: z.strictObject({ keep: count, reject: count }),
      /** The most frequent first. */
      tags: counted,
    }),
  ),
} as const;

export type ClipQuery = z.output<typeof clipQuery>;
export type ClipTarget = z.output<typeof clipTarget>;
export type ClipEdit = z.output<typeof clipEdit>;
export type FacetsView = z.output<typeof facetsView>;
