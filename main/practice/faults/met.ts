import type { Fault, FaultKind } from '../faults.ts';

type Of<K extends FaultKind> = Extract<Fault, { kind: K }>;

/** A scripted refusal or redirect, whichever fault asked for it. */
export interface ScriptedRefusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly code: string;
  readonly message: string;
  readonly details?: { readonly retryAfter: number };
  readonly isHtml: boolean;
  /** Before the body has been read; before the call takes effect; or after it has. */
  readonly when: 'early' | 'before' | 'after';
}

/** The faults that one call meets. */
export class CallFaults {
  readonly all: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    this.all = faults;
  }

  /** The first fault of this kind, or undefined. */
  get<K extends FaultKind>(kind: K): Of<K> | undefined {
    return this.all.find((fault): fault is Of<K> => fault.kind === kind);
  }

  /**
   * The refusal that a `429`, `5xx`, `refuse` or `redirect` fault asks for, or null.
   * @param now milliseconds since 1970, for a date to wait for.
   */
  refusal(now: number): ScriptedRefusal | null {
    const fault = this.get('429') ?? this.get('5xx') ?? this.get('refuse') ?? this.get('redirect');
    if (!fault) return null;
    const when = fault.effect ? 'after' : fault.early ? 'early' : 'before';
    if (fault.kind === 'redirect') {
      const { status = 302, location, headers } = fault;
      return { status, headers: { location, ...headers }, code: 'MOVED', message: '', isHtml: true, when };
    }
    const usual = USUAL[fault.kind];
    const { code = usual.code, message = usual.message } = fault;
    const seconds = fault.retryAfter ?? usual.retryAfter;
    const isBody = (fault.retryAs ?? 'body') === 'body';
    return {
      status: fault.kind === '429' ? 429 : (fault.status ?? 500),
      code,
      message,
      ...(isBody && seconds !== undefined ? { details: { retryAfter: seconds } } : {}),
      headers: {
        ...(isBody || seconds === undefined ? {} : { 'retry-after': retryHeader(fault, seconds, now) }),
        ...fault.headers,
      },
      isHtml: fault.body === 'html',
      when,
    };
  }
}

interface Usual {
  readonly code: string;
  readonly message: string;
  /** Seconds. */
  readonly retryAfter?: number;
}

const USUAL: Readonly<Record<'429' | '5xx' | 'refuse', Usual>> = {
  '429': { code: 'CONCURRENT_JOBS_EXCEEDED', message: 'Too many jobs are running', retryAfter: 30 },
  '5xx': { code: 'INTERNAL_ERROR', message: 'An unexpected error occurred' },
  refuse: { code: 'FORBIDDEN', message: 'Refused' },
};

/** Seconds or an HTTP date (RFC 9110 §10.2.3). */
const retryHeader = ({ retryAs }: Of<'429' | '5xx' | 'refuse'>, seconds: number, now: number): string =>
  retryAs === 'date' ? new Date(now + seconds * 1000).toUTCString() : String(seconds);
