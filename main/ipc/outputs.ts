import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { fail, type Outcome, ok } from '../../preload/contract/errors.ts';
import { MAX_DRAG_OUT } from '../../preload/contract/limits.ts';
import type { Library } from '../core/library/library.ts';
import { exportClip } from '../core/output/export-clips.ts';
import { Exports } from '../core/output/exports.ts';
import type { Outputs } from '../core/output/outputs.ts';
import { storePoster } from '../core/output/posters.ts';
import { targetOf } from './library.ts';
import type { Handlers } from './router.ts';

export interface OutputServices {
  readonly outputs: Outputs;
  library(): Library;
  /** Where the person wants a video or picture to lie, offered under this name; null: nowhere. */
  askWhere(name: string): Promise<string | null>;
  /** A folder that the person has chosen, or null. */
  askForFolder(): Promise<string | null>;
  /** Shows a file or folder in the system's own file manager. */
  reveal(path: string): void;
  /** Begins to drag these files out of the window. */
  dragOut(files: readonly string[]): void;
}

type OutputHandlers = Pick<
  Handlers,
  'poster.store' | 'clip.dragOut' | Extract<keyof Handlers, `output.${string}` | `clip.export${string}`>
>;

/** Exports that can still be shown. */
const MOST_WRITTEN = 50;

const done = ok({});
const plain = (outcome: Outcome<unknown>): Outcome<Record<string, never>> => (outcome.ok ? done : outcome);

/** The routes of what the page has made of clips, and of clips that leave Kinora. */
export function outputHandlers(services: OutputServices): OutputHandlers {
  const { outputs } = services;
  const exports = new Exports();
  /** Where the latest files and folders lie that the person has chosen, by what they were written as. */
  const written = new Map<string, string>();
  const note = (id: string, place: string): string => {
    written.set(id, place);
    const [oldest] = written.keys();
    if (written.size > MOST_WRITTEN && oldest !== undefined) written.delete(oldest);
    return id;
  };
  return {
    'poster.store': async ({ clipId, jpeg }) => plain(await storePoster(services.library(), clipId, jpeg)),
    'output.begin': async (target) => {
      const file = target.to === 'file' ? await services.askWhere(target.name) : null;
      if (target.to === 'file' && file === null) return ok({ outputId: null });
      const begun = await outputs.begin(target.to === 'library' ? target : { to: 'file', path: file ?? '' });
      if (!begun.ok) return begun;
      if (file !== null) note(begun.value, file);
      return ok({ outputId: begun.value });
    },
    'output.show': ({ writtenId }) => {
      const place = written.get(writtenId);
      if (place === undefined) return fail('clip-missing');
      services.reveal(place);
      return done;
    },
    'output.write': async ({ outputId, offset, bytes }) =>
      plain(await outputs.write(outputId, offset, bytes)),
    'output.finish': ({ outputId }) => outputs.finish(outputId),
    'output.discard': async ({ outputId }) => {
      await outputs.discard(outputId);
      return done;
    },
    'clip.export': async ({ target, withRecipe }) => {
      const library = services.library();
      const found = await library.named(targetOf(target));
      if (!found.ok) return found;
      const [first, ...more] = found.value;
      if (!first) return fail('clip-missing');
      const clips = found.value.length;
      const to = await (more.length === 0
        ? services.askWhere(path.posix.basename(first.name))
        : services.askForFolder());
      if (to === null) return ok({ clips: 0, name: null, exportId: null, writtenId: null });
      const name = path.basename(to);
      if (more.length === 0) {
        const copied = await exportClip(library, first, to, withRecipe);
        if (!copied.ok) return copied;
        return ok({ clips, name, exportId: null, writtenId: note(randomUUID(), to) });
      }
      const begun = await exports.begin(library, found.value, to, withRecipe);
      if (!begun.ok) return begun;
      return ok({ clips, name, exportId: begun.value, writtenId: note(begun.value, to) });
    },
    'clip.exportMore': async ({ exportId }) => {
      const more = await exports.more(exportId);
      return more.ok ? ok({ done: more.value }) : more;
    },
    'clip.exportStop': async ({ exportId }) => {
      exports.stop(exportId);
      return done;
    },
    'clip.dragOut': async ({ target }) => {
      const library = services.library();
      const about = targetOf(target);
      const count = 'ids' in about ? about.ids.length : about.places.length;
      if (count > MAX_DRAG_OUT) return fail('too-many-to-drag', undefined, { most: MAX_DRAG_OUT });
      const found = await library.named(about);
      if (!found.ok) return found;
      const paths = await Promise.all(found.value.map((clip) => library.fileOf(clip)));
      const files = paths.filter((file) => file !== null);
      if (files.length === 0) return fail('clip-missing');
      services.dragOut(files);
      return done;
    },
  };
}
