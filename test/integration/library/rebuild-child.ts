// Makes the index of a library and says so as soon as the first clips are in it: for whoever ends it then.
import { openLibrary } from '../../../main/core/library/library.ts';
import { systemClock } from '../../../main/core/system.ts';

const [folder = '', indexPath = ''] = process.argv.slice(2);
const opened = openLibrary({
  folder,
  indexPath,
  clock: systemClock,
  log: () => undefined,
  onReading: (progress) => {
    if (progress !== null && progress.done > 0) process.stdout.write(`${progress.done}\n`);
  },
});
if (!opened.ok) throw new Error(opened.error.code);
await opened.value.fillMissing();
