import { readFile, statfs } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fail, type Outcome, ok } from '../../preload/contract/errors.ts';
import type { Engine } from '../core/job/engine.ts';
import type { Library } from '../core/library/library.ts';
import type { Ids } from '../core/ports.ts';
import { writeFileAtomic } from '../core/store/atomic-file.ts';
import { logFiles, redact } from './log.ts';
import type { SettingsStore } from './settings.ts';

/** Lines of the log that help; more nobody reads. */
const LINES = 400;

interface Made {
  readonly id: string;
  readonly text: string;
}

export interface SupportOptions {
  readonly ids: Ids;
  readonly version: string;
  readonly packaged: boolean;
  readonly engine: () => Engine;
  readonly library: () => Library;
  readonly settings: SettingsStore;
  readonly logs: string;
  /** What must not stand in it, whatever else it says. */
  readonly hidden: () => readonly string[];
  readonly keychain: () => boolean;
  readonly askWhere: (name: string) => Promise<string | null>;
}

/**
 * Writes what helps to find a fault, for the person to read and to send, if they like: versions, settings without
 * anything personal, counts, and the end of the log. What is saved is what was shown, to the letter.
 */
export class Support {
  readonly #options: SupportOptions;
  #made: Made | null = null;
  #making: Promise<Made> | null = null;

  constructor(options: SupportOptions) {
    this.#options = options;
  }

  /** Those who ask at the same time are shown the same, so that what each sees can be saved. */
  make(): Promise<Made> {
    this.#making ??= this.#make().finally(() => {
      this.#making = null;
    });
    return this.#making;
  }

  async #make(): Promise<Made> {
    const { ids, hidden } = this.#options;
    const parts = [HEAD, ...(await this.#facts()), 'Log', ...(await this.#log())];
    this.#made = { id: ids.next(), text: `${redact(parts.join('\n'), hidden())}\n` };
    return this.#made;
  }

  /** @returns the name of the file; null where the person changed their mind. */
  async save(id: string): Promise<Outcome<string | null>> {
    const made = this.#made;
    if (made?.id !== id) return fail('superseded');
    const place = await this.#options.askWhere(`kinora-support-${new Date().toISOString().slice(0, 10)}.txt`);
    if (place === null) return ok(null);
    const written = await writeFileAtomic(place, Buffer.from(made.text, 'utf8'));
    return written.ok ? ok(path.basename(place)) : written;
  }

  async #facts(): Promise<string[]> {
    const { version, packaged, settings, keychain } = this.#options;
    const engine = this.#options.engine();
    const library = this.#options.library();
    const { electron = '', chrome = '', node } = process.versions;
    const jobs = engine.jobs();
    // Where Kinora writes for certain: some systems do not know of a home.
    const free = await statfs(this.#options.logs).then(
      ({ bavail, bsize }) => `${Math.round((bavail * bsize) / 1e9)} GB`,
      () => 'unknown',
    );
    const { folders, accounts, theme, practice, textSize, singleKeys, paused } = settings.get();
    const { askAbove, monthlyBudget, atBudget, downloads, webhookUrl, apiBase } = settings.get();
    const { notifyReady, notifyFailed, notifyOnlyAway, sound, tray } = settings.get();
    return section('Kinora', {
      version: `${version}${packaged ? '' : ' (unpackaged)'}`,
      electron: `${electron}, Chromium ${chrome}, Node ${node}`,
      system: `${os.type()} ${os.release()} ${process.arch}`,
      memory: `${Math.round(os.totalmem() / 1e9)} GB`,
      'disk free': free,
      'running for': `${Math.round(process.uptime())} s`,
      keychain: keychain() ? 'yes' : 'no',
    }).concat(
      section('Settings', {
        theme,
        practice,
        textSize,
        singleKeys,
        paused,
        apiBase,
        downloads,
        'asks above': askAbove === null ? 'never' : 'an amount',
        'monthly budget': monthlyBudget === null ? 'none' : atBudget,
        webhook: webhookUrl === '' ? 'none' : 'set',
        keys: accounts.length,
        'library folders': Math.max(1, folders.length),
        notifyReady,
        notifyFailed,
        notifyOnlyAway,
        sound,
        tray,
      }),
      section('Queue', {
        ...counted(jobs.map(({ state }) => state.name)),
        ...counted(jobs.flatMap(({ id }) => engine.notes(id).hold ?? []).map((hold) => `held: ${hold}`)),
        ...counted(
          jobs.flatMap(({ state }) => ('failure' in state ? [`failure: ${state.failure.code}`] : [])),
        ),
      }),
      section('Library', { clips: (await library.stats()).clips }),
    );
  }

  async #log(): Promise<string[]> {
    const lines: string[] = [];
    for (const file of logFiles(this.#options.logs)) {
      if (lines.length >= LINES) break;
      const text = await readFile(file, 'utf8').catch(() => '');
      lines.unshift(...text.split('\n').filter((line) => line !== ''));
    }
    return lines.slice(-LINES);
  }
}

const HEAD = `Kinora support file
It holds what stands here and nothing else. Keys, prompts, names of your files, amounts and webhook addresses are not in it.
`;

function section(title: string, facts: Readonly<Record<string, string | number | boolean>>): string[] {
  return [title, ...Object.entries(facts).map(([name, value]) => `  ${name}: ${value}`), ''];
}

function counted(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
