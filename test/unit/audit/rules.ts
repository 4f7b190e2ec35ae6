/**
 * What no file of the app may do. Each rule looks at one node of a file. What is forbidden is looked for by its name
 * wherever it stands, also in brackets, in quotes and behind an alias, so that a finding is removed and not rephrased.
 */
import { asNode, asNodes, firstText, type Node, nameOf, nodesOf, wholeText } from './walk.ts';

interface Place {
  readonly file: string;
  /** What the node stands in. */
  readonly parent: Node | null;
}
type Rule = (node: Node, place: Place) => boolean;

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Every way of turning text into elements, and of loosening what keeps text from it. */
const MARKUP = set(
  'innerHTML outerHTML insertAdjacentHTML dangerouslySetInnerHTML srcdoc srcDoc createContextualFragment DOMParser ' +
    'setHTMLUnsafe parseHTMLUnsafe writeln',
);
/** Every way of turning text into code or style. */
const CODE = set('eval Function executeJavaScript executeJavaScriptInIsolatedWorld insertCSS');
const CODE_MODULES = set('node:vm vm node:repl repl node:inspector inspector');
/** What starts a program, or opens a file with one. */
const PROGRAMS = set('node:child_process child_process node:cluster cluster');
const FOREIGN_ELEMENTS = set('webview iframe frame object embed base script');
/** What waits for main, and what main would answer it with. */
const WAITING = set('sendSync sendToHost returnValue');
const CONNECTIONS = set('WebSocket EventSource XMLHttpRequest sendBeacon WebTransport RTCPeerConnection');
/** What decodes a picture in main, which has no sandbox. */
const DECODERS = set(
  'createFromPath createFromBuffer createFromDataURL createFromBitmap createThumbnailFromPath',
);
/** What makes TLS, or the walls of a page, give way. */
const GAPS = set(
  'setCertificateVerifyProc NODE_TLS_REJECT_UNAUTHORIZED ignore-certificate-errors certificate-error ' +
    'disable-web-security no-sandbox remote-debugging-port bypassCSP openDevTools',
);
/** The only value that each of these may have, in whatever it stands. */
const WALLS: Readonly<Record<string, boolean>> = {
  sandbox: true,
  contextIsolation: true,
  webSecurity: true,
  rejectUnauthorized: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  navigateOnDragDrop: false,
};
/** What a window may add to the preferences of all windows. */
const OWN_PREFERENCES = set('preload backgroundThrottling');

const FILE_LOADERS = set('loadFile');

const isPage = (file: string): boolean => file.startsWith('renderer/');
const isNamed = (node: Node, names: ReadonlySet<string>): boolean =>
  node.type !== 'MemberExpression' && names.has(nameOf(node) ?? '');
const argumentsOf = (node: Node): Node[] => asNodes(node['arguments']);
/** What is called here; empty where nothing is. */
const calledIn = (node: Node): string =>
  node.type === 'CallExpression' ? (nameOf(node['callee']) ?? '') : '';
/** Of what it is called: `window` in `window.open()`. */
const receiverOf = (node: Node): string => nameOf(asNode(node['callee'])?.['object']) ?? '';
const isImportOf = (node: Node, modules: ReadonlySet<string>): boolean =>
  /^(Import|Export\w+)(Declaration|Expression)$/.test(node.type)
    ? modules.has(wholeText(node['source']) ?? '')
    : calledIn(node) === 'require' && modules.has(wholeText(argumentsOf(node)[0]) ?? '');

/** A link that is written down here, or one of the list that only has such. */
const isOwnLink = (node: Node | undefined): boolean =>
  /^https:\/\/[\w.-]+(\/|$)/.test(wholeText(node) ?? '') ||
  (node?.type === 'MemberExpression' && nameOf(node['object']) === 'LINKS');

/** A template that begins with the app's own origin. */
const isOwnPage = (node: Node | undefined): boolean =>
  node?.type === 'TemplateLiteral' &&
  firstText(node) === '' &&
  nameOf(asNodes(node['expressions'])[0]) === 'ORIGIN' &&
  /^\/\w+\.html$/.test(String(Object(asNodes(node['quasis'])[1]?.['value'])['raw']));

