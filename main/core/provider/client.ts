import { createHash } from 'node:crypto';
import { type Failure, fail, type Outcome, ok } from '../../../preload/contract/errors.ts';
import type { MicroCents } from '../../../preload/contract/money.ts';
import { checkAddress, guardedLookup } from '../address.ts';
import { isOffline } from '../offline.ts';
import type { Call, CallFailure } from './call.ts';
import { answerFailure } from './classify.ts';
import {
  type HttpAnswer,
  type HttpRequest,
  isLoopback,
  type Patience,
  type ProxyEnv,
  type ReadBody,
  request,
} from './http.ts';
import { type JobList, readJobList } from './job-list.ts';
import { type PaidPostResult, paidPost } from './paid-post.ts';
import {
  type ListPage,
  PAGE_ROWS,
  type Presigned,
  parseCancel,
  parseEstimate,
  parseList,
  parsePresign,
  parseStatus,
  type RemoteJob,
} from './replies.ts';
import { parseJson, parseTime, serviceError, words } from './wire.ts';

export interface Connection {
  /** `https://api.muvi.video`, or the loopback address of the practice service; asked after the key. */
  readonly base: () => string;
  /** Read at the moment of each call; null when there is none. */
  readonly key: () => Promise<string | null>;
  readonly proxy?: () => Promise<ProxyEnv | undefined>;
  /** Ends every call but the paid one when the app quits. */
  readonly signal?: AbortSignal;
  /** Less patience than with the real service, for tests. */
  readonly patience?: Partial<Record<keyof typeof PATIENCE, Patience>>;
}

/** How long the service may take. A file may need its time to arrive behind what the system has buffered. */
const PATIENCE = {
  question: { connectMs: 15_000, silenceMs: 60_000, answerMs: 60_000 },
  upload: { connectMs: 15_000, silenceMs: 60_000, answerMs: 300_000 },
  paid: { connectMs: 20_000, silenceMs: 120_000, answerMs: 120_000 },
} as const satisfies Record<string, Patience>;

/** What Node says when no packet can leave this machine, or names cannot be looked up. */
const NO_NETWORK = /\b(ENOTFOUND|EAI_AGAIN|ENETUNREACH|ENETDOWN|EHOSTUNREACH)\b/;
/** An id that no job has. */
const NO_JOB = '00000000-0000-4000-8000-000000000000';

/** The service's endpoints, one method each. Nothing here repeats by itself; only `submit` costs money. */
export class ProviderClient {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Whether this is the service on this very machine: only then may files go to and come from loopback. */
  get isLocal(): boolean {
    return isLoopback(new URL(this.#connection.base()).hostname);
  }

  /** Tells keys apart without giving them away; null when there is none. */
  async keyPrint(): Promise<string | null> {
    const key = await this.#connection.key();
    return key === null ? null : createHash('sha256').update(key).digest('hex').slice(0, 16);
  }

  /** POST /v1/jobs/submit. `commit` is written durably before the request can be accepted. */
  async submit(body: Buffer, sendId: string, commit: () => void): Promise<PaidPostResult> {
    const key = await this.#connection.key();
    if (key === null) return { type: 'not-sent', cause: 'no key', code: 'no-key' };
    const result = await paidPost({
      url: `${this.#connection.base()}/v1/jobs/submit`,
      headers: { authorization: `Bearer ${key}`, 'idempotency-key': sendId },
      body,
      commit,
      proxy: await this.#connection.proxy?.(),
      ...this.#patience('paid'),
    });
    return result.type === 'answered' ? { ...result, answer: withoutKey(result.answer, key) } : result;
  }

  /** GET /v1/jobs/{jobId}. */
  job(jobId: string): Promise<Call<RemoteJob>> {
    return this.#json({ method: 'GET', path: `/v1/jobs/${encodeURIComponent(jobId)}` }, parseStatus);
  }

  /**
   * The account's jobs of one model, back to `since` (milliseconds since 1970, by the service's clock), with what is
   * known of the list's own reliability.
   */
  jobsSince(modelId: string, since: number): Promise<Call<JobList>> {
    return this.#list(since, { modelId });
  }

  /** The account's jobs of every model, otherwise like `jobsSince`. */
  allJobsSince(since: number): Promise<Call<JobList>> {
    return this.#list(since, {});
  }

  /** One page of the list of the account's jobs; `cursor` is null for the first. */
  jobsPage(cursor: string | null): Promise<Call<ListPage>> {
    return this.#page(cursor, {});
  }

  /** POST /v1/jobs/estimate: what a job would cost this account, in micro-cents. Media may be left out of `input`. */
  estimate(
    modelId: string,
    input: Readonly<Record<string, unknown>>,
  ): Promise<Call<{ estimate: MicroCents }>> {
    const json = { model: modelId, input };
    return this.#json({ method: 'POST', path: '/v1/jobs/estimate', json }, parseEstimate);
  }

  /** POST /v1/jobs/{jobId}/cancel. Only jobs that still wait can be stopped. */
  cancel(jobId: string): Promise<Call<{ refunded: MicroCents | null }>> {
    return this.#json({ method: 'POST', path: `/v1/jobs/${encodeURIComponent(jobId)}/cancel` }, parseCancel);
  }

  /** POST /v1/uploads/presign. The name sent is neutral: the address it becomes part of is public. */
  presign(filename: string, contentType: string): Promise<Call<Presigned>> {
    const json = { filename, contentType };
    return this.#json({ method: 'POST', path: '/v1/uploads/presign', json }, parsePresign);
  }

  /**
   * PUT to a presigned address. The key is not sent: the address is the permission.
   * @param body read while it is sent, where it is not here yet: an error of its pieces ends the request before the
   * storage has all of it.
   * @param onSent bytes handed to the network so far.
   */
  async put(
    uploadUrl: string,
    contentType: string,
    body: Buffer | ReadBody,
    onSent: (bytes: number) => void,
  ): Promise<Call<null>> {
    const checked = checkAddress(uploadUrl, null);
    const isHere = checked.ok && isLoopback(checked.value.hostname);
    if (!checked.ok || (isHere && !this.isLocal))
      return broken({ code: 'service-error', detail: 'The upload address cannot be used.' });
    let handed = 0;
    const answer = await this.#exchange({
      method: 'PUT',
      url: uploadUrl,
      headers: { 'content-type': contentType },
      body,
      onSent: (bytes) => {
        handed = bytes;
        onSent(bytes);
      },
      lookup: guardedLookup,
      patience: this.#patience('upload'),
    });
    if (!answer.ok) return answer;
    const { status, headers } = answer.value;
    // Whoever says that it has what was not sent yet cannot have all of it.
    if (isSuccess(status) && handed < body.length)
      return broken({ code: 'service-error', detail: 'The storage did not wait for the whole file.' });
    if (isSuccess(status)) return { ok: true, value: null, at: answer.at };
    // A storage host's words are no words of the service.
    const failure = { code: 'service-error', detail: `HTTP ${status}` } as const;
    return { ok: false, error: { ...failure, status, retryAfter: headers['retry-after'] } };
  }

