import { createHash } from 'node:crypto';
import { type Failure, fail, type Outcome, ok } from '../../../preload/contract/errors.ts';
import type { MicroCents } from '../../../preload/contract/money.ts';
import type { Call, CallFailure } from './call.ts';
import { answerFailure } from './classify.ts';
import { type HttpAnswer, type HttpRequest, isLoopback, type ProxyEnv, request } from './http.ts';
import { type JobList, readJobList } from './job-list.ts';
import { type PaidPostResult, paidPost } from './paid-post.ts';
import {
  type Presigned,
  parseCancel,
  parseEstimate,
  parseList,
  parsePresign,
  parseStatus,
  type RemoteJob,
} from './replies.ts';
import { parseJson, parseTime, serviceError } from './wire.ts';

export interface Connection {
  /** `https://api.muvi.video`, or the loopback address of the practice service; asked after the key. */
  readonly base: () => string;
  /** Read at the moment of each call; null when there is none. */
  readonly key: () => Promise<string | null>;
  readonly proxy?: () => Promise<ProxyEnv | undefined>;
  /** Ends every call but the paid one when the app quits. */
  readonly signal?: AbortSignal;
}

/** A question is answered in this time or asked again; silence alone would let a trickle hold a job for ever. */
const DEADLINE_MS = 60_000;

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
   * @param onSent bytes handed to the network so far.
   */
  async put(
    uploadUrl: string,
    contentType: string,
    body: Buffer,
    onSent: (bytes: number) => void,
  ): Promise<Call<null>> {
    if (!URL.canParse(uploadUrl) || (isLoopback(new URL(uploadUrl).hostname) && !this.isLocal))
      return broken({ code: 'service-error', detail: 'The upload address cannot be used.' });
    const headers = { 'content-type': contentType };
    const answer = await this.#exchange({ method: 'PUT', url: uploadUrl, headers, body, onSent }, null);
    return answer.ok ? { ok: true, value: null, at: answer.at } : answer;
  }

  /** A question that costs nothing and needs a working key: GET /v1/jobs?limit=1. */
  async check(): Promise<Outcome<null>> {
    const answer = await this.#json({ method: 'GET', path: '/v1/jobs?limit=1' }, parseList);
    if (answer.ok) return ok(null);
    const { code, detail } = answer.error;
    return fail(code, detail);
  }

  #list(since: number, filter: Readonly<Record<string, string>>): Promise<Call<JobList>> {
    return readJobList(since, (cursor) => {
      const query = new URLSearchParams({
        limit: '100',
        ...filter,
        ...(cursor === null ? {} : { cursor }),
      });
      return this.#json({ method: 'GET', path: `/v1/jobs?${query}` }, parseList);
    });
  }

  async #json<T>(
    call: { method: 'GET' | 'POST'; path: string; json?: unknown },
    parse: (json: unknown) => T | null,
  ): Promise<Call<T>> {
    const key = await this.#connection.key();
    if (key === null) return broken({ code: 'no-key' });
    const body = call.json === undefined ? undefined : Buffer.from(JSON.stringify(call.json));
    const answer = await this.#exchange(
      {
        method: call.method,
        url: `${this.#connection.base()}${call.path}`,
        headers: { authorization: `Bearer ${key}`, ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { body } : {}),
        deadlineMs: DEADLINE_MS,
      },
      key,
    );
    if (!answer.ok) return answer;
    const value = parse(parseJson(answer.value.body));
    return value === null
      ? broken({ code: 'service-error', detail: 'The answer made no sense.' })
      : { ok: true, value, at: answer.at };
  }

  async #exchange(options: HttpRequest, key: string | null): Promise<Call<HttpAnswer>> {
    const { signal } = this.#connection;
    let answer: HttpAnswer;
    try {
      const proxy = await this.#connection.proxy?.();
      answer = withoutKey(await request({ ...options, proxy, ...(signal ? { signal } : {}) }), key);
    } catch (error) {
      return broken({ code: 'unreachable', detail: error instanceof Error ? error.message : String(error) });
    }
    if (answer.status >= 200 && answer.status < 300)
      return { ok: true, value: answer, at: parseTime(answer.headers.date) };
    const retryAfter = serviceError(parseJson(answer.body))?.retryAfter ?? answer.headers['retry-after'];
    return { ok: false, error: { ...answerFailure(answer), status: answer.status, retryAfter } };
  }
}

/** A service may repeat a key in its own words; it must not reach a failure, a log or the page that way. */
function withoutKey(answer: HttpAnswer, key: string | null): HttpAnswer {
  if (key === null || !answer.body.includes(key)) return answer;
  return { ...answer, body: Buffer.from(answer.body.toString('utf8').replaceAll(key, '…')) };
}

const broken = (failure: Failure): { ok: false; error: CallFailure } => ({
  ok: false,
  error: { ...failure, status: null, retryAfter: undefined },
});
