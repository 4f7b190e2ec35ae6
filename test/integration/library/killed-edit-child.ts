// A process that says things of clips and may be stopped before any step that changes files. Its arguments are the
// library's folder and the number of the step before which it stays until it is killed; 0: it goes on to the end. It
// writes on its output `said` and what was said, as JSON, for each edit that was answered, then where it stays, or `end`.
import fs from 'node:fs';
import fsp from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { DatabaseSync } from 'node:sqlite';
import { EVERY_CLIP } from '../../../preload/contract/every-clip.ts';
import { EDITS } from './killed-edit.ts';
import { openAt } from './new-clip.ts';

const [folder = '', holdAt = ''] = process.argv.slice(2);

const { writeSync } = fs;
let steps = 0;
let watching = false;
function step(what: string): void {
  if (!watching) return;
  steps += 1;
  if (steps !== Number(holdAt)) return;
  writeSync(1, `held ${what}\n`);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

/** Puts a step before each call of this method. */
function watch<K extends string>(target: { [name in K]: (...args: never[]) => unknown }, name: K): void {
  const real = target[name];
  target[name] = function (this: unknown, ...args: never[]) {
    step(`${name} ${String(args[0]).trim().split('\n', 1)[0]}`);
    return Reflect.apply(real, this, args);
  };
}
watch(fsp, 'mkdir');
watch(fsp, 'open');
watch(fsp, 'rename');
watch(fsp, 'unlink');
watch(DatabaseSync.prototype, 'exec');
syncBuiltinESMExports();

const library = openAt(folder);
await library.fillMissing();
const page = library.page({ query: EVERY_CLIP, cursor: null, limit: 200 });
if (!page.ok) throw new Error(page.error.code);
const ids = page.value.clips.map(({ id }) => id).sort();
watching = true;
for (const { clips, edit } of EDITS) {
  const done = await library.edit({ ids: ids.slice(0, clips) }, edit);
  if (!done.ok) throw new Error(done.error.code);
  writeSync(1, 'said\n');
}
await library.settle();
library.close();
writeSync(1, `end ${steps}\n`);