  /**
   * Tries what Kinora needs of a key, without cost: a look at the list, and the cancelling of a job that cannot exist,
   * because that needs the permission to send. `key-scope` names the permissions that are missing (`scope`); `offline`
   * is a machine without a network, `unreachable` a service that does not answer.
   */
  async check(): Promise<Outcome<null>> {
    const looked = await this.#json({ method: 'GET', path: '/v1/jobs?limit=1' }, parseList);
    if (!looked.ok && looked.error.code !== 'key-scope') {
      const { code, detail } = looked.error;
      return fail(code === 'unreachable' && NO_NETWORK.test(detail ?? '') ? 'offline' : code, detail);
    }
    const cancelled = await this.cancel(NO_JOB);
    const denied = cancelled.ok || cancelled.error.code !== 'key-scope' ? null : cancelled.error;
    const refused = looked.ok ? denied : looked.error;
    if (refused === null) return ok(null);
    const missing = [looked.ok ? [] : ['check_status'], denied ? ['submit_job'] : []].flat();
    return fail('key-scope', refused.detail, { scope: missing.join(', ') });
  }

  #list(since: number, filter: Readonly<Record<string, string>>): Promise<Call<JobList>> {
    return readJobList(since, (cursor) => this.#page(cursor, filter));
  }

  #page(cursor: string | null, filter: Readonly<Record<string, string>>): Promise<Call<ListPage>> {
    const query = new URLSearchParams({
      limit: String(PAGE_ROWS),
      ...filter,
      ...(cursor === null ? {} : { cursor }),
    });
    return this.#json({ method: 'GET', path: `/v1/jobs?${query}` }, parseList);
  }

  async #json<T>(
    call: { method: 'GET' | 'POST'; path: string; json?: unknown },
    parse: (json: unknown) => T | null,
  ): Promise<Call<T>> {
    const key = await this.#connection.key();
    if (key === null) return broken({ code: 'no-key' });
    const body = call.json === undefined ? undefined : Buffer.from(JSON.stringify(call.json));
    const answer = await this.#exchange({
      method: call.method,
      url: `${this.#connection.base()}${call.path}`,
      headers: { authorization: `Bearer ${key}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body } : {}),
      patience: this.#patience('question'),
    });
    if (!answer.ok) return answer;
    const { status, headers, body: bytes } = withoutKey(answer.value, key);
    const json = parseJson(bytes);
    const value = isSuccess(status) ? parse(json) : null;
    if (value !== null) return { ok: true, value, at: answer.at };
    const error = serviceError(json);
    if (isSuccess(status) && !error)
      return broken({ code: 'service-error', detail: 'The answer made no sense.' });
    const retryAfter = error?.retryAfter ?? headers['retry-after'];
    return { ok: false, error: { ...answerFailure(status, json), status, retryAfter } };
  }

  async #exchange(options: HttpRequest): Promise<Call<HttpAnswer>> {
    const { signal } = this.#connection;
    try {
      const proxy = await this.#connection.proxy?.();
      const answer = await request({ ...options, proxy, ...(signal ? { signal } : {}) });
      return { ok: true, value: answer, at: parseTime(answer.headers.date) };
    } catch (error) {
      const code = isOffline(error) ? 'offline' : 'unreachable';
      return broken({ code, detail: words(error instanceof Error ? error.message : error) });
    }
  }

  #patience(kind: keyof typeof PATIENCE): Patience {
    return this.#connection.patience?.[kind] ?? PATIENCE[kind];
  }
}

const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/**
 * A service may repeat a key in its own words, also spelled in JSON's escapes; it must not reach a failure, a log or
 * the page that way.
 */
function withoutKey(answer: HttpAnswer, key: string): HttpAnswer {
  if (!answer.body.includes(key) && !answer.body.includes('\\u')) return answer;
  const json = parseJson(answer.body);
  const plain = json === undefined ? answer.body.toString('utf8') : JSON.stringify(json);
  return plain.includes(key) ? { ...answer, body: Buffer.from(plain.replaceAll(key, '…')) } : answer;
}

const broken = (failure: Failure): { ok: false; error: CallFailure } => ({
  ok: false,
  error: { ...failure, status: null, retryAfter: undefined },
});
