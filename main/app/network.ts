import tls from 'node:tls';
import type { PowerMonitor, Session } from 'electron';
import type { Clock, Log } from '../core/ports.ts';
import { isLoopback, type ProxyEnv } from '../core/provider/http.ts';

/**
 * The system's proxy for an address, in the form that Node's agents take, or undefined for a direct connection.
 * SOCKS proxies are not spoken by Node's agents and count as direct.
 */
export async function systemProxy(
  session: Pick<Session, 'resolveProxy'>,
  address: string,
): Promise<ProxyEnv | undefined> {
  // A PAC result: "DIRECT", or a list such as "PROXY host:port; DIRECT".
  const answer = await session.resolveProxy(address).catch(() => 'DIRECT');
  const match = /^\s*(PROXY|HTTPS)\s+([^\s;]+)/i.exec(answer.split(';')[0] ?? '');
  if (!match) return undefined;
  const [, kind = '', host = ''] = match;
  const proxy = `${kind.toUpperCase() === 'HTTPS' ? 'https' : 'http'}://${host}`;
  return { HTTPS_PROXY: proxy, HTTP_PROXY: proxy };
}

/** Trusts what the system trusts, as every other program on it does: a company's proxy has a certificate of its own. */
export function trustSystemCertificates(log: Log): void {
  try {
    tls.setDefaultCACertificates([
      ...new Set([...tls.getCACertificates('default'), ...tls.getCACertificates('system')]),
    ]);
  } catch (error) {
    // Node's own list still holds.
    log('warn', 'network.certificates', { error: String(error) });
  }
}

/**
 * What has to be known before each connection: the proxy for its address, asked anew because networks change. The
 * system's certificates are read at the first one that leaves this machine; that takes a tenth of a second.
 */
export function createNetwork(
  session: Pick<Session, 'resolveProxy'>,
  log: Log,
): (address: string) => Promise<ProxyEnv | undefined> {
  let trusting = false;
  return async (address) => {
    if (!URL.canParse(address) || isLoopback(new URL(address).hostname)) return undefined;
    if (!trusting) trustSystemCertificates(log);
    trusting = true;
    return systemProxy(session, address);
  };
}

/** A page may say as often as it likes that the network is back: the service is asked again no sooner than this. */
const AGAIN_MS = 5000;

/** Lets everything that waits for the network try at once when the computer wakes up or the network comes back. */
export class Wake {
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #retry: () => void;
  #last = Number.NEGATIVE_INFINITY;

  constructor(clock: Pick<Clock, 'monotonic'>, retry: () => void) {
    this.#clock = clock;
    this.#retry = retry;
  }

  follow(power: Pick<PowerMonitor, 'on'>): void {
    power.on('resume', () => this.#retry());
    power.on('unlock-screen', () => this.now());
  }

  now(): void {
    const now = this.#clock.monotonic();
    if (now - this.#last < AGAIN_MS) return;
    this.#last = now;
    this.#retry();
  }
}