/** The preferences of all windows first, and after them only what a window may add. */
function hasWalls(options: Node | undefined): boolean {
  const own = asNodes(options?.['properties']).find((each) => nameOf(each['key']) === 'webPreferences');
  const [first, ...more] = asNodes(asNode(own?.['value'])?.['properties']);
  return (
    first?.type === 'SpreadElement' &&
    nameOf(first['argument']) === 'SAFE_PREFERENCES' &&
    more.every((each) => each.type === 'Property' && OWN_PREFERENCES.has(nameOf(each['key']) ?? ''))
  );
}

/** Whether the first thing that a listener does is to ask where the message comes from. */
function asksFirst(listener: Node | undefined): boolean {
  if (listener?.type !== 'ArrowFunctionExpression') return false;
  const calls = [...nodesOf(listener)]
    .map(([node]) => node)
    .filter(({ type }) => /^(Call|New|Await|Import)Expression$/.test(type))
    .sort((a, b) => a.start - b.start);
  return calls[0] !== undefined && calledIn(calls[0]) === 'isFrom';
}

export const RULES = {
  'text as markup': (node) =>
    isNamed(node, MARKUP) || (calledIn(node) === 'write' && receiverOf(node) === 'document'),
  'text as code': (node) =>
    isNamed(node, CODE) ||
    isImportOf(node, CODE_MODULES) ||
    (/^set(Timeout|Interval)$/.test(calledIn(node)) && firstText(argumentsOf(node)[0]) !== null) ||
    /^\s*javascript:/i.test(firstText(node) ?? ''),
  'an address of somebody else’s choice': (node, { parent }) =>
    nameOf(node) === 'openPath' ||
    (calledIn(node) === 'openExternal' && !isOwnLink(argumentsOf(node)[0])) ||
    // Handed on by name it could be called with anything.
    (nameOf(node) === 'openExternal' &&
      !(node.type === 'MemberExpression' ? parent?.['callee'] === node : parent?.['property'] === node)),
  'a page that waits': (node) => isNamed(node, WAITING),
  'content from elsewhere': (node, { file }) =>
    (calledIn(node) === 'loadURL' && !isOwnPage(argumentsOf(node)[0])) ||
    isNamed(node, FILE_LOADERS) ||
    (isPage(file) && /^((https?|wss?|ftp):)?\/\/./.test(firstText(node) ?? '')) ||
    (isPage(file) && isNamed(node, CONNECTIONS)),
  'a frame or a window of the page’s own': (node, { file }) =>
    (node.type === 'JSXOpeningElement' && FOREIGN_ELEMENTS.has(nameOf(node['name']) ?? '')) ||
    (calledIn(node) === 'createElement' && FOREIGN_ELEMENTS.has(wholeText(argumentsOf(node)[0]) ?? '')) ||
    (isPage(file) && calledIn(node) === 'open' && /^(window|globalThis|self)$/.test(receiverOf(node))),
  'a wall with a gap': (node) =>
    isNamed(node, GAPS) ||
    (node.type === 'Property' &&
      WALLS[nameOf(node['key']) ?? ''] !== undefined &&
      asNode(node['value'])?.['value'] !== WALLS[nameOf(node['key']) ?? '']),
  'a window without walls': (node) =>
    node.type === 'NewExpression' &&
    /^(BrowserWindow|WebContentsView|BrowserView)$/.test(nameOf(node['callee']) ?? '') &&
    !hasWalls(argumentsOf(node)[0]),
  'a listener that asks nobody': (node) =>
    /^(on|once|handle|handleOnce|addListener|prependListener)$/.test(calledIn(node)) &&
    receiverOf(node) === 'ipcMain' &&
    !asksFirst(argumentsOf(node)[1]),
  'a bridge that hands itself over': (node, { file, parent }) =>
    file.startsWith('preload/') &&
    node.type === 'Identifier' &&
    nameOf(node) === 'ipcRenderer' &&
    parent?.type !== 'ImportSpecifier' &&
    !(parent?.type === 'MemberExpression' && parent['object'] === node),
  'another program': (node) => isImportOf(node, PROGRAMS),
  'decoding outside the sandbox': (node, { file }) => !isPage(file) && isNamed(node, DECODERS),
  'a type that says nothing': (node) =>
    node.type === 'TSAnyKeyword' ||
    (node.type === 'TSAsExpression' && asNode(node['expression'])?.type === 'TSAsExpression'),
} as const satisfies Record<string, Rule>;

export type RuleName = keyof typeof RULES;
