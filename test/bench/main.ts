import fs from 'node:fs';
import path from 'node:path';
import { input } from './input.ts';
import type { Report } from './lib/report.ts';
import { libraryPage } from './library/page.ts';
import {
  firstGrid,
  rebuild,
  rebuildInUse,
  searchGrep,
  searchMany,
  searchMost,
  searchStatement,
} from './library.ts';
import { prepare } from './prepare.ts';

/** What can be measured. Each makes some reports: a line for people, figures for machines. */
const BENCHES: Readonly<Record<string, readonly (() => Promise<Report | readonly Report[]>)[]>> = {
  input: [input],
  prepare: [prepare],
  library: [
    firstGrid,
    searchMany,
    searchStatement,
    searchGrep,
    searchMost,
    rebuild,
    rebuildInUse,
    libraryPage,
  ],
};

const results = path.resolve(import.meta.dirname, '../../test-results/bench.json');
/** Names of benches, and of parts: then only those of them. */
const words = process.argv.slice(2);
const parts = Object.values(BENCHES).flat();
const known = [...Object.keys(BENCHES), ...parts.map(({ name }) => name)];
const unknown = words.filter((word) => !known.includes(word));
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}. There is: ${known.join(', ')}`);
  process.exit(1);
}
const names = words.filter((word) => word in BENCHES);
const only = words.filter((word) => !(word in BENCHES));
const reports: Report[] = [];
for (const [name, benches] of Object.entries(BENCHES)) {
  if (names.length > 0 && !names.includes(name)) continue;
  for (const bench of benches.filter((part) => only.length === 0 || only.includes(part.name)))
    for (const report of [await bench()].flat()) {
      reports.push(report);
      console.log(report.line);
    }
}
fs.mkdirSync(path.dirname(results), { recursive: true });
fs.writeFileSync(results, `${JSON.stringify(reports, null, 2)}\n`);
process.exitCode = reports.every(({ passed }) => passed) ? 0 : 1;
