import * as z from 'zod/mini';
import { fail, type Outcome, ok } from '../../preload/contract/errors.ts';
import { MAX_DROP, MAX_LONG_SIDE } from '../../preload/contract/limits.ts';
import { type IntakeResult, intakeInput } from '../../preload/contract/schemas/intake.ts';
import type { RouteInput } from '../../preload/contract/schemas/routes.ts';
import type { SourceView } from '../../preload/contract/schemas/views.ts';
import { checkFile } from '../core/intake/check-file.ts';
import { readHeader } from '../core/intake/header.ts';
import { stripJpegMetadata } from '../core/intake/metadata.ts';
import type { SourceFiles } from '../core/intake/source-files.ts';
import type { Clock, Ids } from '../core/ports.ts';
import type { Journal } from '../core/store/journal.ts';
import type { Source } from '../core/store/sources-table.ts';
import { sourceView } from './views.ts';

export interface IntakeDeps {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly files: () => Pick<SourceFiles, 'put'>;
}

/** Brings pictures in: files are checked by their first bytes, prepared bytes are checked again and stored by hash. */
export class Intake {
  readonly #deps: IntakeDeps;
  /** Names of files that passed the check, so that a picture keeps the name of the file that it came from. */
  readonly #names = new Map<string, string>();

  constructor(deps: IntakeDeps) {
    this.#deps = deps;
  }

  /** Files that were dropped or picked; the preload found their paths. One result per file, in order. */
  async check(input: unknown): Promise<Outcome<IntakeResult[]>> {
    const parsed = z.safeParse(intakeInput, input);
    if (!parsed.success || parsed.data.files.length > MAX_DROP) return fail('bad-request');
    const results: IntakeResult[] = [];
    for (const { path, name } of parsed.data.files) {
      const checked = await checkFile(path, name);
      if (!checked.ok) {
        results.push({ ok: false, name, error: { ...checked.error } });
        continue;
      }
      const intakeId = this.#deps.ids.next();
      this.#names.set(intakeId, name);
      const { kind, width, height } = checked.value;
      results.push({ ok: true, intakeId, kind, name, width, height });
    }
    return ok(results);
  }

  /** A picture that the page has prepared: a JPEG within limits and without any metadata, or it is refused. */
  async store(input: RouteInput<'source.store'>): Promise<Outcome<SourceView>> {
    const { journal, clock, ids, files } = this.#deps;
    const name = (input.intakeId === null ? undefined : this.#names.get(input.intakeId)) ?? input.name;
    const bytes = stripJpegMetadata(input.bytes);
    if (!bytes.ok) return fail('undecodable', bytes.error.detail, { name });
    const header = readHeader(bytes.value);
    if (header?.format !== 'jpeg' || Math.max(header.width, header.height) > MAX_LONG_SIDE)
      return fail('undecodable', 'not a prepared picture', { name });
    const stored = await files().put(bytes.value);
    if (!stored.ok) return stored;
    const { width, height } = header;
    const source: Source = {
      id: ids.next(),
      kind: 'image',
      sha256: stored.value.sha256,
      name,
      width,
      height,
      seconds: null,
      bytes: bytes.value.byteLength,
      createdAt: clock.now(),
    };
    journal.write(() => journal.sources.add(source));
    if (input.intakeId !== null) this.#names.delete(input.intakeId);
    return ok(sourceView(source));
  }
}
