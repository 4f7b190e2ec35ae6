import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { ClipEdits } from '../../../main/core/library/clip-record.ts';
import type { Library } from '../../../main/core/library/library.ts';
import { editsOf, parseSidecar, sidecarNameOf } from '../../../main/core/library/sidecar.ts';
import { type Outcome, ok } from '../../../preload/contract/errors.ts';
import { EVERY_CLIP } from '../../../preload/contract/every-clip.ts';
import type { ClipEdit } from '../../../preload/contract/schemas/library.ts';
import { canonicalDump } from './dump.ts';
import { newClip, openAt } from './new-clip.ts';

/** Something that happens to a library; numbers choose among the clips that there are. */
type Event =
  | { readonly kind: 'publish' }
  | { readonly kind: 'edit'; readonly clips: readonly number[]; readonly edit: ClipEdit }
  | { readonly kind: 'undo'; readonly which: number }
  | { readonly kind: 'trash'; readonly clips: readonly number[] }
  | { readonly kind: 'undo-time-over' }
  | { readonly kind: 'hold' }
  | { readonly kind: 'rename' | 'take-away'; readonly clip: number; readonly withSidecar: boolean }
  | { readonly kind: 'bring-back' | 'compare' | 'reopen' | 'crash' | 'delete-index' };

const chosen = fc.array(fc.nat(20), { minLength: 1, maxLength: 6 });
const tags = fc.subarray(['Sea', 'sea', 'Night', 'final cut'], { minLength: 1, maxLength: 3 });
const edit: fc.Arbitrary<ClipEdit> = fc.record(
  {
    favourite: fc.boolean(),
    rating: fc.nat(5),
    flag: fc.constantFrom('keep' as const, 'reject' as const, null),
    addTags: tags,
    removeTags: tags,
    played: fc.boolean(),
  },
  { requiredKeys: [] },
);
const events: fc.Arbitrary<Event> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ kind: 'publish' as const }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('edit' as const), clips: chosen, edit }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('undo' as const), which: fc.nat(5) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('trash' as const), clips: chosen }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('rename' as const, 'take-away' as const),
      clip: fc.nat(20),
      withSidecar: fc.boolean(),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'undo-time-over' as const,
        'hold' as const,
        'bring-back' as const,
        'compare' as const,
        'reopen' as const,
        'crash' as const,
        'delete-index' as const,
      ),
    }),
  },
);

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
  return outcome.value;
}

/** A library in the world: its folder, a trash, a place where the person puts files aside; and what was last said. */
class World {
  readonly #root = mkdtempSync(path.join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'kinora-history-'));
  readonly #folder = path.join(this.#root, 'Kinora');
  readonly #index = path.join(this.#root, 'library.db');
  readonly #bin = path.join(this.#root, 'bin');
  readonly #aside = path.join(this.#root, 'aside');
  readonly #said = new Map<string, ClipEdits>();
  #due: (() => void)[] = [];
  #undo: string[] = [];
  #renames = 0;
  #library = this.#open();

