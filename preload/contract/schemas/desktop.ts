/** What the page and the desktop around it tell each other. */
import * as z from 'zod/mini';
import { PLACES } from '../keyboard.ts';
import { MAX_COPIED_BYTES } from '../limits.ts';
import { bytes, id } from './parts.ts';

const nothing = z.strictObject({});

export const desktopRoutes = {
  /** Where the person is: the menu offers what is of use there. */
  'app.place': { input: z.strictObject({ place: z.enum(PLACES) }), output: nothing },
  /** Shows the whole menu beside the page, for systems on which it has no bar. */
  'menu.open': { input: nothing, output: nothing },
  /**
   * The picture on the clipboard, as its file would be; null: there is none. No text of it ever goes to the page, and
   * a picture only right after the person has pressed something there.
   */
  'clipboard.picture': {
    input: nothing,
    output: z.strictObject({ bytes: z.nullable(bytes(MAX_COPIED_BYTES)), type: z.string() }),
  },
  /** The network has come back, as far as the page can see. */
  'network.back': { input: nothing, output: nothing },
  /** Writes the support file, and nothing to the disk yet: `support.save` saves this very text. */
  'support.make': { input: nothing, output: z.strictObject({ id, text: z.string() }) },
  /** Saves it where the person wants it; null: they did not. */
  'support.save': { input: z.strictObject({ id }), output: z.strictObject({ name: z.nullable(z.string()) }) },
} as const;
