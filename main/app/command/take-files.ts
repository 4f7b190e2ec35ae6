import path from 'node:path';
import { ERROR_CODES, type Failure, type Outcome, ok } from '../../../preload/contract/errors.ts';
import type { RequestOf } from '../../core/command/request.ts';
import { COMPLAINTS } from '../../core/command/words.ts';
import type { Intake } from '../../ipc/intake.ts';
import type { Studio } from '../studio.ts';

/** What brings files in: the same as for those that are dropped on the page. */
export interface Files {
  readonly intake: Pick<Intake, 'check' | 'store' | 'take'>;
  readonly studio: Pick<Studio, 'preparePicture'>;
}

/** A file that passed the check of its first bytes, as everywhere. */
async function check({ intake }: Files, file: string) {
  const name = path.basename(file);
  const checked = await intake.check({ files: [{ path: file, name }] });
  if (!checked.ok) return checked;
  const [result] = checked.value;
  if (!result?.ok)
    return { ok: false as const, error: withName(result?.error ?? { code: 'undecodable' }, name) };
  const { intakeId, kind, width, height } = result;
  return intakeId === null
    ? { ok: false as const, error: withName({ code: 'undecodable' }, name) }
    : ok({ intakeId, kind, width, height, name });
}

/** A picture, prepared as the page prepares it. @returns the id of what is stored. */
export async function takeImage(parts: Files, file: string): Promise<Outcome<string>> {
  const checked = await check(parts, file);
  if (!checked.ok) return checked;
  const { intakeId, kind, width, height, name } = checked.value;
  if (kind !== 'image') return { ok: false, error: withName({ code: 'not-an-image' }, name) };
  try {
    const bytes = await parts.studio.preparePicture({ from: `/media/${intakeId}`, width, height });
    const stored = await parts.intake.store({ intakeId, name, bytes: new Uint8Array(bytes) });
    return stored.ok ? ok(stored.value.id) : stored;
  } catch (error) {
    const code = ERROR_CODES.find((each) => error instanceof Error && each === error.message);
    return { ok: false, error: withName({ code: code ?? 'undecodable' }, name) };
  }
}

/** The files that every clip of a command refers to, with the fields that they fill. */
export async function takeReferences(
  parts: Files,
  references: RequestOf<'animate'>['references'],
): Promise<Outcome<{ field: string; sourceId: string }[]>> {
  const taken: { field: string; sourceId: string }[] = [];
  for (const { field, path: file } of references) {
    const checked = await check(parts, file);
    if (!checked.ok) return checked;
    const { kind, intakeId } = checked.value;
    const stored = kind === 'image' ? await takeImage(parts, file) : await parts.intake.take({ intakeId });
    if (!stored.ok) return stored;
    taken.push({ field, sourceId: typeof stored.value === 'string' ? stored.value : stored.value.id });
  }
  return ok(taken);
}

const withName = (failure: Failure, name: string): Failure => ({
  ...failure,
  detail: COMPLAINTS.file(name, failure),
});
