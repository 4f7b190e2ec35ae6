import { readdirSync, statSync } from 'node:fs';
import type * as fs from 'node:fs/promises';
import path from 'node:path';

/** One call that code under test makes of the file system. */
export interface DiskCall {
  readonly name: string;
  /** The file or folder that it is about; of two, the first. */
  readonly path: string;
  /** The second path of a rename or link. */
  readonly to?: string;
  /** Bytes that it is about to write, and where. */
  readonly bytes?: Buffer;
  readonly at?: number;
  /** How a file is opened: `r`, `wx`… */
  readonly flags?: string;
}

/** An error as the system gives it. */
export function systemError(code: string, call: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: ${call}`), { code, syscall: call, errno: -1 });
}

/**
 * A file system that fails as it is told to, over the real one. `node:fs/promises` is replaced by `faulty` of itself
 * in the tests that use it; only calls about files inside `root` count.
 */
class Disk {
  root = '/nowhere';
  /** Called before every call. Throws to make it fail; answers how many bytes a write may take. */
  before: (call: DiskCall) => number | undefined = () => undefined;
  /** Called after every call that worked. */
  after: (call: DiskCall) => void = () => undefined;
  /** Free bytes that the system reports. */
  reported = Number.MAX_SAFE_INTEGER;

  reset(root = '/nowhere'): void {
    this.root = root;
    this.before = () => undefined;
    this.after = () => undefined;
    this.reported = Number.MAX_SAFE_INTEGER;
  }

  /** A disk with `bytes` left, beside what `root` holds now; it takes what fits and then says why. */
  fillUpAfter(bytes: number, code: 'ENOSPC' | 'EDQUOT' = 'ENOSPC'): void {
    const limit = usedBytes(this.root) + bytes;
    this.before = (call) => {
      if (call.bytes === undefined) return undefined;
      const left = Math.max(0, limit - usedBytes(this.root));
      if (left === 0 && call.bytes.length > 0) throw systemError(code, call.name);
      return Math.min(left, call.bytes.length);
    };
  }

  counts(file: string): boolean {
    return file === this.root || file.startsWith(this.root + path.sep);
  }

  async call<T>(call: DiskCall, action: (allowed: number | undefined) => Promise<T>): Promise<T> {
    if (!this.counts(call.path)) return action(undefined);
    const result = await action(this.before(call));
    this.after(call);
    return result;
  }
}

export const disk = new Disk();

/** Bytes in the files below a folder, a file with two names once. */
function usedBytes(folder: string): number {
  const sizes = new Map<number, number>();
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const facts = statSync(path.join(entry.parentPath, entry.name), { throwIfNoEntry: false });
    if (facts?.isFile()) sizes.set(facts.ino, facts.size);
  }
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}

/** `node:fs/promises` with every call that the core makes under the control of `disk`. */
export function faulty(real: typeof fs): typeof fs {
  const one =
    <A extends unknown[], T>(name: string, action: (file: string, ...rest: A) => Promise<T>) =>
    (file: string, ...rest: A): Promise<T> => {
      const second = typeof rest[0] === 'string' ? { [name === 'open' ? 'flags' : 'to']: rest[0] } : {};
      return disk.call({ name, path: file, ...second }, () => action(file, ...rest));
    };
  const module = {
    ...real,
    open: one('open', async (file: string, ...rest: [string?, number?]) =>
      faultyHandle(await real.open(file, ...rest), file),
    ),
    readFile: one('readFile', real.readFile),
    stat: one('stat', real.stat),
    readdir: one('readdir', real.readdir),
    rename: one('rename', (file: string, to: string) => real.rename(file, to)),
    link: one('link', (file: string, to: string) => real.link(file, to)),
    unlink: one('unlink', (file: string) => real.unlink(file)),
    rm: one('rm', real.rm),
    statfs: one('statfs', async (file: string) => {
      const facts = await real.statfs(file);
      return disk.counts(file) ? { ...facts, bsize: 1, bavail: disk.reported } : facts;
    }),
  };
  // The wrappers take the arguments that the core uses, not every form that Node allows.
  return { ...module, default: module } as unknown as typeof fs;
}

function faultyHandle(real: fs.FileHandle, file: string): fs.FileHandle {
  const write = (bytes: Buffer, at: number): Promise<number> =>
    disk.call({ name: 'write', path: file, bytes, at }, async (allowed) => {
      const { bytesWritten } = await real.write(bytes.subarray(0, allowed), 0, undefined, at);
      return bytesWritten;
    });
  const plain = (name: 'datasync' | 'sync' | 'stat' | 'close') => () =>
    disk.call<unknown>({ name, path: file }, () => real[name]());
  const own: Record<string, unknown> = {
    datasync: plain('datasync'),
    sync: plain('sync'),
    stat: plain('stat'),
    // A file is closed whatever is said of it.
    close: () => real.close(),
    read: (...rest: [Buffer, number, number, number]) =>
      disk.call({ name: 'read', path: file }, () => real.read(...rest)),
    truncate: (length: number) =>
      disk.call({ name: 'truncate', path: file, at: length }, () => real.truncate(length)),
    write: async (bytes: Buffer, offset: number, length: number, at: number) => ({
      bytesWritten: await write(bytes.subarray(offset, offset + length), at),
      buffer: bytes,
    }),
    writev: async (parts: Buffer[], at: number) => ({
      bytesWritten: await write(Buffer.concat(parts), at),
      buffers: parts,
    }),
    writeFile: async (data: Uint8Array | string) => {
      const bytes = typeof data === 'string' ? Buffer.from(data) : Buffer.from(data);
      for (let at = 0; at < bytes.length; ) at += await write(bytes.subarray(at), at);
    },
  };
  return new Proxy(real, {
    get: (target, name) => {
      if (typeof name === 'string' && Object.hasOwn(own, name)) return own[name];
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
