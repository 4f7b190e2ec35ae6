import { mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PartFile } from '../../../main/core/download/part-file.ts';
import { PartPair } from '../../../main/core/download/part-pair.ts';
import { clipOfLength, MIB, scratch } from './clips.ts';

const file = clipOfLength(12 * MIB);
const about = { length: file.length, etag: '"one"', lastModified: null };

let dir: string;
let main: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(scratch, 'kinora-pair-'));
  main = path.join(dir, 'job.part');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

interface Length {
  /** Made durable. */
  readonly durable: number;
  /** Only noted since then. */
  readonly noted?: number;
  /** What a power cut leaves of it. */
  readonly left?: number;
}

async function leave(part: string, { durable, noted = durable, left = noted }: Length): Promise<void> {
  const made = await PartFile.create(part, about);
  await made.append([file.subarray(0, durable)]);
  await made.checkpoint(false);
  await made.append([file.subarray(durable, noted)]);
  await made.note();
  await made.close();
  truncateSync(part, left);
}

/** Bytes that the next attempt goes on from, which are then the only ones, in the first part. */
async function goesOnFrom(): Promise<number> {
  const pair = await PartPair.open(main);
  const { current } = pair;
  await pair.close();
  expect(current?.path).toBe(main);
  expect(readFileSync(main).equals(file.subarray(0, current?.bytes))).toBe(true);
  return current?.bytes ?? 0;
}

async function take(pair: PartPair, to: number): Promise<void> {
  const at = pair.current?.bytes ?? 0;
  await pair.current?.append([file.subarray(at, to)]);
}

test.each<[string, Length, Length, number]>([
  ['the second is longer', { durable: 2 * MIB }, { durable: 3 * MIB, noted: 5 * MIB }, 5 * MIB],
  ['the first is longer', { durable: 5 * MIB }, { durable: 3 * MIB }, 5 * MIB],
  [
    'the second was noted as longer, and a power cut took that',
    { durable: 5 * MIB },
    { durable: MIB, noted: 6 * MIB, left: 3 * MIB },
    5 * MIB,
  ],
  [
    'the first was, and the second is longer now',
    { durable: MIB, noted: 6 * MIB, left: 3 * MIB },
    { durable: 5 * MIB },
    5 * MIB,
  ],
])('%s: the longer part is gone on from', async (_, first, second, from) => {
  await leave(main, first);
  await leave(`${main}.2`, second);
  expect(await goesOnFrom()).toBe(from);
});

test('what takes the place of the first part is durable before', async () => {
  await leave(main, { durable: 2 * MIB });
  await leave(`${main}.2`, { durable: MIB, noted: 5 * MIB });
  expect(await goesOnFrom()).toBe(5 * MIB);
  const [record, ...notes] = readFileSync(`${main}.json`, 'utf8').trimEnd().split('\n');
  expect(JSON.parse(record ?? '')).toMatchObject({ bytes: 5 * MIB });
  expect(notes).toEqual([]);
});

test('a server that begins again does not cost what was only noted until then', async () => {
  const pair = await PartPair.open(main);
  await pair.begin(about);
  await take(pair, MIB);
  await pair.checkpoint(false);
  await take(pair, 6 * MIB);
  await pair.note();
  await pair.begin(about);
  await take(pair, 2 * MIB);
  await pair.checkpoint(false);
  await pair.close();
  expect(await goesOnFrom()).toBe(6 * MIB);
});

test('a server that begins again and again neither', async () => {
  await leave(main, { durable: 2 * MIB });
  const pair = await PartPair.open(main);
  await pair.begin(about);
  await take(pair, 5 * MIB);
  await pair.note();
  await pair.begin(about);
  await take(pair, 3 * MIB);
  await pair.checkpoint(false);
  await pair.close();
  expect(await goesOnFrom()).toBe(5 * MIB);
});
