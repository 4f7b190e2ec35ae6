/** Sources as trees, for checks that look at how words are written down. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'vite';

export const root = path.resolve(import.meta.dirname, '../../..');

/** A node of an ESTree: its type, and whatever belongs to that. */
export interface Tree {
  readonly type: string;
  readonly [key: string]: unknown;
}

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** @throws Error where the source cannot be parsed. */
export function parse(name: string, source: string): Tree {
  const { program, errors } = parseSync(name, source);
  const [error] = errors;
  if (error) throw new Error(`${name}: ${error.message}`);
  const tree: unknown = program;
  if (!isTree(tree)) throw new Error(`${name} has no tree`);
  return tree;
}

/** The trees right under this one, with the names that they have in it. */
export function* partsOf(tree: Tree): Generator<readonly [name: string, part: Tree]> {
  for (const [name, value] of Object.entries(tree))
    for (const part of Array.isArray(value) ? value : [value]) if (isTree(part)) yield [name, part];
}

/** The part of this name, or undefined. */
export function partOf(tree: Tree, name: string): Tree | undefined {
  const part = tree[name];
  return isTree(part) ? part : undefined;
}

/** A source of the repository by its path from the root. */
export const sourceOf = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** All sources under a folder, by their paths from the root. */
export const sourcesIn = (folder: string): string[] =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => path.posix.join(folder, name.replaceAll(path.sep, '/')))
    .sort();
