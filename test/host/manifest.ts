/** Finds the app that the host was asked to run. */
import fs from 'node:fs';
import path from 'node:path';

export interface AppManifest {
  readonly folder: string;
  readonly mainFile: string;
  readonly name: string;
  readonly version: string;
}

function readPackage(folder: string): Readonly<Record<string, unknown>> | undefined {
  const file = path.join(folder, 'package.json');
  if (!fs.existsSync(file)) return undefined;
  const parsed: unknown = JSON.parse(fs.readFileSync(file, 'utf8'));
  return typeof parsed === 'object' && parsed !== null
    ? Object.fromEntries(Object.entries(parsed))
    : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Reads the manifest of a folder, or of the nearest package around a main file. */
export function readManifest(entry: string): AppManifest {
  const start = path.resolve(entry);
  if (!fs.existsSync(start)) throw new Error(`browser host: there is no app at ${start}`);
  const isFolder = fs.statSync(start).isDirectory();
  let folder = isFolder ? start : path.dirname(start);
  let manifest = readPackage(folder);
  while (!isFolder && manifest === undefined && folder !== path.dirname(folder)) {
    folder = path.dirname(folder);
    manifest = readPackage(folder);
  }
  const mainFile = isFolder ? path.join(folder, text(manifest?.['main']) ?? 'index.js') : start;
  if (!fs.existsSync(mainFile))
    throw new Error(`browser host: ${mainFile} does not exist; build the app first`);
  return {
    folder,
    mainFile,
    name: text(manifest?.['productName']) ?? text(manifest?.['name']) ?? 'Electron',
    version: text(manifest?.['version']) ?? '0.0.0',
  };
}
