import path from 'node:path';
import { type Outcome, ok } from '../../preload/contract/errors.ts';
import { localPeriod } from '../core/money/budget.ts';
import { type SpendingLine, spendingCsv } from '../core/money/csv.ts';
import { writeFileAtomic } from '../core/store/atomic-file.ts';
import type { Account } from './account.ts';

/**
 * Writes the spending as CSV where the person wants it.
 * @param ask offers a name, and answers the whole path of what was chosen or null.
 * @returns the file's name; null when nothing was chosen.
 */
export async function exportSpending(
  lines: readonly SpendingLine[],
  account: Pick<Account, 'nameOf'>,
  now: number,
  ask: (name: string) => Promise<string | null>,
): Promise<Outcome<string | null>> {
  const file = await ask(`kinora-spending-${localPeriod('day', now)}.csv`);
  if (file === null) return ok(null);
  const csv = spendingCsv(lines, (accountId) => account.nameOf(accountId));
  const written = await writeFileAtomic(file, Buffer.from(csv, 'utf8'));
  return written.ok ? ok(path.basename(file)) : written;
}
