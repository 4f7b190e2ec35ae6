import fs from 'node:fs';
import path from 'node:path';
import { input } from './input.ts';
import type { Report } from './lib/report.ts';
import { libraryPage } from './library/page.ts';
import { firstGrid, rebuild, searchGrep, searchMany, searchMost, searchStatement } from './library.ts';
import { prepare } from './prepare.ts';

/** What can be measured. Each makes some reports: a line for people, figures for machines. */
const BENCHES: Readonly<Record<string, readonly (() => Promise<Report | readonly Report[]>)[]>> = {
  input: [input],
  prepare: [prepare],
  library: [firstGrid, searchMany, searchStatement, searchGrep, searchMost, rebuild, libraryPage],
};

const results = path.resolve(import.meta.dirname, '../../test-results/bench.json');
const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}. There is: ${Object.keys(BENCHES).join(', ')}`);
  process.exit(1);
}
const reports: Report[] = [];
for (const [name, benches] of Object.entries(BENCHES)) {
  if (names.length > 0 && !names.includes(name)) continue;
  for (const bench of benches)
    for (const report of [await bench()].flat()) {
      reports.push(report);
      console.log(report.line);
    }
}
fs.mkdirSync(path.dirname(results), { recursive: true });
fs.writeFileSync(results, `${JSON.stringify(reports, null, 2)}\n`);
process.exitCode = reports.every(({ passed }) => passed) ? 0 : 1;
