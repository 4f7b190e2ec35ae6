import { fail, type Outcome, ok } from '../../preload/contract/errors.ts';
import { micro } from '../../preload/contract/money.ts';
import type { ClipTarget, FacetsView } from '../../preload/contract/schemas/library.ts';
import { type ClipView, clipView as clipSchema } from '../../preload/contract/schemas/views.ts';
import type { Changed } from '../core/library/clip-editor.ts';
import type { Target } from '../core/library/clip-index.ts';
import type { IndexedClip } from '../core/library/clip-record.ts';
import type { Library } from '../core/library/library.ts';
import type { Log } from '../core/ports.ts';
import { viewsOf } from './leave-out.ts';
import type { Publisher } from './publish.ts';
import type { Handlers } from './router.ts';
import { clipView } from './views.ts';

export interface LibraryServices {
  readonly publisher: Publisher;
  readonly log: Log;
  library(): Library;
  /** One clip is different now. */
  clipChanged(id: string): void;
  /** Many are. */
  libraryChanged(): void;
  trash(path: string): Promise<Outcome<null>>;
}

type LibraryHandlers = Pick<Handlers, Extract<keyof Handlers, `library.${string}`>> &
  Pick<Handlers, 'clip.get' | 'clip.lineage' | 'clip.edit' | 'clip.trash' | 'clip.undo' | 'clip.sum'>;

const bytesOf = ({
  buffer,
  byteOffset,
  byteLength,
}: Float64Array<ArrayBuffer> | Uint16Array<ArrayBuffer>): Uint8Array<ArrayBuffer> =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** The clips that a command is about; `library-renewed` for places of an index that is gone. */
export function clipsOf(library: Library, target: ClipTarget): Outcome<IndexedClip[]> {
  return library.find(targetOf(target));
}

/** Clips whose changes are told one by one. */
const FEW = 20;

const targetOf = (target: ClipTarget): Target =>
  'ids' in target
    ? target
    : { generation: target.generation, places: [...new Float64Array(target.places.slice().buffer)] };

/** Everything that the page asks of the library and says of clips. */
export function libraryHandlers(services: LibraryServices): LibraryHandlers {
  const { log, publisher } = services;
  const views = (clips: readonly IndexedClip[]): ClipView[] => viewsOf(clips, clipSchema, clipView, log);
  const find = (target: ClipTarget): Outcome<IndexedClip[]> => clipsOf(services.library(), target);
  /** Tells the page: of few clips what they are now, of many that it should ask again. */
  const changed = (done: Outcome<Changed>): Outcome<{ clips: number; undo: string | null }> => {
    if (!done.ok) return done;
    const { ids, undo } = done.value;
    if (ids.length > FEW) services.libraryChanged();
    else for (const id of ids) services.clipChanged(id);
    return ok({ clips: ids.length, undo });
  };
  return {
    'library.page': (input) => {
      const library = services.library();
      const page = library.page(input);
      if (!page.ok) return page;
      return ok({ clips: views(page.value.clips), next: page.value.next, generation: library.generation });
    },
    'library.outline': async ({ query }) => {
      const library = services.library();
      const outline = await library.outline(query);
      if (!outline.ok) return outline;
      const { places, shapes } = outline.value;
      return ok({ generation: library.generation, places: bytesOf(places), shapes: bytesOf(shapes) });
    },
    'library.clips': (target) => {
      const found = services.library().find(target);
      return found.ok ? ok({ clips: views(found.value) }) : found;
    },
    'library.facets': () => ok(NO_FACETS),
    'clip.get': ({ clipId }) => {
      const clip = services.library().get(clipId);
      return ok({ clip: (clip && views([clip])[0]) ?? null });
    },
    'clip.lineage': ({ clipId }) => {
      const library = services.library();
      const clip = library.get(clipId);
      if (!clip) return fail('clip-missing');
      const parents = clipView(clip).parents.flatMap((id) => library.get(id) ?? []);
      return ok({ parents: views(parents), children: views(library.childrenOf(clipId)), siblings: [] });
    },
    'clip.edit': async ({ target, edit }) => changed(await services.library().edit(targetOf(target), edit)),
    'clip.trash': async ({ target }) => {
      const library = services.library();
      const found = find(target);
      if (!found.ok) return found;
      for (const { id } of found.value) {
        for (const path of await library.filesOf(id)) {
          const trashed = await services.trash(path);
          if (!trashed.ok) return trashed;
        }
        library.remove(id);
        publisher.note(`clip:${id}`, () => ({ kind: 'clip-gone', id }));
      }
      return ok({ clips: found.value.length, undo: null });
    },
    'clip.undo': async ({ undo }) => {
      const undone = changed(await services.library().undo(undo));
      return undone.ok ? ok({}) : undone;
    },
    'clip.sum': ({ target }) => {
      const found = find(target);
      if (!found.ok) return found;
      const sum = (of: (clip: IndexedClip) => number): number =>
        found.value.reduce((total, clip) => total + of(clip), 0);
      return ok({
        clips: found.value.length,
        seconds: sum((clip) => clip.seconds),
        bytes: sum((clip) => clip.bytes),
        charged: micro(sum((clip) => clip.charged ?? 0)),
        favourites: sum((clip) => (clip.edits.favourite ? 1 : 0)),
        flags: {
          keep: sum((clip) => (clip.edits.flag === 'keep' ? 1 : 0)),
          reject: sum((clip) => (clip.edits.flag === 'reject' ? 1 : 0)),
        },
        tags: countTags(found.value),
      });
    },
  };
}

function countTags(clips: readonly IndexedClip[]): { value: string; clips: number }[] {
  const counts = new Map<string, number>();
  for (const { edits } of clips) for (const tag of edits.tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, clips: count })).sort((a, b) => b.clips - a.clips);
}

const NO_FACETS: FacetsView = {
  models: [],
  tags: [],
  resolutions: [],
  batches: [],
  folders: [],
  favourites: 0,
  unplayed: 0,
  missing: 0,
  ratings: [],
  flags: { keep: 0, reject: 0, none: 0 },
  charged: null,
  seconds: null,
  created: null,
};
