import path from 'node:path';
import log from 'electron-log/node';
import type { Log } from '../core/ports.ts';

/** Anything that looks like a key of the service, or an address with a signature in its query. */
const SECRETS = /\bpb_[A-Za-z0-9_-]{4,}|(?<=https?:\/\/[^\s?]+)\?\S+/g;

/** Takes secrets out of a line, whoever wrote it. */
export const redact = (text: string): string => text.replace(SECRETS, '…');

/** One JSON line per event in `<folder>/main.log`, 2 MB kept twice; nothing leaves this computer. */
export function createLog(folder: string): Log {
  log.transports.file.resolvePathFn = () => path.join(folder, 'main.log');
  log.transports.file.maxSize = 2 * 1024 * 1024;
  log.transports.file.format = '[{iso}] [{level}] {text}';
  log.transports.console.level = false;
  return (level, event, facts = {}) => log[level](redact(`${event} ${JSON.stringify(facts)}`));
}
