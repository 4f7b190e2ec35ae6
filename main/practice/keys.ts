import { createHash, randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { type MicroCents, micro, ZERO } from '../../preload/contract/money.ts';
import { type ApiCode, ApiError } from './api-error.ts';

/** What a key may do (developer.muvi.video, authentication). No scopes at all means everything. */
export type Scope = 'submit_job' | 'check_status' | 'list_models';

/** What a route asks of its callers: the header that its page names, or `none` where a key is optional. */
export interface Access {
  readonly header: 'authorization' | 'x-api-key' | 'none';
  /** null: any key. */
  readonly scope: Scope | null;
}

/** An API key of the simulated service and the account behind it. */
export interface ServiceKey {
  readonly key: string;
  readonly account: string;
  readonly scopes: readonly Scope[];
  /** Answer every call with this code. */
  readonly refusal?: ApiCode;
  /** Models answer MODEL_ACCESS_DENIED on submit. */
  readonly modelsDenied?: boolean;
  /** Credit that the account starts with; endless when left out. */
  readonly balance?: MicroCents;
  /** Open jobs that the account's plan allows, instead of the service's own number. */
  readonly maxConcurrent?: number;
}

export const MAIN_ACCOUNT = 'usr_practice';

/** A fresh random key in the service's format. */
export function newKey(): string {
  return `pb_${randomBytes(24).toString('base64url')}`;
}

/** The key of the install itself: every scope, endless credit. */
export function mainKey(key: string): ServiceKey {
  return { key, account: MAIN_ACCOUNT, scopes: [] };
}

/** One well-known key per documented refusal, scope and account state: for tests only. */
export function scriptedKeys(): readonly ServiceKey[] {
  const refused = (key: string, refusal: ApiCode): ServiceKey => ({
    key,
    account: `usr_${key}`,
    scopes: [],
    refusal,
  });
  return [
    refused('pb_inactive', 'API_KEY_INACTIVE'),
    refused('pb_expired', 'API_KEY_EXPIRED'),
    refused('pb_elsewhere', 'IP_NOT_WHITELISTED'),
    refused('pb_banned', 'USER_BANNED'),
    refused('pb_idle', 'USER_INACTIVE'),
    refused('pb_nobody', 'USER_NOT_FOUND'),
    refused('pb_forbidden', 'FORBIDDEN'),
    refused('pb_session', 'INVALID_SESSION'),
    refused('pb_worker', 'INVALID_WORKER_SECRET'),
    refused('pb_misconfigured', 'CONFIG_ERROR'),
    { key: 'pb_submit_only', account: MAIN_ACCOUNT, scopes: ['submit_job'] },
    { key: 'pb_status_only', account: MAIN_ACCOUNT, scopes: ['check_status'] },
    { key: 'pb_models_only', account: MAIN_ACCOUNT, scopes: ['list_models'] },
    { key: 'pb_no_models', account: 'usr_no_models', scopes: [], modelsDenied: true },
    { key: 'pb_no_credit', account: 'usr_no_credit', scopes: [], balance: ZERO },
    { key: 'pb_three_dollars', account: 'usr_three_dollars', scopes: [], balance: micro(3_000_000) },
    { key: 'pb_one_at_a_time', account: 'usr_one_at_a_time', scopes: [], maxConcurrent: 1 },
    { key: 'pb_second', account: 'usr_second', scopes: [] },
  ];
}

const REFUSALS: Partial<Record<ApiCode, string>> = {
  API_KEY_INACTIVE: 'This API key has been deactivated',
  API_KEY_EXPIRED: 'This API key has expired',
  IP_NOT_WHITELISTED: 'Your IP address is not allowed for this API key',
  USER_BANNED: 'This account has been banned',
  USER_INACTIVE: 'This account is not active',
  USER_NOT_FOUND: 'Account not found',
};

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

const NOBODY: ServiceKey = { key: '', account: '', scopes: [] };

/** Finds the key of a call. Keys are compared by hash, so an answer's time tells nothing about them. */
export class KeyRing {
  readonly #keys: ReadonlyMap<string, ServiceKey>;

  constructor(keys: readonly ServiceKey[]) {
    this.#keys = new Map(keys.map((key) => [digest(key.key), key]));
  }

  /**
   * The key behind `Authorization: Bearer` or `x-api-key`; nobody's where none is needed and none is given.
   * @param strict take a key only from the header that the route's page names.
   * @throws ApiError with the documented 401, 403 or 404 code.
   */
  identify(headers: IncomingHttpHeaders, { header, scope }: Access, strict: boolean): ServiceKey {
    const own = headers['x-api-key'];
    const given = {
      authorization: /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1],
      'x-api-key': typeof own === 'string' ? own : undefined,
    };
    const named = header === 'none' ? 'authorization' : header;
    const text = strict ? given[named] : (given.authorization ?? given['x-api-key']);
    if (text === undefined && header === 'none') return NOBODY;
    if (text === undefined) throw new ApiError('UNAUTHORIZED', 'Authentication is required');
    const key = this.#keys.get(digest(text));
    if (!key) throw new ApiError('INVALID_API_KEY', 'The API key is not valid');
    if (key.refusal) throw new ApiError(key.refusal, REFUSALS[key.refusal] ?? 'Access denied');
    if (scope !== null && key.scopes.length > 0 && !key.scopes.includes(scope))
      throw new ApiError('OPERATION_NOT_ALLOWED', 'This API key lacks the scope for this operation', {
        requiredScope: scope,
      });
    return key;
  }
}
