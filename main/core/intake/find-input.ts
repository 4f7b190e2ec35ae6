import type { Outcome } from '../../../preload/contract/errors.ts';
import type { Clock, Ids } from '../ports.ts';
import type { RecipeSource } from '../recipe.ts';
import type { Journal } from '../store/journal.ts';
import type { Source } from '../store/sources-table.ts';
import { checkFile } from './check-file.ts';

interface Deps {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly files: {
    has(sha256: string): Promise<boolean>;
    find(sha256: string): Promise<string>;
    read(sha256: string): Promise<Outcome<Uint8Array>>;
  };
}

/**
 * The file that filled a field of a clip, ready to be sent once more. A journal that does not know it, because it was
 * lost or the clip comes from another computer, takes it on again from the prepared file itself.
 * @returns null where the file is gone, or is nothing that could be sent.
 */
export async function findInput(
  { journal, clock, ids, files }: Deps,
  input: RecipeSource,
): Promise<Source | null> {
  const { sha256, name, sourceId } = input;
  const known = journal.sources.get(sourceId);
  if (known?.sha256 === sha256) return (await files.has(sha256)) ? known : null;
  const content = await files.read(sha256);
  if (!content.ok) return null;
  const checked = await checkFile(await files.find(sha256), name);
  if (!checked.ok) return null;
  const { value } = checked;
  if (value.kind === 'image' && value.format !== 'jpeg') return null;
  const { kind, width, height } = value;
  const seconds = value.kind === 'image' ? null : value.seconds;
  // Whoever asked meanwhile may have brought it back.
  const now = journal.sources.get(sourceId);
  if (now?.sha256 === sha256) return now;
  const id = now ? ids.next() : sourceId;
  const source = {
    id,
    kind,
    sha256,
    name,
    width,
    height,
    seconds,
    bytes: content.value.byteLength,
    createdAt: clock.now(),
  };
  journal.write(() => journal.sources.add(source));
  return source;
}
