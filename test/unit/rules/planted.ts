/** A small copy of the project with its real configuration, to plant offenders in. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../..');

const CONFIGS = [
  'biome.json',
  'tsconfig.base.json',
  'preload/contract/tsconfig.json',
  'preload/tsconfig.json',
  'main/core/tsconfig.json',
  'main/tsconfig.json',
  'renderer/tsconfig.json',
];

export class Planted {
  readonly folder = mkdtempSync(path.join(os.tmpdir(), 'kinora-rules-'));

  constructor() {
    for (const file of CONFIGS) cpSync(path.join(root, file), path.join(this.folder, file));
    this.#linkModules();
    // The linter reads .gitignore through git.
    writeFileSync(path.join(this.folder, '.gitignore'), 'node_modules/\n');
    spawnSync('git', ['init', '--quiet'], { cwd: this.folder });
  }

  /** Links each package, not the folder: the compiler writes its cache into node_modules. */
  #linkModules(): void {
    const from = path.join(root, 'node_modules');
    const to = path.join(this.folder, 'node_modules');
    mkdirSync(to);
    for (const name of readdirSync(from)) {
      if (!name.startsWith('.')) symlinkSync(path.join(from, name), path.join(to, name));
    }
  }

  put(file: string, source: string): void {
    mkdirSync(path.dirname(path.join(this.folder, file)), { recursive: true });
    writeFileSync(path.join(this.folder, file), `${source}\n`);
  }

  #run(script: string, args: readonly string[]): string {
    const tool = path.join(root, 'node_modules', script);
    const { stdout, stderr } = spawnSync(process.execPath, [tool, ...args], {
      cwd: this.folder,
      encoding: 'utf8',
    });
    return stdout + stderr;
  }

  /** The linter's rules broken, by file. */
  lint(): Map<string, string[]> {
    const said = this.#run('@biomejs/biome/bin/biome', [
      'lint',
      '--max-diagnostics=none',
      '--reporter=github',
    ]);
    return byFile(said.matchAll(/title=lint\/\w+\/(?<what>\w+),file=(?<file>[^,]+)/g), this.folder);
  }

  /** The compiler's errors, by file. */
  types(): Map<string, string[]> {
    const projects = ['preload/contract', 'preload', 'main/core', 'main', 'renderer'];
    const said = this.#run('typescript/bin/tsc', ['-b', '--pretty', 'false', ...projects]);
    return byFile(said.matchAll(/^(?<file>[^\s(]+)\(\d+,\d+\): error (?<what>TS\d+)/gm), this.folder);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function byFile(found: Iterable<RegExpExecArray>, folder: string): Map<string, string[]> {
  const all = new Map<string, string[]>();
  for (const { groups } of found) {
    const file = path.relative(folder, path.resolve(folder, groups?.['file'] ?? ''));
    all.set(file, [...(all.get(file) ?? []), groups?.['what'] ?? '']);
  }
  return all;
}
