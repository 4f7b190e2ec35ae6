// A process that writes a journal on a disk that begins to fail. It says on its output what it was told of each write:
// `done` or the error; and then ends as a killed process does.
// Arguments: the journal; the number of writes before the log's file is replaced by a device; the device, if any.
import { closeSync, openSync, readdirSync, readlinkSync, writeSync } from 'node:fs';
import { Journal } from '../../../main/core/store/journal.ts';
import { mustOpen, play } from './run.ts';

const [file = '', swapAfter = '', device = ''] = process.argv.slice(2);

/** Puts a device in the place of a file that SQLite has open: `/dev/null` cannot sync, `/dev/full` cannot write. */
function swap(name: string): void {
  const handle = readdirSync('/proc/self/fd').find((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`) === name;
    } catch {
      return false;
    }
  });
  if (handle === undefined) throw new Error(`${name} is not open`);
  closeSync(Number(handle));
  while (openSync(device, 'r+') !== Number(handle));
}

const say = (line: string): void => void writeSync(1, `${line}\n`);

const { db } = mustOpen(file);
const journal = new Journal(db);
journal.onStopped = () => say('stopped');
const write = journal.write.bind(journal);
let writes = 0;
journal.write = (work) => {
  writes += 1;
  if (device !== '' && writes === Number(swapAfter) + 1) swap(`${file}-wal`);
  try {
    const result = write(work);
    say('done');
    return result;
  } catch (error) {
    say(`failed ${error instanceof Error ? error.message : ''}`);
    throw error;
  }
};
say('open');
try {
  for (const _ of play(journal, 12));
} catch {
  // Whoever is refused tries again, as the engine does.
  for (const id of ['late 1', 'late 2', 'late 3'])
    try {
      const size = { kind: 'image', seconds: null, width: 1, height: 1, bytes: 1 } as const;
      journal.write(() => journal.sources.add({ id, sha256: '', name: '', ...size, createdAt: 1 }));
    } catch {}
}
process.kill(process.pid, 'SIGKILL');
