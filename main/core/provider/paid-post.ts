import { isOffline } from '../offline.ts';
import {
  freshAgent,
  type HttpAnswer,
  limitInterimAnswers,
  moduleFor,
  type ProxyEnv,
  readAnswer,
} from './http.ts';

/** How a paid POST ended on the wire. What the answer means is `classifySubmit`'s business. */
export type PaidPostResult =
  | { readonly type: 'answered'; readonly answer: HttpAnswer; readonly complete: boolean }
  /** The service cannot have read a whole request: it may be sent again. */
  | { readonly type: 'not-sent'; readonly cause: string; readonly code?: 'no-key' | 'offline' }
  /** The last byte left and no whole answer came back. */
  | { readonly type: 'lost'; readonly cause: string };

export interface PaidPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Writes the commit record durably. It runs once, before the last byte leaves. */
  readonly commit: () => void;
  readonly proxy?: ProxyEnv | undefined;
  /** Until headers and all but the last byte are with the socket, in milliseconds. */
  readonly connectMs: number;
  /** From the last byte to the whole answer, in milliseconds. */
  readonly answerMs: number;
}

/**
 * Sends a request that costs money, once. A fresh HTTP/1.1 connection (a reused one may be resent by the stack),
 * an explicit length, and the body's last byte held back until `commit` has been written: before it, nothing can
 * have been accepted; after it, only the service knows. An answer that comes before the last byte is final and
 * the byte is not sent. Never repeats, never follows a redirect.
 */
export function paidPost(post: PaidPost): Promise<PaidPostResult> {
  const url = new URL(post.url);
  const module = moduleFor(url);
  return new Promise((resolve) => {
    let committed = false;
    let settled = false;
    let answering = false;
    const outgoing = module.request(url, {
      method: 'POST',
      agent: freshAgent(url, post.proxy),
      headers: {
        'content-type': 'application/json',
        'accept-encoding': 'identity',
        ...post.headers,
        'content-length': String(post.body.length),
      },
    });
    const end = (result: PaidPostResult): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      outgoing.destroy();
      resolve(result);
    };
    const broken = (cause: string, code?: 'offline'): void =>
      end(committed ? { type: 'lost', cause } : { type: 'not-sent', cause, ...(code ? { code } : {}) });
    let timer = setTimeout(() => broken('no connection'), post.connectMs);

    outgoing.on('error', (error) => broken(error.message, isOffline(error) ? 'offline' : undefined));
    // Once an answer has begun, only its own end says whether it is whole.
    outgoing.on('close', () => {
      if (!answering) broken('the connection closed');
    });
    limitInterimAnswers(outgoing);
    outgoing.on('response', (response) => {
      answering = true;
      const complete = committed;
      readAnswer(response).then(
        (answer) => end({ type: 'answered', answer, complete }),
        (error: unknown) => broken(error instanceof Error ? error.message : String(error)),
      );
    });
    outgoing.write(post.body.subarray(0, -1), (error) => {
      if (error || settled || outgoing.destroyed) return;
      // One turn of the loop, so that an answer already on its way is seen before the point of no return.
      setImmediate(() => {
        if (settled || answering || outgoing.destroyed) return;
        try {
          post.commit();
        } catch (failure) {
          return broken(failure instanceof Error ? failure.message : String(failure));
        }
        committed = true;
        clearTimeout(timer);
        timer = setTimeout(() => broken('no answer'), post.answerMs);
        outgoing.end(post.body.subarray(-1));
      });
    });
  });
}
