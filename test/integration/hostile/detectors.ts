import net from 'node:net';

/** Notes every address that this process tries to connect to. */
export class Egress {
  readonly #targets = new Set<string>();
  readonly #connect = net.Socket.prototype.connect;

  start(): void {
    const [targets, connect] = [this.#targets, this.#connect];
    net.Socket.prototype.connect = function (this: net.Socket, ...options: unknown[]) {
      this.on('connectionAttempt', (address, port) => targets.add(`${address}:${port}`));
      return Reflect.apply(connect, this, options) as net.Socket;
    };
  }

  stop(): Set<string> {
    net.Socket.prototype.connect = this.#connect;
    return this.#targets;
  }
}

/**
 * How long this thread computed without letting the event loop turn. Processor time, not the clock's: what else
 * the machine is doing does not count.
 */
export class Watch {
  #longest = 0;
  #last = 0;
  #timer: NodeJS.Timeout | undefined;

  start(): void {
    this.#last = usedMs();
    this.#timer = setInterval(() => this.#look(), 5);
  }

  #look(): void {
    const now = usedMs();
    this.#longest = Math.max(this.#longest, now - this.#last);
    this.#last = now;
  }

  /** @returns milliseconds. */
  stop(): number {
    clearInterval(this.#timer);
    this.#look();
    return this.#longest;
  }
}

/** Processor time of this thread so far. */
export function usedMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
