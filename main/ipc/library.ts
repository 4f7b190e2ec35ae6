import { type Failure, fail, type Outcome, ok } from '../../preload/contract/errors.ts';
import { micro } from '../../preload/contract/money.ts';
import type { ClipTarget } from '../../preload/contract/schemas/library.ts';
import { type ClipView, clipView as clipSchema } from '../../preload/contract/schemas/views.ts';
import type { Changed } from '../core/library/clip-editor.ts';
import type { Target } from '../core/library/clip-index.ts';
import type { IndexedClip } from '../core/library/clip-record.ts';
import type { Library } from '../core/library/library.ts';
import type { Log } from '../core/ports.ts';
import { viewsOf } from './leave-out.ts';
import type { Handlers } from './router.ts';
import { clipView } from './views.ts';

export interface LibraryServices {
  readonly log: Log;
  library(): Library;
  /** One clip is different now. */
  clipChanged(id: string): void;
  /** Many are. */
  libraryChanged(): void;
  /** Says something that belongs to no job. */
  warn(failure: Failure): void;
  /** What the person calls a batch; empty: nothing. */
  batchName(id: string): string;
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

/** Clips whose changes are told one by one. */
const FEW = 20;

/** The clips that a command of the page is about. */
export const targetOf = (target: ClipTarget): Target =>
  'ids' in target
    ? target
    : { generation: target.generation, places: [...new Float64Array(target.places.slice().buffer)] };

/** Everything that the page asks of the library and says of clips. */
export function libraryHandlers(services: LibraryServices): LibraryHandlers {
  const { log } = services;
  const views = (clips: readonly IndexedClip[]): ClipView[] => viewsOf(clips, clipSchema, clipView, log);
  const tell = (ids: readonly string[]): void => {
    if (ids.length > FEW) services.libraryChanged();
    else for (const id of ids) services.clipChanged(id);
  };
  /** Tells the page: of few clips what they are now, of many that it should ask again. */
  const changed = (done: Outcome<Changed>): Outcome<{ clips: number; undo: string | null }> => {
    if (!done.ok) return done;
    tell(done.value.ids);
    return ok({ clips: done.value.ids.length, undo: done.value.undo });
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
    'library.facets': async ({ query }) => {
      const facets = await services.library().facets(query);
      if (!facets.ok) return facets;
      const batches = facets.value.batches.map((batch) => ({
        ...batch,
        label: services.batchName(batch.value),
      }));
      return ok({ ...facets.value, batches });
    },
    'clip.get': ({ clipId }) => {
      const clip = services.library().get(clipId);
      return ok({ clip: (clip && views([clip])[0]) ?? null });
    },
    'clip.lineage': ({ clipId }) => {
      const library = services.library();
      const clip = library.get(clipId);
      if (!clip) return fail('clip-missing');
      const parents = clipView(clip).parents.flatMap((id) => library.get(id) ?? []);
      return ok({
        parents: views(parents),
        children: views(library.childrenOf(clipId)),
        siblings: views(library.siblingsOf(clip)),
      });
    },
    'clip.edit': async ({ target, edit }) => changed(await services.library().edit(targetOf(target), edit)),
    'clip.trash': async ({ target }) => {
      const trashed = await services.library().trash(targetOf(target), {
        move: services.trash,
        onBack: (ids, failure) => {
          services.warn({ ...failure, facts: { clips: ids.length } });
          tell(ids);
        },
      });
      return changed(trashed);
    },
    'clip.undo': async ({ undo }) => {
      const undone = changed(await services.library().undo(undo));
      return undone.ok ? ok({}) : undone;
    },
    'clip.sum': async ({ target }) => {
      const sum = await services.library().sum(targetOf(target));
      if (!sum.ok) return sum;
      const { clips, seconds, bytes, charged, favourites, flags, tags } = sum.value;
      return ok({ clips, seconds, bytes, charged: micro(charged), favourites, flags, tags });
    },
  };
}
