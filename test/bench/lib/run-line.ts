import { LINES } from './lines.ts';
import type { Report } from './report.ts';

/** What the process of one line tells the one that started it. */
export type LineMessage =
  | { readonly kind: 'report'; readonly report: Report }
  | { readonly kind: 'failed'; readonly why: string };

/** `run-line.ts <place in the list> <scale>`: measures one line in this process. */
const [place, scale] = process.argv.slice(2);
const line = LINES[Number(place)];
if (line === undefined) throw new Error('no such line');
/** What has not gone after this long is not going to by itself. */
const GRACE_MS = 2000;
// Whoever wants to know has gone, and nobody else would end this and what it has started, which is in its group.
process.once('disconnect', () => {
  if (process.platform === 'win32') process.exit(1);
  process.on('SIGTERM', () => undefined);
  process.kill(-process.pid, 'SIGTERM');
  setTimeout(() => process.kill(-process.pid, 'SIGKILL'), GRACE_MS);
});
const tell = (message: LineMessage) => new Promise<void>((told) => process.send?.(message, () => told()));
try {
  const bench = await line.load();
  for (const report of [await bench(scale === 'smoke' ? 'smoke' : 'full')].flat())
    await tell({ kind: 'report', report });
} catch (error) {
  await tell({
    kind: 'failed',
    why: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });
}
process.exit();
