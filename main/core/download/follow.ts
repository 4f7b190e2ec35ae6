import type { Failure } from '../../../preload/contract/errors.ts';
import { checkAddress } from '../address.ts';
import { judge, type Known, requestHeaders, type Verdict } from './answer.ts';
import type { ArrivingBody } from './arriving-body.ts';
import { Connection, type ConnectionOptions, type Reply } from './connection.ts';

const MAX_REDIRECTS = 5;

export type FinalVerdict = Exclude<Verdict, { kind: 'redirect' }>;

export type Answer =
  /** The caller reads the body, or not, and closes the connection. */
  | {
      readonly kind: 'answered';
      readonly connection: Connection;
      readonly body: ArrivingBody;
      readonly verdict: FinalVerdict;
    }
  | { readonly kind: 'refused'; readonly failure: Failure }
  /** No answer came. */
  | { readonly kind: 'broken'; readonly error: unknown };

/**
 * Asks for a file and follows redirects one by one, each checked as the first address was.
 * @param known the part to continue, or null for the whole file.
 */
export async function follow(
  url: string,
  known: Known | null,
  hosts: readonly string[] | undefined,
  options: ConnectionOptions,
): Promise<Answer> {
  let from: URL | null = null;
  let address = url;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    const checked = checkAddress(address, from, hosts);
    if (!checked.ok) return { kind: 'refused', failure: checked.error };
    let connection: Connection | null = null;
    let reply: Reply;
    try {
      connection = new Connection(checked.value, requestHeaders(known), options);
      reply = await connection.open();
    } catch (error) {
      connection?.close();
      return { kind: 'broken', error };
    }
    const verdict = judge(reply.status, reply.headers, known, options.clock.now());
    if (verdict.kind !== 'redirect') return { kind: 'answered', connection, body: reply.body, verdict };
    connection.close();
    from = checked.value;
    address = verdict.location;
  }
  return { kind: 'refused', failure: { code: 'service-error', detail: 'too many redirects' } };
}
