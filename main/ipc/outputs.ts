import path from 'node:path';
import { fail, type Outcome, ok } from '../../preload/contract/errors.ts';
import type { Library } from '../core/library/library.ts';
import { exportClip, exportClips } from '../core/output/export-clips.ts';
import type { Outputs } from '../core/output/outputs.ts';
import { storePoster } from '../core/output/posters.ts';
import { clipsOf } from './library.ts';
import type { Handlers } from './router.ts';

export interface OutputServices {
  readonly outputs: Outputs;
  library(): Library;
  /** Where the person wants a video or picture to lie, offered under this name; null: nowhere. */
  askWhere(name: string): Promise<string | null>;
  /** A folder that the person has chosen, or null. */
  askForFolder(): Promise<string | null>;
  /** Begins to drag these files out of the window. */
  dragOut(files: readonly string[]): void;
}

type OutputHandlers = Pick<
  Handlers,
  'poster.store' | 'clip.export' | 'clip.dragOut' | Extract<keyof Handlers, `output.${string}`>
>;

const done = ok({});
const plain = (outcome: Outcome<unknown>): Outcome<Record<string, never>> => (outcome.ok ? done : outcome);

/** The routes of what the page has made of clips, and of clips that leave Kinora. */
export function outputHandlers(services: OutputServices): OutputHandlers {
  const { outputs } = services;
  return {
    'poster.store': async ({ clipId, jpeg }) => plain(await storePoster(services.library(), clipId, jpeg)),
    'output.begin': async (target) => {
      const file = target.to === 'file' ? await services.askWhere(target.name) : null;
      if (target.to === 'file' && file === null) return ok({ outputId: null });
      const begun = await outputs.begin(target.to === 'library' ? target : { to: 'file', path: file ?? '' });
      return begun.ok ? ok({ outputId: begun.value }) : begun;
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
      const found = clipsOf(library, target);
      if (!found.ok) return found;
      const [first, ...more] = found.value;
      if (!first) return fail('clip-missing');
      const single = more.length === 0;
      const to = await (single
        ? services.askWhere(path.posix.basename(first.name))
        : services.askForFolder());
      if (to === null) return ok({ clips: 0, name: null });
      const copied = single
        ? await exportClip(library, first, to, withRecipe)
        : await exportClips(library, found.value, to, withRecipe);
      return copied.ok ? ok({ clips: found.value.length, name: path.basename(to) }) : copied;
    },
    'clip.dragOut': async ({ target }) => {
      const library = services.library();
      const found = clipsOf(library, target);
      if (!found.ok) return found;
      const paths = await Promise.all(found.value.map(({ id }) => library.pathOf(id)));
      const files = paths.filter((file) => file !== null);
      if (files.length === 0) return fail('clip-missing');
      services.dragOut(files);
      return done;
    },
  };
}
