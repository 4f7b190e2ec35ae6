// A process that opens a damaged journal and may be stopped before any step that changes files. Its arguments are the
// journal and either a folder, where it puts a copy of the journal's folder as it is before each step: what a kill would
// leave there; or `hold` and a number, to stay before that step until it is killed. It says on its output where it is.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { mustOpen } from './run.ts';

const [file = '', how = '', holdAt = ''] = process.argv.slice(2);

const { cpSync, writeSync } = fs;
let steps = 0;
let copying = false;
function step(what: string): void {
  if (copying) return;
  steps += 1;
  if (how !== 'hold') {
    copying = true;
    cpSync(path.dirname(file), path.join(how, String(steps)), { recursive: true });
    copying = false;
    writeSync(1, `${what}\n`);
  } else if (steps === Number(holdAt)) {
    writeSync(1, `${what}\n`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  }
}

/** Puts a step before each call of these methods that is one. */
function watch<K extends string>(
  target: { [name in K]: (...args: never[]) => unknown },
  name: K,
  isStep: (first: unknown) => boolean = () => true,
): void {
  const real = target[name];
  target[name] = function (this: unknown, ...args: never[]) {
    if (isStep(args[0])) step(`${name} ${String(args[0]).trim().split('\n', 1)[0]}`);
    return Reflect.apply(real, this, args);
  };
}

const writes = (sql: unknown): boolean => /^(COMMIT|VACUUM|PRAGMA journal_mode)/.test(String(sql).trim());
watch(fs, 'copyFileSync');
watch(fs, 'fsyncSync');
watch(fs, 'renameSync');
watch(fs, 'rmSync', (name) => fs.existsSync(String(name)));
watch(fs, 'writeSync');
watch(DatabaseSync.prototype, 'exec', writes);
watch(DatabaseSync.prototype, 'prepare', writes);
syncBuiltinESMExports();

const { db } = mustOpen(file);
step('opened');
db.close();
