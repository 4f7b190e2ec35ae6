import { spawnSync } from 'node:child_process';
import { BENCH_TOOLS, toolPath } from '../../../scripts/lib/bench-tools.mjs';

/** A program that something is compared with. */
export type Tool = keyof typeof BENCH_TOOLS;

/** What must be said of the tools that are not there; null when all are. */
export function missing(tools: readonly Tool[]): string | null {
  const gone = tools.filter((tool) => toolPath(tool) === undefined);
  if (gone.length === 0) return null;
  const packages = [...new Set(gone.map((tool) => BENCH_TOOLS[tool]))].join(' ');
  return `${gone.join(' and ')} ${gone.length === 1 ? 'is' : 'are'} missing; Debian has it in: ${packages}`;
}

/** What each tool says of its version. */
export function versions(tools: readonly Tool[]): Record<string, string> {
  return Object.fromEntries(
    tools.map((tool) => {
      const { stdout } = spawnSync(tool, [tool === 'ffmpeg' ? '-version' : '--version'], {
        encoding: 'utf8',
      });
      return [tool, stdout.split('\n')[0]?.slice(0, 100) ?? ''];
    }),
  );
}
