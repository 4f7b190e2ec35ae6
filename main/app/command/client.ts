import { mkdirSync, readFileSync } from 'node:fs';
import { app } from 'electron';
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
}

/** How long the other instance may take to come before it is asked again, and how often it is, one after the other. */
const PATIENCE_MS = 2000;
const TRIES = 45;

/**
 * Does everything that needs no core, and hands the rest over to an instance that runs. Ends this process, or
 * returns the command when there is no such instance: the lock is then held here.
 */
export async function enter(words: readonly [Verb, ...string[]]): Promise<OwnCommand> {
  const key = process.env['KINORA_KEY']?.trim() || undefined;
  // What is started from here must not find it.
  delete process.env['KINORA_KEY'];
  const parsed = parse(words, key);
  const terminal = new Terminal(words.includes('--json'));
  if (parsed instanceof UsageError) {
    terminal.emit({ event: 'error', code: 'bad-parameters', detail: parsed.message });
    return leave(terminal, 'usage');
  }
  if (parsed.what.verb !== 'ask') {
    tell(terminal, parsed.what.verb);
    return leave(terminal, 'done');
  }
  if (key !== undefined && !isKey(key)) {
    terminal.emit({ event: 'error', code: 'not-a-key', detail: COMPLAINTS.notAKey });
    return leave(terminal, 'key');
  }
  if (parsed.userData !== null) {
    mkdirSync(parsed.userData, { recursive: true, mode: 0o700 });
    app.setPath('userData', parsed.userData);
  }
  return handOver(terminal, parsed.what.request, key);
}

function parse(words: readonly [Verb, ...string[]], key: string | undefined): ParsedCommand | UsageError {
  try {
    return parseCommand(words, {
      folder: process.cwd(),
      read: (file) => readFileSync(file === '-' ? 0 : file, 'utf8'),
      nextId: () => uuidv7(systemClock.now()),
      account: key === undefined ? null : accountOfKey(key),
    });
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
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
  const door = await Doorway.open();
  process.once('exit', () => door.close());
  // Also when the app's own handler for signals quits it.
  const stopped = (): void => void leave(terminal, 'interrupted');
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stopped);
  const onQuit = (event: { preventDefault: () => void }): void => event.preventDefault();
  app.on('will-quit', onQuit);
  for (let tries = 0; tries < TRIES; ) {
    if (app.requestSingleInstanceLock(door.handover)) {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, stopped);
      app.off('will-quit', onQuit);
      door.close();
      return { request, key, emit, end };
    }
    const began = performance.now();
    const exit = await door.served(request, emit, PATIENCE_MS);
    if (exit !== null) return leave(terminal, exit);
    // One that had come and then left has ended: soon it is this one's turn.
    tries = performance.now() - began > 2 * PATIENCE_MS ? 0 : tries + 1;
  }
  emit({ event: 'error', code: 'internal', detail: COMPLAINTS.silent });
  return leave(terminal, 'broke');
}

async function leave(terminal: Terminal, exit: Exit): Promise<never> {
  app.exit(await terminal.end(exit));
  return new Promise(() => undefined);
}
