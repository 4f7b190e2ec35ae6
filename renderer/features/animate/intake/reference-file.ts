import { fail, type Outcome } from '../../../../preload/contract/errors.ts';
import type { SourceView } from '../../../../preload/contract/schemas/views.ts';
import { ask, intake } from '../../../bridge.ts';
import { toFailure } from '../../../state/models.ts';
import { atWork } from '../../../work/at-work.ts';
import { prepare } from '../../../work/prepare.ts';

/**
 * A file for one of the references: a picture is prepared like any other, a video or voice is checked and copied as it
 * is, without its bytes passing through the page.
 * @returns the source, whose `kind` says what it is; the refusal names the file in its facts.
 */
export const addReferenceFile = (file: File): Promise<Outcome<SourceView>> => atWork(add(file));

async function add(file: File): Promise<Outcome<SourceView>> {
  const answer = await intake([file]);
  if (!answer.ok) return answer;
  const [checked] = answer.value;
  if (!checked) return fail('internal');
  if (!checked.ok) return { ok: false, error: toFailure(checked.error) };
  const { intakeId, kind, name, width, height } = checked;
  if (intakeId !== null && kind !== 'image') return ask('source.take', { intakeId });
  const reply = await prepare(file, { width, height });
  if (!reply.ok) return fail(reply.code, undefined, { name });
  return ask('source.store', { intakeId, name, bytes: reply.bytes });
}
