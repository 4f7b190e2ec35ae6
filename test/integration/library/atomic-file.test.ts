import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  BUSY_WAITS,
  makeFolder,
  publishFile,
  removeFile,
  whileBusy,
  writeFileAtomic,
} from '../../../main/core/store/atomic-file.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'kinora-atomic-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));
const at = (name: string) => path.join(dir, name);
const code = (name: string) => Object.assign(new Error(name), { code: name });

describe('replacing a file', () => {
  test('new, then again, and nothing else is left', async () => {
    expect(await writeFileAtomic(at('a.json'), 'one')).toEqual({ ok: true, value: undefined });
    const inode = statSync(at('a.json')).ino;
    await writeFileAtomic(at('a.json'), new Uint8Array([1, 2, 3]));
    expect([...readFileSync(at('a.json'))]).toEqual([1, 2, 3]);
    expect(statSync(at('a.json')).ino).not.toBe(inode);
    expect(readdirSync(dir)).toEqual(['a.json']);
  });

  test('a link is replaced, not what it leads to', async () => {
    writeFileSync(at('real'), 'untouched');
    symlinkSync(at('real'), at('link'));
    await writeFileAtomic(at('link'), 'new');
    expect(readFileSync(at('real'), 'utf8')).toBe('untouched');
  });

  test('failing leaves the old file, no other, and tells no path', async () => {
    mkdirSync(at('folder'));
    const results = [
      await writeFileAtomic(at('folder'), 'x'),
      await writeFileAtomic(at('no/such/file'), 'x'),
    ];
    for (const result of results) expect(result).toMatchObject({ ok: false, error: { code: 'disk-error' } });
    expect(JSON.stringify(results)).not.toContain(dir);
    expect(readdirSync(dir)).toEqual(['folder']);
  });

  test.runIf(existsSync('/dev/full'))('a full disk is called so', async () => {
    const { open } = await import('node:fs/promises');
    const { diskFailure } = await import('../../../main/core/disk-failure.ts');
    const full = await open('/dev/full', 'w');
    const error = await full.write('x').catch((thrown: unknown) => thrown);
    await full.close();
    expect(diskFailure(error)).toEqual({ code: 'disk-full', detail: 'ENOSPC (write)' });
  });

  test('twenty writers at once: the file is one of theirs, whole', async () => {
    const texts = Array.from({ length: 20 }, (_, n) => `${n}`.repeat(50_000));
    await Promise.all(texts.map((text) => writeFileAtomic(at('a'), text)));
    expect(texts).toContain(readFileSync(at('a'), 'utf8'));
    expect(readdirSync(dir)).toEqual(['a']);
  });
});

describe.each([true, false])('giving a file its name, with hard links: %s', (links) => {
  test('the first free one; nothing is overwritten', async () => {
    writeFileSync(at('part'), 'clip');
    writeFileSync(at('a-01'), 'other');
    mkdirSync(at('a-02'));
    symlinkSync(at('nowhere'), at('a-03'));
    expect(await publishFile(at('part'), dir, ['a-01', 'a-02', 'a-03', 'a-04'], { links })).toEqual({
      ok: true,
      value: 'a-04',
    });
    expect(readFileSync(at('a-04'), 'utf8')).toBe('clip');
    expect(readFileSync(at('a-01'), 'utf8')).toBe('other');
    expect(existsSync(at('part'))).toBe(false);
  });

  test('no name free', async () => {
    writeFileSync(at('part'), 'clip');
    writeFileSync(at('a'), 'other');
    expect(await publishFile(at('part'), dir, ['a'], { links })).toMatchObject({
      ok: false,
      error: { code: 'disk-error' },
    });
    expect(readFileSync(at('part'), 'utf8')).toBe('clip');
    expect(await publishFile(at('no-part'), dir, ['b'], { links })).toMatchObject({ ok: false });
    expect(readdirSync(dir).sort()).toEqual(['a', 'part']);
  });

  test.runIf(links)('keeping the first name as well', async () => {
    writeFileSync(at('part'), 'clip');
    await publishFile(at('part'), dir, ['a'], { keep: true });
    expect(statSync(at('part')).ino).toBe(statSync(at('a')).ino);
  });

  test('ten parts and one list of names: ten names', async () => {
    const names = Array.from({ length: 10 }, (_, n) => `a-${n}`);
    for (const name of names) writeFileSync(at(`part-${name}`), name);
    const taken = await Promise.all(names.map((name) => publishFile(at(`part-${name}`), dir, names)));
    expect(new Set(taken.map((result) => (result.ok ? result.value : 'failed'))).size).toBe(10);
    expect(new Set(names.map((name) => readFileSync(at(name), 'utf8'))).size).toBe(10);
  });
});

describe('files that somebody holds', () => {
  const policy = { busy: (name: string | null) => name === 'EBUSY', waits: [1, 1, 1] };

  test('it works once they let go', async () => {
    let tries = 0;
    const action = async () => {
      tries += 1;
      if (tries < 4) throw code('EBUSY');
      return 'done';
    };
    expect(await whileBusy(action, policy)).toBe('done');
    expect(tries).toBe(4);
  });

  test('it ends with the last error when they do not, and at once with any other', async () => {
    let tries = 0;
    const always = (name: string) => async () => {
      tries += 1;
      throw code(name);
    };
    await expect(whileBusy(always('EBUSY'), policy)).rejects.toThrow('EBUSY');
    expect(tries).toBe(4);
    await expect(whileBusy(always('ENOENT'), policy)).rejects.toThrow('ENOENT');
    expect(tries).toBe(5);
  });

  test('the waits add up to a minute', () => {
    const total = BUSY_WAITS.reduce((sum, wait) => sum + wait, 0);
    expect(total).toBeGreaterThanOrEqual(60_000);
    expect(total).toBeLessThan(65_000);
  });
});

test('removing what is gone is fine; a folder in place of a file is not', async () => {
  await removeFile(at('nothing'));
  mkdirSync(at('folder'));
  await expect(removeFile(at('folder'))).rejects.toThrow();
  writeFileSync(at('file'), '');
  expect(await makeFolder(at('file/x'))).toMatchObject({ ok: false, error: { code: 'folder-unusable' } });
  expect(await makeFolder(at('x/y/z'))).toMatchObject({ ok: true });
});
