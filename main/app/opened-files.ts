import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { app } from 'electron';
import { handoverIn } from './command/handover.ts';

/**
 * Files that the system asks Kinora to open: dropped on its icon, or "Open with". They come as arguments of the first
 * or of a further start, on macOS as events, and possibly before anybody can take them.
 */
export class OpenedFiles {
  #waiting: string[];
  #take: ((paths: readonly string[]) => void) | null = null;

  /** @param isCommand the arguments of this start are a command's. */
  constructor(isCommand = false) {
    this.#waiting = isCommand ? [] : filesIn(process.argv, process.cwd());
    app.on('open-file', (event, file) => {
      event.preventDefault();
      this.#add([file]);
    });
    app.on('second-instance', (_event, argv, folder, data) => {
      if (!handoverIn(data)) this.#add(filesIn(argv, folder));
    });
  }

  /** Who gets them from now on, and those that wait already. */
  to(take: (paths: readonly string[]) => void): void {
    this.#take = take;
    this.#add([]);
  }

  #add(paths: readonly string[]): void {
    this.#waiting.push(...paths);
    if (this.#take === null || this.#waiting.length === 0) return;
    this.#take(this.#waiting);
    this.#waiting = [];
  }
}

/** The arguments that are files. The first is the program; unpackaged, the app's folder follows it. */
function filesIn(argv: readonly string[], folder: string): string[] {
  const [, ...rest] = argv;
  const plain = rest.filter((argument) => !argument.startsWith('-'));
  return plain.slice(app.isPackaged ? 0 : 1).flatMap((argument) => {
    if (!argument.startsWith('file:')) return path.resolve(folder, argument);
    try {
      return fileURLToPath(argument);
    } catch {
      return [];
    }
  });
}
