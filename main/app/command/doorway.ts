import { randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { commandEvent, type Emit, jsonLine } from '../../core/command/events.ts';
import type { Exit } from '../../core/command/exits.ts';
import type { CommandRequest } from '../../core/command/request.ts';
import { type Handover, PIPE } from './handover.ts';

/** What a visitor may take to say who it is, in milliseconds. */
const GREETING_MS = 10_000;

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

  private constructor(handover: Handover, server: net.Server, folder: string | null) {
    this.handover = handover;
    this.#server = server;
    this.#folder = folder;
    server.on('connection', (socket) => void this.#greet(socket));
  }

  static async open(): Promise<Doorway> {
    const windows = process.platform === 'win32';
    const folder = windows ? null : mkdtempSync(path.join(os.tmpdir(), 'kinora-'));
    const address = folder === null ? `${PIPE}${randomUUID()}` : path.join(folder, 'door');
    const server = net.createServer();
    await new Promise<void>((listening, failed) => {
      server.once('error', failed).listen(address, listening);
    });
    const token = randomBytes(32).toString('hex');
    return new Doorway({ kinora: 'command', address, token }, server, folder);
  }

  /**
   * Lets the other instance do it.
   * @returns how it ended; null when nobody came in time, or they left before the end.
   */
  async served(request: CommandRequest, emit: Emit, patienceMs: number): Promise<Exit | null> {
    const visit = await this.#visitor(patienceMs);
    if (visit === null) return null;
    visit.socket.write(`${jsonLine(request)}\n`);
    try {
      for (;;) {
        const line = await visit.lines.next();
        if (line.done) return null;
        const event = commandEvent.parse(JSON.parse(line.value));
        if (event.event === 'end') return event.reason;
        emit(event);
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
