// The programs that the bench compares Kinora with: found, brought by apt, or asked for.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { run } from './run.mjs';

/** Each with the Debian package that has it. */
export const BENCH_TOOLS = {
  curl: 'curl',
  ffmpeg: 'ffmpeg',
  grep: 'grep',
  sha256sum: 'coreutils',
};

/**
 * Where a program is; nothing when it is not on the path.
 * @param {string} tool
 */
export function toolPath(tool) {
  const names = process.platform === 'win32' ? [`${tool}.exe`] : [tool];
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  return folders.flatMap((folder) => names.map((name) => path.join(folder, name))).find(existsSync);
}

/** Brings the programs that are missing, where that can be done unasked; else says how to. */
export async function ensureBenchTools() {
  const packages = Object.entries(BENCH_TOOLS).flatMap(([tool, name]) => (toolPath(tool) ? [] : [name]));
  if (packages.length === 0) return;
  const install = `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  if (existsSync('/usr/bin/apt-get') && process.getuid?.() === 0) {
    console.log(`Installing ${packages.join(', ')} (once)…`);
    await run('sh', ['-c', install], { env: { DEBIAN_FRONTEND: 'noninteractive' }, timeout: 300_000 });
  } else
    console.log(`To compare with them, install ${packages.join(', ')}. On Debian: sudo sh -c '${install}'`);
}
