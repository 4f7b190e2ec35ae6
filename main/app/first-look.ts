import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';
import { LANGUAGE_CHOICES, THEMES } from '../../preload/contract/vocabulary.ts';

const looks = z.object({
  theme: z.catch(z.enum(THEMES), 'system'),
  language: z.catch(z.enum(LANGUAGE_CHOICES), 'system'),
});
export type FirstLook = z.output<typeof looks>;

/** A larger file is no settings. */
const MAX_BYTES = 4 * 1024 * 1024;

/**
 * How the window looks and what its page speaks, before the settings are opened. Anything odd counts as nothing:
 * whoever opens them finds it, and says so.
 */
export function firstLook(userData: string): FirstLook {
  const file = path.join(userData, 'settings.json');
  try {
    if (statSync(file).size <= MAX_BYTES) return looks.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // There is none yet, or it is damaged.
  }
  return { theme: 'system', language: 'system' };
}

/** Whether nothing has been kept in this folder yet: making the first files takes longer than opening them. */
export const isFirstEver = (userData: string): boolean => !existsSync(path.join(userData, 'journal.db'));
