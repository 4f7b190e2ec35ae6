import { randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod/mini';
import { commandEvent, type Emit, jsonLine } from '../../core/command/events.ts';
import type { Exit } from '../../core/command/exits.ts';
import type { CommandRequest } from '../../core/command/request.ts';
import { type Handover, PIPE } from './handover.ts';

const DOOR = 'door';
/** What a visitor may take to say who it is, in milliseconds. */
const GREETING_MS = 10_000;

/** The most that the address of a socket takes (sun_path, with the zero at its end): 104 bytes on macOS and BSD, 108 on Linux. */
const MAX_ADDRESS_BYTES = 103;

/** A line of any version. */
const anyEvent = z.looseObject({ event: z.string() });

interface Visit {
  readonly socket: net.Socket;
  readonly lines: AsyncIterator<string>;
}

/**
 * Where a command waits for the instance that runs already. The app itself listens nowhere: it comes here, and only
 * because this person's further start has told it where, with a word that nobody else knows.
 */
export class Doorway {
  readonly handover: Handover;
  readonly #server: net.Server;
  readonly #folder: string | null;
  #visit = Promise.withResolvers<Visit>();
  #taken = false;
  #handedOver = false;

  private constructor(handover: Handover, server: net.Server, folder: string | null) {
    this.handover = handover;
    this.#server = server;
    this.#folder = folder;
    server.on('connection', (socket) => void this.#greet(socket));
  }

  /** @throws what the system says, where it has no folder for it. */
  static async open(): Promise<Doorway> {
    const windows = process.platform === 'win32';
    const folder = windows ? null : ownFolder();
    const address = folder === null ? `${PIPE}${randomUUID()}` : path.join(folder, DOOR);
    const server = net.createServer();
    await new Promise<void>((listening, failed) => {
      server.once('error', failed).listen(address, listening);
    });
    const token = randomBytes(32).toString('hex');
    return new Doorway({ kinora: 'command', address, token }, server, folder);
  }

  /** Whether somebody has been told what is wanted: they may have done it, whatever was heard of it. */
  get isHandedOver(): boolean {
    return this.#handedOver;
  }

  /**
   * Lets the other instance do it. What another version says in words of its own is left out.
   * @returns how it ended; null when nobody came in time, or they left before the end.
   */
  async served(request: CommandRequest, emit: Emit, patienceMs: number): Promise<Exit | null> {
    const visit = await this.#visitor(patienceMs);
    if (visit === null) return null;
    visit.socket.write(`${jsonLine(request)}\n`);
    this.#handedOver = true;
    try {
      for (;;) {
        const line = await visit.lines.next();
        if (line.done) return null;
        const said = anyEvent.parse(JSON.parse(line.value));
        const event = commandEvent.safeParse(said);
        if (event.success && event.data.event === 'end') return event.data.reason;
        if (said.event === 'end') return request.kind === 'animate' ? 'handed' : 'broke';
        if (event.success) emit(event.data);
      }
    } catch {
      return null;
    } finally {
      visit.socket.destroy();
      this.#visit = Promise.withResolvers();
      this.#taken = false;
    }
  }

  close(): void {
    this.#server.close();
    if (this.#folder !== null) rmSync(this.#folder, { recursive: true, force: true });
  }

  async #visitor(patienceMs: number): Promise<Visit | null> {
    const { promise, resolve } = Promise.withResolvers<null>();
    const timer = setTimeout(resolve, patienceMs, null);
    try {
      return await Promise.race([this.#visit.promise, promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  async #greet(socket: net.Socket): Promise<void> {
    socket.on('error', () => undefined);
    const timer = setTimeout(() => socket.destroy(), GREETING_MS);
    const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
    const greeting = await lines.next().catch(() => null);
    clearTimeout(timer);
    const said = Buffer.from(greeting === null || greeting.done ? '' : greeting.value);
    const expected = Buffer.from(this.handover.token);
    const isExpected = said.length === expected.length && timingSafeEqual(said, expected);
    if (!isExpected || this.#taken) return void socket.destroy();
    this.#taken = true;
    this.#visit.resolve({ socket, lines });
  }
}

/**
 * A new folder that nobody else can reach, for temporary things, or wherever else a socket can be.
 * @throws what the system says of the first place where there is none.
 */
function ownFolder(): string {
  const places = [os.tmpdir(), process.env['XDG_RUNTIME_DIR'] ?? '', '/tmp', os.homedir()];
  let failure: unknown = null;
  for (const place of places.filter((each) => path.isAbsolute(each)))
    try {
      const name = path.join(place, 'kinora-');
      if (Buffer.byteLength(path.join(`${name}XXXXXX`, DOOR)) <= MAX_ADDRESS_BYTES) return mkdtempSync(name);
    } catch (error) {
      failure ??= error;
    }
  throw failure ?? new Error('every path is too long');
}
