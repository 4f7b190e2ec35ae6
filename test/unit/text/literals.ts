/** Finds words for a person that stand in a source instead of in its words. */
import { parse, partOf, partsOf, type Tree } from './parse.ts';

/** Attributes and properties that a person reads or hears. */
const SAID = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
  'body',
  'buttonLabel',
  'buttons',
  'description',
  'detail',
  'hint',
  'label',
  'message',
  'placeholder',
  'sublabel',
  'title',
  'toolTip',
  'tooltip',
  'words',
]);

/** What is the same in every language. */
const NO_WORDS = new Set(['Kinora']);

function textOf(tree: Tree): string {
  if (tree.type === 'TemplateElement') {
    const value: unknown = tree['value'];
    return typeof value === 'object' && value !== null && 'raw' in value ? String(value.raw) : '';
  }
  const value = tree['value'];
  return typeof value === 'string' ? value : '';
}

const isWords = (text: string): boolean => /\p{L}{2}/u.test(text) && !NO_WORDS.has(text.trim());

/** The literals that this expression may come to: not those that it only compares, looks up or hands on. */
function* outcomes(tree: Tree): Generator<string> {
  switch (tree.type) {
    case 'Literal':
    case 'TemplateElement':
    case 'JSXText':
      yield textOf(tree);
      return;
    case 'TemplateLiteral':
    case 'ArrayExpression':
    case 'JSXExpressionContainer':
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      for (const [, part] of partsOf(tree)) if (!part.type.startsWith('TS')) yield* outcomes(part);
      return;
    case 'ConditionalExpression':
      for (const name of ['consequent', 'alternate']) yield* outcomes(partOf(tree, name) ?? tree);
      return;
    case 'LogicalExpression':
      yield* outcomes(partOf(tree, 'right') ?? tree);
      if (tree['operator'] !== '&&') yield* outcomes(partOf(tree, 'left') ?? tree);
      return;
    case 'BinaryExpression':
      if (tree['operator'] === '+') for (const [, part] of partsOf(tree)) yield* outcomes(part);
      return;
  }
}

function nameOf(tree: Tree | undefined): string {
  const name = tree?.['name'] ?? tree?.['value'];
  return typeof name === 'string' ? name : '';
}

/** What this node says itself, if it is a place where something is said. */
function* saidBy(tree: Tree): Generator<string> {
  if (tree.type === 'JSXText') yield textOf(tree);
  const [name, value] =
    tree.type === 'JSXAttribute'
      ? [nameOf(partOf(tree, 'name')), partOf(tree, 'value')]
      : tree.type === 'Property'
        ? [nameOf(partOf(tree, 'key')), partOf(tree, 'value')]
        : ['', undefined];
  if (SAID.has(name) && value) yield* outcomes(value);
  if (tree.type === 'JSXElement' || tree.type === 'JSXFragment')
    for (const [, part] of partsOf(tree)) if (part.type === 'JSXExpressionContainer') yield* outcomes(part);
}

/** The words for a person in a source, in the order in which they stand there. */
export function wordsIn(name: string, source: string): string[] {
  const found: string[] = [];
  const visit = (tree: Tree): void => {
    for (const text of saidBy(tree)) if (isWords(text)) found.push(text.trim());
    for (const [, part] of partsOf(tree)) visit(part);
  };
  visit(parse(name, source));
  return found;
}
