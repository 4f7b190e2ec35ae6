// `npm run check`: types, format, lint and import rules, unit tests. No browser, under a minute.
import { report, runLint, runTypes, runVitest } from './lib/stages.mjs';

const [types, lint] = await Promise.all([runTypes(), runLint()]);
const unit = await runVitest(['--project=unit', '--reporter=dot']);

const results = [report('types', types), report('lint', lint), report('unit', unit)];
process.exitCode = results.every(Boolean) ? 0 : 1;
