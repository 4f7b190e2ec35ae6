import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Log } from '../core/ports.ts';

/** Anything that looks like a key of the service, or is sent as one. */
const KEYS = /\bpb_[A-Za-z0-9_-]{4,}|(?<=\bBearer\s+)[^\s"']+/gi;
/** An address, without what follows its host: a path or a query may hold a signature or a webhook's secret. */
const ADDRESSES = /\b(https?:\/\/)(?:[^\s"'/@]*@)?([^\s"'/?#\\]+)[^\s"'\\]*/gi;
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** As it is, and as it stands in JSON. */
const spellings = (place: string): string[] => [JSON.stringify(place).slice(1, -1), place];

/** Asked once: where accounts are kept in a directory each question may take long. Empty where nobody knows. */
function known(ask: () => string): string {
  try {
    return ask();
  } catch {
    return '';
  }
}
const HOME = known(() => os.homedir());
const USER = known(() => os.userInfo().username);

/**
 * Takes secrets out of a text, whoever wrote it: keys, all of an address but its host, and where the person's home is.
 * @param hidden what else must not stand in it.
 */
export function redact(text: string, hidden: readonly string[] = []): string {
  let clean = text.replace(KEYS, '…').replace(ADDRESSES, '$1$2/…');
  for (const word of hidden) if (word !== '') clean = clean.replaceAll(word, '…');
  // Only where a path begins: the same name may be a folder in another.
  for (const home of HOME === '' ? [] : spellings(HOME))
    clean = clean.replace(new RegExp(`(?<=file://|^|[^\\w/\\\\.-])${escaped(home)}(?![\\w.-])`, 'gm'), '~');
  if (USER === '') return clean;
  return clean.replace(new RegExp(`(?<=[\\\\/])${escaped(USER)}(?=[\\\\/])`, 'g'), '…');
}

const NAME = 'main.log';
const MAX_BYTES = 2 * 1024 * 1024;

/** The files of the log that there may be, the newest first. */
export const logFiles = (folder: string): string[] =>
  [NAME, 'main.1.log', 'main.2.log'].map((name) => path.join(folder, name));

/** One JSON line per event in `<folder>/main.log`, 2 MiB kept three times; nothing leaves this computer. */
export function createLog(folder: string, hidden: () => readonly string[] = () => []): Log {
  const [file = '', before = '', oldest = ''] = logFiles(folder);
  let bytes = sizeOf(file);
  return (level, event, facts = {}) => {
    const line = `${redact(JSON.stringify({ at: new Date().toISOString(), level, event, ...facts }), hidden())}\n`;
    try {
      if (bytes > 0 && bytes + line.length > MAX_BYTES) {
        if (sizeOf(before) > 0) renameSync(before, oldest);
        renameSync(file, before);
        bytes = 0;
      }
      if (bytes === 0) mkdirSync(folder, { recursive: true });
      appendFileSync(file, line, { mode: 0o600 });
      bytes += Buffer.byteLength(line);
    } catch {
      // A disk that takes no log is no reason to stop.
    }
  };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
