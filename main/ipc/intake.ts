import path from 'node:path';
import * as z from 'zod/mini';
import { fail, type Outcome, ok } from '../../preload/contract/errors.ts';
import { MAX_DROP, MAX_LONG_SIDE } from '../../preload/contract/limits.ts';
import { type IntakeResult, intakeInput, intakeResult } from '../../preload/contract/schemas/intake.ts';
import type { RouteInput } from '../../preload/contract/schemas/routes.ts';
import type { SourceView } from '../../preload/contract/schemas/views.ts';
import { checkFile } from '../core/intake/check-file.ts';
import { findInput } from '../core/intake/find-input.ts';
import { readHeader } from '../core/intake/header.ts';
import { stripJpegMetadata } from '../core/intake/metadata.ts';
import type { SourceFiles } from '../core/intake/source-files.ts';
import type { Clock, Ids } from '../core/ports.ts';
import type { RecipeSource } from '../core/recipe.ts';
import type { Journal } from '../core/store/journal.ts';
import type { Source } from '../core/store/sources-table.ts';
import { sourceView } from './views.ts';

export interface IntakeDeps {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly files: () => Pick<SourceFiles, 'put' | 'take' | 'find' | 'has' | 'read'>;
  /** `opened` is another number. */
  readonly onOpened: () => void;
}

interface KnownFile {
  readonly path: string;
  readonly name: string;
}

/** Brings files in: they are checked by their first bytes, prepared bytes are checked again, all is stored by hash. */
export class Intake {
  readonly #deps: IntakeDeps;
  /** Files that passed the check and have not been stored yet. The page knows their ids only. */
  readonly #known = new Map<string, KnownFile>();
  #opened: IntakeResult[] = [];
  #openedSoFar = 0;

  constructor(deps: IntakeDeps) {
    this.#deps = deps;
  }

  /** Files that were dropped or picked; the preload found their paths. One result per file, in order. */
  async check(input: unknown): Promise<Outcome<IntakeResult[]>> {
    const parsed = z.safeParse(intakeInput, input);
    if (!parsed.success || parsed.data.files.length > MAX_DROP) return fail('bad-request');
    return ok(await this.#checkAll(parsed.data.files));
  }

  /** Files that the system asks Kinora to open; they wait until the page asks for them. */
  async open(paths: readonly string[]): Promise<IntakeResult[]> {
    const files = paths.slice(0, MAX_DROP).map((place) => ({ path: place, name: path.basename(place) }));
    const results = await this.#checkAll(files);
    this.#opened = [...this.#opened, ...results].slice(-MAX_DROP);
    this.#openedSoFar += results.length;
    this.#deps.onOpened();
    return results;
  }

  /** How many files there have been: whenever it grows, some wait. A count of those that wait could stay the same. */
  get opened(): number {
    return this.#openedSoFar;
  }

  takeOpened(): IntakeResult[] {
    const opened = this.#opened;
    this.#opened = [];
    return opened;
  }

  /** Where a file lies that passed the check and has not been stored yet. */
  pathOf(intakeId: string): string | null {
    return this.#known.get(intakeId)?.path ?? null;
  }

  /** A picture that the page has prepared: a JPEG within limits and without any metadata, or it is refused. */
  async store(input: RouteInput<'source.store'>): Promise<Outcome<SourceView>> {
    const name = (input.intakeId === null ? undefined : this.#known.get(input.intakeId)?.name) ?? input.name;
    const bytes = stripJpegMetadata(input.bytes);
    if (!bytes.ok) return fail('undecodable', bytes.error.detail, { name });
    const header = readHeader(bytes.value);
    if (header?.format !== 'jpeg' || Math.max(header.width, header.height) > MAX_LONG_SIDE)
      return fail('undecodable', 'not a prepared picture', { name });
    const stored = await this.#deps.files().put(bytes.value);
    if (!stored.ok) return stored;
    if (input.intakeId !== null) this.#known.delete(input.intakeId);
    const { width, height } = header;
    return this.#add({ ...stored.value, kind: 'image', name, width, height, seconds: null });
  }

  /** A reference video or voice: the file is copied and the copy is checked. */
  async take({ intakeId }: RouteInput<'source.take'>): Promise<Outcome<SourceView>> {
    const known = this.#known.get(intakeId);
    if (!known) return fail('bad-request');
    const taken = await this.takeCopy(known);
    if (taken.ok) this.#known.delete(intakeId);
    return taken;
  }

  /** A reference video or voice from a file of our own. */
  async takeCopy({ path: place, name }: KnownFile): Promise<Outcome<SourceView>> {
    const taken = await this.#deps.files().take(place, name);
    if (!taken.ok) return taken;
    const { stored, media } = taken.value;
    const { kind, width, height, seconds } = media;
    return this.#add({ ...stored, kind, name, width, height, seconds });
  }

  /** The file that a clip was made from, as it may be sent again; null where it is not there any more. */
  async findInput(input: RecipeSource): Promise<SourceView | null> {
    const source = await findInput({ ...this.#deps, files: this.#deps.files() }, input);
    return source && sourceView(source);
  }

  #add(file: Pick<Source, 'sha256' | 'bytes' | 'kind' | 'name' | 'width' | 'height' | 'seconds'>) {
    const { journal, clock, ids } = this.#deps;
    const { sha256, bytes, kind, name, width, height, seconds } = file;
    const createdAt = clock.now();
    const source = { id: ids.next(), kind, sha256, name, width, height, seconds, bytes, createdAt };
    journal.write(() => journal.sources.add(source));
    return ok(sourceView(source));
  }

  async #checkAll(files: readonly KnownFile[]): Promise<IntakeResult[]> {
    const results: IntakeResult[] = [];
    for (const file of files) {
      const result = await this.#checkOne(file);
      // One that the page could not be told of must not take the others along.
      if (z.safeParse(intakeResult, result).success) results.push(result);
      else {
        if (result.ok && result.intakeId !== null) this.#known.delete(result.intakeId);
        const { name } = file;
        results.push({ ok: false, name, error: { code: 'undecodable', facts: { name } } });
      }
    }
    return results;
  }

  async #checkOne({ path: place, name }: KnownFile): Promise<IntakeResult> {
    if (place === '') return { ok: true, intakeId: null, kind: 'image', name, width: 0, height: 0 };
    const checked = await checkFile(place, name);
    if (!checked.ok) return { ok: false, name, error: { ...checked.error } };
    const intakeId = this.#deps.ids.next();
    this.#known.set(intakeId, { path: place, name });
    const { kind, width, height } = checked.value;
    return { ok: true, intakeId, kind, name, width, height };
  }
}
