import { type Call, hangUp, pause, type Service } from './call.ts';
import { deliver } from './deliver.ts';
import type { ScriptedRefusal } from './faults/met.ts';

/** How a door words a refusal: the API in JSON, object storage in XML. */
export type Wording = (
  service: Service,
  refusal: Pick<ScriptedRefusal, 'code' | 'message' | 'details'>,
) => { contentType: string; text: string };

/** Answer with a scripted refusal when one is due now. @returns true when it did. */
async function refuse(
  service: Service,
  call: Call,
  wording: Wording,
  when: ScriptedRefusal['when'],
): Promise<boolean> {
  const refusal = call.faults.refusal(service.clock.now());
  if (refusal?.when !== when) return false;
  const { status, isHtml, headers } = refusal;
  const { contentType, text } = isHtml
    ? { contentType: 'text/html', text: `<html><body><h1>${status}</h1></body></html>` }
    : wording(service, refusal);
  const body = Buffer.from(text);
  await deliver(service, call, { status, headers: { 'content-type': contentType, ...headers }, body });
  return true;
}

/** Faults that come before the request's body is read. @returns true when the call is over. */
export async function beforeBody(service: Service, call: Call, wording: Wording): Promise<boolean> {
  const slow = call.faults.get('slow');
  if (slow && !slow.after) await pause(service, slow.ms);
  return refuse(service, call, wording, 'early');
}

/** Faults that come before the call takes effect. @returns true when the call is over. */
export async function beforeEffect(service: Service, call: Call, wording: Wording): Promise<boolean> {
  const lost = call.faults.get('reply-lost-before-create');
  if (lost) {
    hangUp(call, lost.reset);
    return true;
  }
  if (await refuse(service, call, wording, 'before')) return true;
  const late = call.faults.get('reply-lost-then-create');
  if (late) {
    hangUp(call, late.reset);
    await pause(service, late.ms);
  }
  return false;
}

/** Faults that come when the call has taken effect. @returns true when the call is over. */
export async function afterEffect(service: Service, call: Call, wording: Wording): Promise<boolean> {
  const slow = call.faults.get('slow');
  if (slow?.after) await pause(service, slow.ms);
  const lost = call.faults.get('reply-lost-after-charge');
  if (lost) {
    hangUp(call, lost.reset);
    return true;
  }
  if (await refuse(service, call, wording, 'after')) return true;
  const odd = call.faults.get('odd-reply');
  if (!odd) return false;
  const { status = 200, contentType = 'application/json; charset=utf-8', headers } = odd;
  const body = Buffer.from(odd.body);
  await deliver(service, call, { status, headers: { 'content-type': contentType, ...headers }, body });
  return true;
}
