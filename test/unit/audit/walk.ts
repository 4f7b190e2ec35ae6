/** Walks the syntax tree that the bundler itself reads, so that no way of writing a thing hides it. */
import { parseAst } from 'vite';

/** One node of an ESTree; what else it has depends on its type. */
export interface Node {
  readonly type: string;
  /** Where it begins in the source, in characters. */
  readonly start: number;
  readonly [more: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' &&
  value !== null &&
  'type' in value &&
  'start' in value &&
  typeof value.type === 'string';

export const asNode = (value: unknown): Node | null => (isNode(value) ? value : null);

export const asNodes = (value: unknown): Node[] => (Array.isArray(value) ? value.filter(isNode) : []);

/** This node and all below it, each with the one that it stands in. */
export function nodesOf(node: Node): readonly (readonly [Node, Node | null])[] {
  const found: (readonly [Node, Node | null])[] = [[node, null]];
  // What is found is looked into in turn: a walk that calls itself is slow at the depth of real files.
  for (let at = 0; at < found.length; at += 1) {
    const [parent] = found[at] ?? [node];
    for (const key in parent) {
      const value = parent[key];
      if (isNode(value)) found.push([value, parent]);
      else if (Array.isArray(value)) for (const each of value) if (isNode(each)) found.push([each, parent]);
    }
  }
  return found;
}

export function parse(file: string, source: string): Node {
  const tree = asNode(parseAst(source, { lang: file.endsWith('x') ? 'tsx' : 'ts' }));
  if (tree === null) throw new Error(`${file} has no syntax tree`);
  return tree;
}

/** The name of an identifier, a private one, a member (`a.name`, `a['name']`) or a key; null for anything else. */
export function nameOf(value: unknown): string | null {
  const node = asNode(value);
  if (node === null) return null;
  if (node.type === 'Identifier' || node.type === 'JSXIdentifier') return String(node['name']);
  if (node.type === 'Literal') return typeof node['value'] === 'string' ? node['value'] : null;
  if (node.type === 'MemberExpression') return nameOf(node['property']);
  if (node.type === 'TemplateLiteral') return wholeText(node);
  return null;
}

/** A text without holes; null for anything else. */
export function wholeText(value: unknown): string | null {
  const node = asNode(value);
  if (node?.type === 'Literal') return typeof node['value'] === 'string' ? node['value'] : null;
  if (node?.type !== 'TemplateLiteral' || asNodes(node['expressions']).length > 0) return null;
  return firstText(node);
}

/** What a text begins with: all of a literal, of a template the part before its first hole. */
export function firstText(value: unknown): string | null {
  const node = asNode(value);
  if (node?.type === 'Literal') return typeof node['value'] === 'string' ? node['value'] : null;
  const [first] = node?.type === 'TemplateLiteral' ? asNodes(node['quasis']) : [];
  const text: unknown = Object(first?.['value'])['raw'];
  return typeof text === 'string' ? text : null;
}
