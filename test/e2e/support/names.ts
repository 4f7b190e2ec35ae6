import type { Page } from '@playwright/test';
import { expect } from '../fixtures.ts';

/** One node of what Chromium tells a screen reader. */
interface Node {
  readonly role: string;
  readonly name: string;
  /** Of headings. */
  readonly level: number;
  /** The names of the dialogs, lists, rows and groups it is in, from the outside. */
  readonly inside: string;
}

interface Value {
  readonly value?: unknown;
}
interface AxNode {
  readonly nodeId: string;
  readonly parentId?: string;
  readonly ignored: boolean;
  readonly role?: Value;
  readonly name?: Value;
  readonly properties?: readonly { readonly name: string; readonly value: Value }[];
}

/** What a person can use; each of them needs a name. */
const CONTROLS = new Set([
  ...['button', 'link', 'textbox', 'searchbox', 'combobox', 'spinbutton', 'slider', 'switch', 'checkbox'],
  ...[
    'radio',
    'menuitem',
    'menuitemradio',
    'menuitemcheckbox',
    'tab',
    'option',
    'DisclosureTriangle',
    'Date',
  ],
]);
/** What a name has to be heard together with: two buttons with the same name in different ones are two. */
const AROUND = new Set([
  ...['dialog', 'alertdialog', 'region', 'group', 'radiogroup', 'listitem', 'row', 'form', 'toolbar'],
  'navigation',
]);
/** What an area of the window is jumped to by. */
const AREAS = new Set([
  'region',
  'dialog',
  'alertdialog',
  'navigation',
  'radiogroup',
  'menu',
  'toolbar',
  'table',
]);
/** Longer names are sentences, which belong in a description. Those that a person wrote may be as long as they like. */
const LONGEST = 70;

const text = (value: Value | undefined): string =>
  typeof value?.value === 'string' ? value.value.trim() : '';

async function treeOf(page: Page): Promise<Node[]> {
  const cdp = await page.context().newCDPSession(page);
  const { nodes } = (await cdp.send('Accessibility.getFullAXTree')) as { nodes: readonly AxNode[] };
  await cdp.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const around = (node: AxNode): string => {
    const parent = node.parentId === undefined ? undefined : byId.get(node.parentId);
    if (!parent) return '';
    const own =
      !parent.ignored && AROUND.has(text(parent.role)) ? ` > ${text(parent.name)} ${parent.nodeId}` : '';
    return `${around(parent)}${own}`;
  };
  return nodes
    .filter(({ ignored }) => !ignored)
    .map((node) => ({
      role: text(node.role),
      name: text(node.name),
      level: Number(node.properties?.find(({ name }) => name === 'level')?.value.value ?? 0),
      inside: around(node),
    }));
}

/** All that is wrong with what a screen reader is told, as a line each. */
function troubles(nodes: readonly Node[], own: RegExp | undefined): string[] {
  const found: string[] = [];
  const heard = new Set<string>();
  for (const { role, name, inside } of nodes) {
    if (AREAS.has(role) && name === '') found.push(`${role} without a name`);
    if (!CONTROLS.has(role)) continue;
    if (name === '') found.push(`${role} without a name in${inside}`);
    if (name.length > LONGEST && !own?.test(name)) found.push(`${role} with a sentence for a name: ${name}`);
    if (/undefined|null|NaN|\[object/.test(name)) found.push(`${role} ${name}`);
    const said = `${role} ${name}${inside}`;
    if (heard.has(said)) found.push(`two of ${role} ${name}`);
    heard.add(said);
  }
  const isCovered = nodes.some(({ role }) => role === 'dialog' || role === 'alertdialog');
  const headings = nodes.filter(({ role }) => role === 'heading');
  for (const [at, { level, name }] of headings.entries()) {
    const before = headings[at - 1]?.level ?? 0;
    // A dialog covers what is above its own heading.
    if (level > before + 1 && !(isCovered && before === 0))
      found.push(`heading ${level} "${name}" after ${before}`);
    if (name === '') found.push(`heading ${level} without words`);
  }
  for (const role of ['main', 'navigation', 'banner']) {
    const count = nodes.filter((node) => node.role === role).length;
    if (count > 1 || (count === 0 && !isCovered)) found.push(`${count} of ${role}`);
  }
  return found;
}

/**
 * Everything that can be used has a name, no two names in one place are the same, headings go down step by step, and
 * areas can be told apart. `own`: names that a person wrote.
 */
export async function listen(page: Page, where: string, own?: RegExp): Promise<void> {
  const found = async (): Promise<unknown> => ({ where, found: troubles(await treeOf(page), own) });
  await expect.poll(found).toEqual({ where, found: [] });
}
