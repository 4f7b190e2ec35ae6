import path from 'node:path';
import type { DiskCall } from './disk.ts';

/** What is on a disk: folders by path, in them files by name. */
export type Tree = ReadonlyMap<string, ReadonlyMap<string, Buffer>>;

/** What becomes of bytes that were written and never synced. */
const FATES = ['lost', 'kept', 'half', 'zeros'] as const;
type Fate = (typeof FATES)[number];

class Inode {
  now: Buffer = Buffer.alloc(0);
  synced: Buffer = Buffer.alloc(0);

  after(fate: Fate): Buffer {
    const from = this.synced.length;
    switch (fate) {
      case 'lost':
        return this.synced;
      case 'kept':
        return this.now;
      case 'half':
        return this.now.subarray(0, from + Math.floor(Math.max(0, this.now.length - from) / 2));
      case 'zeros':
        return Buffer.concat([this.now.subarray(0, from), Buffer.alloc(Math.max(0, this.now.length - from))]);
    }
  }
}

type Entries = Map<string, Inode>;
/** A change of a folder's names, which a disk makes whole or not at all. */
type Change = (entries: Entries) => void;

class Folder {
  readonly now: Entries = new Map();
  synced: Entries = new Map();
  #pending: Change[] = [];

  change(change: Change): void {
    change(this.now);
    this.#pending.push(change);
  }

  sync(): void {
    this.synced = new Map(this.now);
    this.#pending = [];
  }

  /** The names as they may be after a power cut: some of the changes that were not synced, in their order. */
  *possible(): Generator<Entries> {
    const entries = new Map(this.synced);
    yield new Map(entries);
    for (const change of this.#pending) {
      change(entries);
      yield new Map(entries);
    }
  }
}

/**
 * Takes down what a program does to its files and tells what a power cut may leave of it. As much as the rules of
 * file systems allow is lost: bytes until their file is synced, names until their folder is, each folder for itself.
 */
export class PowerLog {
  readonly #folders = new Map<string, Folder>();

  /** Notes a call that has been made. */
  note({ name, path: file, to, bytes, at = 0, flags = '' }: DiskCall): void {
    const folder = this.#folder(path.dirname(file));
    const base = path.basename(file);
    const inode = folder.now.get(base);
    switch (name) {
      case 'open':
        if (flags.startsWith('w') && !inode) {
          const made = new Inode();
          folder.change((entries) => entries.set(base, made));
        } else if (flags.startsWith('w') && inode) inode.now = Buffer.alloc(0);
        return;
      case 'write':
        if (inode && bytes) inode.now = Buffer.concat([inode.now.subarray(0, at), bytes]);
        return;
      case 'truncate':
        if (inode) inode.now = inode.now.subarray(0, at);
        return;
      case 'sync':
      case 'datasync':
        if (inode) inode.synced = inode.now;
        else this.#folder(file).sync();
        return;
      case 'unlink':
      case 'rm':
        folder.change((entries) => entries.delete(base));
        return;
      case 'link':
      case 'rename': {
        const target = this.#folder(path.dirname(to ?? ''));
        const named = path.basename(to ?? '');
        if (!inode) throw new Error(`${name} of an unknown file`);
        const removed = name === 'rename';
        target.change((entries) => {
          entries.set(named, inode);
          if (removed && target === folder) entries.delete(base);
        });
        // Not every system that has no links keeps both halves of this together.
        if (removed && target !== folder) folder.change((entries) => entries.delete(base));
      }
    }
  }

  /** Everything that a power cut now may leave: every choice of names with every choice of bytes. */
  *possible(): Generator<Tree> {
    const folders = [...this.#folders].map(([name, folder]) => ({ name, choices: [...folder.possible()] }));
    for (const names of products(folders.map(({ choices }) => choices))) {
      const inodes = [...new Set(names.flatMap((entries) => [...entries.values()]))];
      const fates = inodes.map((inode) => (inode.now === inode.synced ? (['kept'] as const) : FATES));
      for (const chosen of products<Fate>(fates)) {
        const bytes = new Map(inodes.map((inode, at) => [inode, inode.after(chosen[at] ?? 'kept')]));
        const files = (entries: Entries): ReadonlyMap<string, Buffer> =>
          new Map([...entries].map(([file, inode]) => [file, bytes.get(inode) ?? inode.synced]));
        yield new Map(folders.map(({ name }, at) => [name, files(names[at] ?? new Map())]));
      }
    }
  }

  #folder(name: string): Folder {
    const known = this.#folders.get(name);
    if (known) return known;
    const made = new Folder();
    this.#folders.set(name, made);
    return made;
  }
}

/** Every way to choose one of each. */
function* products<T>(choices: readonly (readonly T[])[]): Generator<T[]> {
  const [first, ...rest] = choices;
  if (first === undefined) return yield [];
  for (const one of first) for (const others of products(rest)) yield [one, ...others];
}
