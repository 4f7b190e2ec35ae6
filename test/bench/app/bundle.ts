import path from 'node:path';
import { weighBundles } from '../../../scripts/sizes.mjs';
import { judge, type Report } from '../lib/report.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const KB = 1024;

/** What each bundle weighs, against the limit that the build holds it to. */
export async function bundle(): Promise<readonly Report[]> {
  return weighBundles(path.join(root, 'dist')).flatMap(({ name, size, max, packed, gzip }) => {
    if (size === null) throw new Error(`${name} is missing`);
    const weight = judge(name, 'KB', [size / KB], max / KB);
    return gzip === null ? [weight] : [weight, judge(`${name}, gzipped`, 'KB', [packed / KB], gzip / KB)];
  });
}