  constructor() {
    for (const folder of [this.#bin, this.#aside]) mkdirSync(folder);
  }

  async run(event: Event): Promise<void> {
    const library = this.#library;
    switch (event.kind) {
      case 'publish': {
        const record = value(await library.publish(newClip(library.folders.incoming)));
        value(await library.indexClip(record));
        break;
      }
      case 'edit': {
        const done = await library.edit({ ids: this.#choose(event.clips) }, event.edit);
        this.#undo.push(...[value(done).undo].filter((id) => id !== null));
        break;
      }
      case 'undo': {
        const id = this.#undo[event.which % Math.max(1, this.#undo.length)];
        if (id !== undefined) await library.undo(id);
        break;
      }
      case 'trash': {
        const done = await library.trash(
          { ids: this.#choose(event.clips) },
          {
            move: (file) => {
              renameSync(file, path.join(this.#bin, path.basename(file)));
              return Promise.resolve(ok(null));
            },
            onBack: () => undefined,
          },
        );
        this.#undo.push(...[value(done).undo].filter((id) => id !== null));
        break;
      }
      case 'undo-time-over':
        for (const callback of this.#due.splice(0)) callback();
        break;
      case 'hold':
        await library.holdSidecars();
        break;
      case 'rename':
        await this.#atRest(() => this.#rename(event.clip, event.withSidecar));
        break;
      case 'take-away':
        await this.#atRest(() => this.#takeAway(event.clip, event.withSidecar));
        break;
      case 'bring-back':
        await this.#atRest(() => this.#bringBack());
        break;
      case 'compare':
        value(await library.fillMissing());
        break;
      default:
        await this.#restart(event.kind);
    }
    this.#remember();
  }

  /**
   * The index says what a new one says that is made from the files, and each clip still has what was said of it last;
   * now and when all that was waiting has been written.
   */
  async check(): Promise<void> {
    await this.#restart('crash');
    value(await this.#library.fillMissing());
    const known = this.#dump();
    await this.#restart('delete-index');
    value(await this.#library.fillMissing());
    expect(this.#dump()).toEqual(known);
    for (const clip of this.#clips()) expect(clip.edits).toEqual(this.#said.get(clip.id));
    // What was said of clips that are aside waits for them.
    await this.#atRest(() => this.#bringBack());
    value(await this.#library.fillMissing());
    for (const clip of this.#clips()) expect(clip.edits).toEqual(this.#said.get(clip.id));
    const whole = this.#dump();
    await expect.poll(() => this.#unwritten()).toEqual([]);
    await this.#restart('delete-index');
    value(await this.#library.fillMissing());
    expect(this.#dump()).toEqual(whole);
  }

  async remove(): Promise<void> {
    await this.#end();
    rmSync(this.#root, { recursive: true, force: true });
  }

  #open(): Library {
    return openAt(this.#folder, {
      indexPath: this.#index,
      clock: {
        now: Date.now,
        monotonic: () => performance.now(),
        after: (ms, callback) => {
          if (ms === 30_000) this.#due.push(callback);
          return () => {
            this.#due = this.#due.filter((each) => each !== callback);
          };
        },
      },
    });
  }

  /** Nothing that waits is carried out; what is being written at the moment comes to its end. */
  async #end(): Promise<void> {
    this.#library.close();
    await this.#library.settle();
    this.#due = [];
    this.#undo = [];
  }

  async #restart(how: 'reopen' | 'crash' | 'delete-index'): Promise<void> {
    if (how === 'reopen') {
      await this.#library.settle();
    }
    await this.#end();
    if (how === 'delete-index')
      for (const part of ['', '-wal', '-shm']) rmSync(this.#index + part, { force: true });
    this.#library = this.#open();
    if (how === 'reopen') value(await this.#library.fillMissing());
  }

  #clips() {
    return value(this.#library.page({ query: EVERY_CLIP, cursor: null, limit: 200 })).clips;
  }

  /** Ids of some of the clips; of one that there is not where there are none. */
  #choose(numbers: readonly number[]): string[] {
    const clips = this.#clips();
    const ids = numbers.flatMap((n) => clips[n % Math.max(1, clips.length)]?.id ?? []);
    return [...new Set(ids.length > 0 ? ids : ['01999999-0000-7000-8000-000000000001'])];
  }

  #names(): string[] {
    return readdirSync(this.#folder)
      .filter((name) => name.endsWith('.mp4'))
      .sort();
  }

  /** No file system can tell a sidecar that is replaced from one that is moved in the same moment. */
  async #atRest(move: () => void): Promise<void> {
    const release = await this.#library.holdSidecars();
    move();
    release();
  }

  #rename(which: number, withSidecar: boolean): void {
    const names = this.#names();
    const name = names[which % Math.max(1, names.length)];
    if (name === undefined) return;
    this.#renames += 1;
    const to = `renamed-${this.#renames}.mp4`;
    this.#move(this.#folder, name, this.#folder, to, withSidecar);
  }

  #takeAway(which: number, withSidecar: boolean): void {
    const names = this.#names();
    const name = names[which % Math.max(1, names.length)];
    if (name !== undefined) this.#move(this.#folder, name, this.#aside, name, withSidecar);
  }

  #bringBack(): void {
    for (const name of readdirSync(this.#aside).filter((each) => each.endsWith('.mp4'))) {
      const isTaken = [name, sidecarNameOf(name)].some((each) => existsSync(path.join(this.#folder, each)));
      this.#renames += 1;
      this.#move(this.#aside, name, this.#folder, isTaken ? `back-${this.#renames}.mp4` : name, true);
    }
  }

  #move(from: string, name: string, to: string, as: string, withSidecar: boolean): void {
    renameSync(path.join(from, name), path.join(to, as));
    const sidecar = path.join(from, sidecarNameOf(name));
    if (withSidecar && existsSync(sidecar)) renameSync(sidecar, path.join(to, sidecarNameOf(as)));
  }

  #remember(): void {
    for (const { id, edits } of this.#clips()) this.#said.set(id, edits);
  }

  /** Clips whose sidecars do not say yet what was said of them. */
  #unwritten(): string[] {
    return this.#clips().flatMap(({ name, edits }) => {
      const file = path.join(this.#folder, sidecarNameOf(name));
      const sidecar = existsSync(file) ? parseSidecar(readFileSync(file, 'utf8')) : null;
      return sidecar?.ok && JSON.stringify(editsOf(sidecar.value)) !== JSON.stringify(edits) ? [name] : [];
    });
  }

  #dump(): string[] {
    return canonicalDump(
      this.#library,
      (name) =>
        existsSync(path.join(this.#folder, name)) || existsSync(path.join(this.#folder, sidecarNameOf(name))),
    );
  }
}

/** Plays histories and checks what came of each. */
export async function anyHistory(parameters: fc.Parameters<[Event[]]>): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.array(events, { minLength: 4, maxLength: 18 }), async (history) => {
      const world = new World();
      try {
        await world.run({ kind: 'publish' });
        await world.run({ kind: 'publish' });
        for (const event of history) await world.run(event);
        await world.check();
      } finally {
        await world.remove();
      }
    }),
    parameters,
  );
}
