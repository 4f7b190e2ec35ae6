import { app } from 'electron';
import { commandIn, type Verb } from '../../core/command/verbs.ts';
import type { OwnCommand } from './client.ts';

/** The key that was given from outside: whatever is started from here, helpers of Chromium too, must not find it. */
export function takeKey(): string | undefined {
  const key = process.env['KINORA_KEY']?.trim() || undefined;
  delete process.env['KINORA_KEY'];
  return key;
}

/** The command of this start; null for one with a window. Unpackaged, the app's folder comes before it. */
export function commandOfStart(argv: readonly string[]): readonly [Verb, ...string[]] | null {
  const words = argv.slice(1);
  const folder = app.isPackaged ? -1 : words.findIndex((word) => !word.startsWith('-'));
  return commandIn(folder === -1 ? words : words.toSpliced(folder, 1));
}

/**
 * Runs the command in an instance that is there already and ends this process with it, or returns when there is
 * none: then this one has the lock and does it itself. The code is a bundle of its own, which needs nothing of this
 * one: it is waited for while this one is still being loaded, so that no window and no page come first.
 */
export async function enterCommand(
  words: readonly [Verb, ...string[]],
  key: string | undefined,
): Promise<OwnCommand> {
  const bundle = new URL('./command.js', import.meta.url).href;
  const { enter }: typeof import('./client.ts') = await import(/* @vite-ignore */ bundle);
  return enter(words, key);
}
