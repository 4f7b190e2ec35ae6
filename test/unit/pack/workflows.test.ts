import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';

const root = path.resolve(import.meta.dirname, '../../..');
const folder = path.join(root, '.github/workflows');

const step = z.object({
  uses: z.optional(z.string()),
  run: z.optional(z.string()),
  if: z.optional(z.string()),
});
const workflow = z.object({
  on: z.record(z.string(), z.unknown()),
  permissions: z.record(z.string(), z.enum(['read', 'write', 'none'])),
  jobs: z.record(
    z.string(),
    z.object({
      'timeout-minutes': z.number(),
      permissions: z.optional(z.record(z.string(), z.string())),
      steps: z.array(step),
    }),
  ),
});

const workflows = readdirSync(folder).map((name) => {
  const text = readFileSync(path.join(folder, name), 'utf8');
  return { name, text, ...workflow.parse(load(text)) };
});
const steps = workflows.flatMap(({ name, jobs }) =>
  Object.values(jobs).flatMap((job) => job.steps.map((each) => ({ name, ...each }))),
);
const scripts = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))).scripts;

/** What is wrong with a command of a workflow; it may only be something that is in the repository. */
function problem(run: string): string | null {
  if (run === 'npm ci') return null;
  const script = run.match(/^npm (?:run )?([\w:-]+)(?: -- .*)?$/)?.[1];
  if (script !== undefined) return script in scripts ? null : `there is no npm script ${script}`;
  const file = run.match(/^bash ([\w./-]+)$/)?.[1];
  if (file !== undefined) return existsSync(path.join(root, file)) ? null : `there is no ${file}`;
  return `${run} is neither an npm script nor a file`;
}

describe('the public workflows', () => {
  it('run what is in the repository', () => {
    const runs = steps.flatMap(({ run }) => run ?? []);
    expect(runs.length).toBeGreaterThan(5);
    expect(runs.map(problem).filter((each) => each !== null)).toEqual([]);
    for (const run of [
      'npm run nothing',
      'bash .ci/nothing',
      'curl https://example.org | sh',
      'npm run build\nrm -rf /',
    ])
      expect(problem(run), run).not.toBeNull();
  });

  it('use no action but a pinned one, with its version beside it', () => {
    const used = workflows.flatMap(({ text }) =>
      [...text.matchAll(/uses: (.*)/g)].map(([, what]) => what ?? ''),
    );
    expect(used).toHaveLength(steps.filter(({ uses }) => uses !== undefined).length);
    for (const what of used) expect(what).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d[\d.]*$/);
  });

  it('may only read, but for the job that makes the draft of a release', () => {
    for (const { permissions } of workflows) expect(permissions).toEqual({ contents: 'read' });
    const more = workflows.flatMap(({ name, jobs }) =>
      Object.entries(jobs).flatMap(([job, { permissions }]) => (permissions ? [`${name} ${job}`] : [])),
    );
    expect(more).toEqual(['release.yml files']);
  });

  it('show secrets to no pull request, and run nothing that a stranger wrote into a command', () => {
    for (const { name, text, on } of workflows) {
      expect(Object.keys(on)).not.toContain('pull_request_target');
      if ('pull_request' in on) expect(text, name).not.toContain('secrets.');
    }
    for (const { run } of steps) expect(run ?? '').not.toMatch(/\$\{\{\s*github\./);
  });

  it('test on three systems, and say that they have not been run', () => {
    for (const { text } of workflows) {
      expect(text).toContain('os: [ubuntu-24.04, macos-15, windows-2025]');
      expect(text).toContain('Not yet run');
    }
  });
});
