import type { ImportView } from '../../../preload/contract/schemas/folders.ts';
import { ask, importFiles } from '../../bridge.ts';
import { toFailure } from '../../state/models.ts';
import { t } from '../../text/en.ts';
import { folders as en } from '../../text/en-folders.ts';
import { say, sayFailure } from '../../ui/toasts.ts';

/** Files that are named one by one when they could not be taken. */
const MOST_NAMED = 5;

/** Says what an import came to, each trouble in its own words. */
export function sayImported(report: ImportView): void {
  const { failed } = report;
  if (report.added + report.known + report.restored > 0 || failed.length === 0)
    say({ ...en.imported(report), look: 'done' });
  const [first] = failed;
  if (!first) return;
  const words = failed.slice(0, MOST_NAMED).map(({ failure, name }) => t.failure(failure, name).title);
  if (failed.length === 1) sayFailure(first.failure, first.name);
  else say({ title: en.importFailed(failed.length), body: words.join(' '), look: 'error' });
}

/** Lets the person choose videos, or a folder of them, and copies them into the library. */
export async function startImport(what: 'files' | 'folder'): Promise<void> {
  const answer = await ask('import.start', { what });
  if (!answer.ok) sayFailure(toFailure(answer.error));
  else if (answer.value.report) sayImported(answer.value.report);
}

/** Copies dropped videos, and those in dropped folders, into the library. */
export async function importDropped(files: readonly File[]): Promise<void> {
  const answer = await importFiles(files);
  if (answer.ok) sayImported(answer.value);
  else sayFailure(toFailure(answer.error));
}

export const stopImport = (): void => void ask('import.cancel', {});
