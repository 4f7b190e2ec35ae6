import type { CommandEvent } from '../../core/command/events.ts';
import { endOf, jsonLine } from '../../core/command/events.ts';
import { EXITS, type Exit } from '../../core/command/exits.ts';
import { say } from '../../core/command/words.ts';

/** Where a command's answer goes: lines of JSON or words, complaints to the other stream. */
export class Terminal {
  readonly #json: boolean;
  #ended: Promise<number> | null = null;
  #isOrdered = false;

  constructor(json: boolean) {
    this.#json = json;
    // Whoever reads may stop reading; the command goes on.
    for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  }

  readonly emit = (event: CommandEvent): void => {
    if (event.event === 'queued') this.#isOrdered = true;
    if (this.#ended === null) void this.#print(event);
  };

  /** Somebody was told of the order and may have taken it on. */
  mayBeOrdered(): void {
    this.#isOrdered = true;
  }

  print(text: string): void {
    process.stdout.write(text);
  }

  /**
   * Says the last line, once; answers the exit code when all is written. An end that would invite to order again is not
   * told of what is ordered.
   */
  readonly end = (exit: Exit): Promise<number> => {
    const reason = this.#isOrdered && (exit === 'broke' || exit === 'usage') ? 'handed' : exit;
    this.#ended ??= this.#print(endOf(reason)).then(() => EXITS[reason].code);
    return this.#ended;
  };

  #print(event: CommandEvent): Promise<void> {
    const text = this.#json ? jsonLine(event) : say(event);
    const isTrouble = event.event === 'error' || (event.event === 'end' && event.exit !== 0);
    const stream = !this.#json && isTrouble ? process.stderr : process.stdout;
    return new Promise((written) => {
      stream.write(text === '' ? '' : `${text}\n`, () => written());
    });
  }
}
