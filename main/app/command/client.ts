import { accessSync, constants, mkdirSync, readFileSync } from 'node:fs';
import { app } from 'electron';
import type { ErrorCode } from '../../../preload/contract/errors.ts';
import { MODELS } from '../../core/catalogue/catalogue.ts';
import type { Emit } from '../../core/command/events.ts';
import type { Exit } from '../../core/command/exits.ts';
import { optionFields, optionOf, takes } from '../../core/command/fields.ts';
import { type ParsedCommand, parseCommand, UsageError } from '../../core/command/parse.ts';
import type { CommandRequest } from '../../core/command/request.ts';
import type { Verb } from '../../core/command/verbs.ts';
import { COMPLAINTS, HELP } from '../../core/command/words.ts';
import { systemClock, uuidv7 } from '../../core/system.ts';
import { accountOfKey, isKey } from '../key.ts';
import { Doorway } from './doorway.ts';
import { Terminal } from './terminal.ts';

/** A command that this process does itself. */
export interface OwnCommand {
  readonly request: CommandRequest;
  /** The key that came with it. */
  readonly key: string | undefined;
  readonly emit: Emit;
  /** Says the last line, once; answers the exit code. */
  readonly end: (exit: Exit) => Promise<number>;
  /** From now on whoever calls hears the person's signals; until then they end the process with nothing done. */
  readonly begun: () => void;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** How long the other instance may take to come before it is asked again, and how often it is, one after the other. */
const PATIENCE_MS = 2000;
const TRIES = 45;

/**
 * Does everything that needs no core, and hands the rest over to an instance that runs. Ends this process, or
 * returns the command when there is no such instance: the lock is then held here.
 * @param key what KINORA_KEY said.
 */
export async function enter(
  words: readonly [Verb, ...string[]],
  key: string | undefined,
): Promise<OwnCommand> {
  const terminal = new Terminal(words.includes('--json'));
  const refuse = (exit: Exit, code: ErrorCode, detail: string): Promise<never> => {
    terminal.emit({ event: 'error', code, detail });
    return leave(terminal, exit);
  };
  try {
    const parsed = parse(words, key);
    if (parsed.what.verb !== 'ask') {
      tell(terminal, parsed.what.verb);
      return leave(terminal, 'done');
    }
    if (key !== undefined && !isKey(key)) return refuse('key', 'not-a-key', COMPLAINTS.notAKey);
    if (parsed.userData !== null) takeFolder(parsed.userData);
    return await handOver(terminal, parsed.what.request, key);
  } catch (error) {
    if (error instanceof UsageError) return refuse('usage', 'bad-parameters', error.message);
    return refuse('broke', 'internal', messageOf(error));
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** @throws UsageError where it is no folder that can be written to. */
function takeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new UsageError(COMPLAINTS.noFolder(folder, messageOf(error)));
  }
  app.setPath('userData', folder);
}

function parse(words: readonly [Verb, ...string[]], key: string | undefined): ParsedCommand {
  return parseCommand(words, {
    folder: process.cwd(),
    read: (file) => readFileSync(file === '-' ? 0 : file, 'utf8'),
    nextId: () => uuidv7(systemClock.now()),
    account: key === undefined ? null : accountOfKey(key),
  });
}

function tell(terminal: Terminal, verb: 'models' | 'help' | 'version'): void {
  if (verb === 'help') terminal.print(HELP);
  else if (verb === 'version') terminal.print(`${app.getVersion()}\n`);
  else
    for (const model of MODELS) {
      const options = optionFields(model).map((field) => ({
        option: optionOf(field),
        field: field.key,
        takes: takes(field),
        required: field.required,
        ...(field.default === undefined ? {} : { default: field.default }),
      }));
      const { id, name, price } = model;
      terminal.emit({ event: 'model', id, name, perSecond: price.perSecond, options });
    }
}

async function handOver(
  terminal: Terminal,
  request: CommandRequest,
  key: string | undefined,
): Promise<OwnCommand> {
  const { emit, end } = terminal;
  const door = await openDoor();
  process.once('exit', () => door.close());
  // Also when the app's own handler for signals quits it.
  const stopped = (): void => void leave(terminal, 'interrupted');
  for (const signal of SIGNALS) process.once(signal, stopped);
  const onQuit = (event: { preventDefault: () => void }): void => event.preventDefault();
  app.on('will-quit', onQuit);
  const begun = (): void => {
    for (const signal of SIGNALS) process.off(signal, stopped);
    app.off('will-quit', onQuit);
  };
  for (let tries = 0; tries < TRIES; ) {
    if (app.requestSingleInstanceLock(door.handover)) {
      door.close();
      return { request, key, emit, end, begun };
    }
    const began = performance.now();
    const exit = await door.served(request, emit, PATIENCE_MS);
    if (exit !== null) return leave(terminal, exit);
    if (door.isHandedOver && request.kind === 'animate') terminal.mayBeOrdered();
    // One that had come and then left has ended: soon it is this one's turn.
    tries = performance.now() - began > 2 * PATIENCE_MS ? 0 : tries + 1;
  }
  emit({ event: 'error', code: 'internal', detail: COMPLAINTS.silent });
  return leave(terminal, 'broke');
}

async function openDoor(): Promise<Doorway> {
  try {
    return await Doorway.open();
  } catch (error) {
    throw new Error(COMPLAINTS.noDoor(messageOf(error)), { cause: error });
  }
}

async function leave(terminal: Terminal, exit: Exit): Promise<never> {
  app.exit(await terminal.end(exit));
  return new Promise(() => undefined);
}
