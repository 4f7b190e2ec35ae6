import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readControl } from '../../../main/core/download/control-record.ts';
import { PartFile } from '../../../main/core/download/part-file.ts';
import { clipOfLength, scratch } from './clips.ts';

const MIB = 1024 * 1024;
const file = clipOfLength(12 * MIB);
const about = { length: file.length, etag: '"one"', lastModified: null };
/** Where the part was made durable, and where it was only noted. */
const [DURABLE, ...NOTED] = [3 * MIB, 5 * MIB, 9 * MIB, 10 * MIB];

let dir: string;
let part: string;
beforeEach(async () => {
  dir = mkdtempSync(path.join(scratch, 'kinora-noted-'));
  part = path.join(dir, 'job.part');
  const made = await PartFile.create(part, about);
  await made.append([file.subarray(0, DURABLE)]);
  await made.checkpoint(false);
  for (const end of NOTED) {
    await made.append([file.subarray(made.bytes, end)]);
    await made.note();
  }
  // This much no note tells of.
  await made.append([file.subarray(made.bytes, 11 * MIB)]);
  await made.close();
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** Bytes that the next attempt goes on from; the file then holds those and no more. */
async function goesOnFrom(): Promise<number> {
  const record = await readControl(part);
  if (record === null) return 0;
  const resumed = await PartFile.resume(part, record);
  const { bytes } = resumed;
  await resumed.close();
  expect(readFileSync(part).equals(file.subarray(0, bytes))).toBe(true);
  return bytes;
}

test('what was noted is gone on from', async () => {
  expect(await goesOnFrom()).toBe(10 * MIB);
});

describe('a power cut', () => {
  test('that takes any end of the notes leaves what was durable, and every note that is whole', async () => {
    const text = readFileSync(`${part}.json`, 'utf8');
    const ends = [...text.matchAll(/\n/g)].map(({ index }) => index);
    expect(ends).toHaveLength(1 + NOTED.length);
    const lengths = [DURABLE, ...NOTED];
    for (let cut = (ends[0] ?? 0) + 1; cut <= text.length; cut += 7) {
      // Zeros are what some file systems leave of bytes that were not synced.
      for (const rest of ['', '\0'.repeat(text.length - cut)]) {
        writeFileSync(`${part}.json`, text.slice(0, cut) + rest);
        const record = await readControl(part);
        const whole = ends.findLastIndex((end) => end <= cut - 1);
        // A line without its end may be whole all the same.
        expect(lengths.slice(Math.max(0, whole), whole + 2)).toContain(record?.bytes);
      }
    }
  });

  test.each([
    ['all that was not durable', DURABLE, DURABLE],
    ['part of the first note', 3.5 * MIB, DURABLE],
    ['part of the second', 8.5 * MIB, 8 * MIB],
    ['nothing that was noted', 10.5 * MIB, 10 * MIB],
  ])('that takes %s of the data', async (_, left, from) => {
    truncateSync(part, left);
    expect(await goesOnFrom()).toBe(from);
  });

  test('that leaves zeros in place of the data', async () => {
    truncateSync(part, 6 * MIB);
    truncateSync(part, 11 * MIB);
    expect(await goesOnFrom()).toBe(5 * MIB);
  });
});

describe('a new part', () => {
  let fresh: PartFile;
  beforeEach(async () => {
    rmSync(`${part}.json`);
    fresh = await PartFile.create(part, about);
    await fresh.append([file.subarray(0, 3 * MIB)]);
    await fresh.note();
  });

  test('is gone on from where it was first noted, without a wait for the disk', async () => {
    await fresh.close();
    expect(fresh.durable).toBe(0);
    expect(await goesOnFrom()).toBe(3 * MIB);
  });

  test('whose first note a power cut has taken begins again', async () => {
    await fresh.close();
    const text = readFileSync(`${part}.json`, 'utf8');
    for (const left of ['', text.slice(0, 40), '\0'.repeat(text.length)]) {
      writeFileSync(`${part}.json`, left);
      expect(await readControl(part)).toBeNull();
    }
  });

  test('is known as whole when it is, also where its end was only noted', async () => {
    await fresh.append([file.subarray(fresh.bytes)]);
    await fresh.complete();
    await fresh.close();
    expect(await goesOnFrom()).toBe(file.length);
  });

  test('whose length nobody said is known as whole by its record', async () => {
    await fresh.close();
    rmSync(`${part}.json`);
    const open = await PartFile.create(part, { ...about, length: null });
    await open.append([file]);
    await open.complete();
    await open.close();
    expect(await readControl(part)).toMatchObject({ bytes: file.length, length: file.length });
  });
});

test('what goes on from notes is noted and made durable as before', async () => {
  const record = await readControl(part);
  if (record === null) throw new Error('no record');
  const resumed = await PartFile.resume(part, record);
  await resumed.append([file.subarray(resumed.bytes)]);
  await resumed.note();
  await resumed.checkpoint(true);
  await resumed.close();
  expect(await goesOnFrom()).toBe(file.length);
});
