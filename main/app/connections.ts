import { PRACTICE_ACCOUNT } from '../../preload/contract/vocabulary.ts';
import type { JobTiming } from '../core/job/context.ts';
import { ProviderClient } from '../core/provider/client.ts';
import type { ProxyEnv } from '../core/provider/http.ts';
import type { Environment } from './environment.ts';
import { PRACTICE_SCALE, type Practice } from './practice.ts';
import type { KeyStore } from './secrets.ts';
import type { SettingsStore } from './settings.ts';

/** How long the real service may take to list a job whose answer was lost (settled figure), in milliseconds. */
const SETTLE_MS = 300_000;
/** Discard port: nothing answers there, which is right for a practice service that is not running. */
const NOBODY = 'http://127.0.0.1:9';

export interface ConnectionsOptions {
  readonly keys: KeyStore;
  readonly settings: SettingsStore;
  readonly practice: Practice;
  readonly environment: Environment;
  /** The system's proxy for an address; undefined: direct. */
  readonly proxy: (address: string) => Promise<ProxyEnv | undefined>;
  /** Ends calls that cost nothing when the app quits. */
  readonly signal: AbortSignal;
}

/** Which service an account's jobs talk to, with which key, and how fast time goes there. */
export class Connections {
  readonly #clients = new Map<string, ProviderClient>();
  readonly #options: ConnectionsOptions;

  constructor(options: ConnectionsOptions) {
    this.#options = options;
  }

  /** Address of the real service, as chosen in the settings. */
  get base(): string {
    return this.#options.environment.apiUrl ?? this.#options.settings.get().apiBase;
  }

  client(accountId: string): ProviderClient {
    let client = this.#clients.get(accountId);
    if (!client) {
      client = accountId === PRACTICE_ACCOUNT ? this.#practiceClient() : this.#realClient(accountId);
      this.#clients.set(accountId, client);
    }
    return client;
  }

  timing(accountId: string): JobTiming {
    const scale =
      this.#options.environment.timeScale ?? (accountId === PRACTICE_ACCOUNT ? PRACTICE_SCALE : 1);
    return { scale, settleMs: Math.max(1000, SETTLE_MS * scale) };
  }

  #practiceClient(): ProviderClient {
    const { practice, signal } = this.#options;
    return new ProviderClient({
      base: () => practice.address?.url ?? NOBODY,
      // Waits for the service. Where it cannot start, its jobs lack a connection, not a key, and try again.
      key: async () => (await practice.ready())?.key ?? 'pb_nobody',
      signal,
    });
  }

  #realClient(accountId: string): ProviderClient {
    const { keys, proxy, signal } = this.#options;
    return new ProviderClient({
      base: () => this.base,
      key: () => keys.key(accountId),
      proxy: () => proxy(this.base),
      signal,
    });
  }
}
