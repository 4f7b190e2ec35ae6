import fs from 'node:fs';
import path from 'node:path';
import { input } from './input.ts';
import type { Report } from './lib/report.ts';
import { prepare } from './prepare.ts';

/** What can be measured. Each makes one report: a line for people, figures for machines. */
const BENCHES: Readonly<Record<string, () => Promise<Report>>> = { input, prepare };

const results = path.resolve(import.meta.dirname, '../../test-results/bench.json');
const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}. There is: ${Object.keys(BENCHES).join(', ')}`);
  process.exit(1);
}
const reports: Report[] = [];
for (const [name, bench] of Object.entries(BENCHES)) {
  if (names.length > 0 && !names.includes(name)) continue;
  const report = await bench();
  reports.push(report);
  console.log(report.line);
}
fs.mkdirSync(path.dirname(results), { recursive: true });
fs.writeFileSync(results, `${JSON.stringify(reports, null, 2)}\n`);
process.exitCode = reports.every(({ passed }) => passed) ? 0 : 1;
