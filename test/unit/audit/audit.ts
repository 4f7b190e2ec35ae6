/** Reads the app's own files and names everything in them that no file of the app may do. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { RULES } from './rules.ts';
import { nodesOf, parse } from './walk.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const EVERY_RULE = Object.entries(RULES);
const FOLDERS = ['main', 'preload', 'renderer'];

/** What switches the compiler off for a line or a file. */
const SILENCED =
  /@ts-(ignore|expect-error|nocheck)|biome-ignore[^\n]*(noExplicitAny|noGlobalEval|noDangerously)/;
/** Code, style and content of others in a page. Scripts of a page are files. */
const IN_PAGE =
  /(https?:)?\/\/\w|<script(?![^>]*\ssrc=)|<(style|iframe|webview|object|embed|base)\b|\s(on\w+|style)\s*=/i;
const IN_STYLE =
  /url\(\s*['"]?\s*((https?:)?\/\/|data:text|javascript:)|@import\s+(url\()?['"]?\s*(https?:)?\/\//i;

/** What one file does that it may not: "rule at line". */
export function findingsIn(file: string, source: string): string[] {
  const lineAt = (offset: number): number => source.slice(0, offset).split('\n').length;
  const matching = (rule: string, pattern: RegExp): string[] => {
    const match = pattern.exec(source);
    return match ? [`${rule} at ${lineAt(match.index)}`] : [];
  };
  if (file.endsWith('.html')) return matching('something else in a page', IN_PAGE);
  if (file.endsWith('.css')) return matching('style from elsewhere', IN_STYLE);
  const found = new Set(matching('a silenced check', SILENCED));
  for (const [node, parent] of nodesOf(parse(file, source)))
    for (const [rule, offends] of EVERY_RULE)
      if (offends(node, { file, parent })) found.add(`${rule} at ${lineAt(node.start)}`);
  return [...found];
}

/** Files of the app, as paths from the project's folder with `/`. */
export function ownFiles(): string[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
      `${folder}/${name}`.replaceAll('\\', '/'),
    ),
  ).filter((file) => /\.(tsx?|html|css)$/.test(file) && !file.endsWith('.d.ts'));
}

/** Everything found in the app: "file: rule at line". */
export function audit(): string[] {
  return ownFiles().flatMap((file) =>
    findingsIn(file, readFileSync(path.join(root, file), 'utf8')).map((finding) => `${file}: ${finding}`),
  );
}
