import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CommitMark } from '../../../main/core/store/commit-mark.ts';
import { Journal } from '../../../main/core/store/journal.ts';
import { below, randomOf } from './random.ts';
import { ACCOUNT, fastFolder, mustOpen, play, rowsOf } from './run.ts';

const PAGE = 4096;

let folder = '';
let file = '';
beforeEach(() => {
  folder = fastFolder();
  file = path.join(folder, 'journal.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function playAll(jobs: number): string[] {
  const { db } = mustOpen(file);
  const journal = new Journal(db);
  for (const _ of play(journal, jobs));
  const rows = rowsOf(db);
  journal.close();
  return rows;
}

const tableOf = (row: string): string => row.slice(0, row.indexOf(' '));

test('a destroyed page costs the rows on it and no others', () => {
  const before = playAll(12);
  const good = readFileSync(file);
  const random = randomOf(1);
  const kept: number[] = [];
  // The first page holds the schema: without it nothing can be read.
  for (let at = PAGE; at < good.length; at += PAGE) {
    const bad = Buffer.from(good);
    for (let byte = at; byte < at + PAGE; byte += 1) bad[byte] = below(random, 256);
    for (const part of ['', '-wal', '-mark']) rmSync(file + part, { force: true });
    writeFileSync(file, bad);
    const { db, movedAside } = mustOpen(file);
    const after = rowsOf(db);
    db.close();
    const lost = before.filter((row) => !after.includes(row));
    // A job that is lost takes no other row along, but what was its own at the service is offered again.
    const tables = new Set(lost.map(tableOf));
    if (tables.has('jobs')) tables.delete('remote_jobs');
    expect(tables.size, `page ${at / PAGE + 1}`).toBeLessThanOrEqual(1);
    if (movedAside === null) expect(lost).toEqual([]);
    kept.push(1 - lost.length / before.length);
  }
  expect(kept.length).toBeGreaterThan(12);
  expect(Math.min(...kept)).toBeGreaterThan(0.5);
});

test('what a lost row leaves open is never taken for unsent, nor forgotten', () => {
  playAll(1);
  const first = mustOpen(file);
  const journal = new Journal(first.db);
  const { jobs } = journal;
  const [job] = jobs.shown();
  if (!job) throw new Error('no job');
  journal.write(() => jobs.setState(job.id, { name: 'sending', sendId: 'lost' }, 1));
  journal.write(() => journal.remoteJobs.own(ACCOUNT, 'paid', 'a job that is lost', 1));
  journal.close();
  // Nothing of the last writes is in the file that takes over but what can be read of the damaged one.
  writeFileSync(file, Buffer.concat([readFileSync(file), Buffer.alloc(100)]));
  const { db, movedAside } = mustOpen(file);
  expect(movedAside).not.toBeNull();
  const rescued = new Journal(db);
  expect(rescued.jobs.get(job.id)?.state).toEqual({ name: 'sending', sendId: 'lost' });
  expect(rescued.sends.get('lost')).toMatchObject({ jobId: job.id, committedAt: 1, outcome: null });
  expect(rescued.remoteJobs.foreign(ACCOUNT).map(({ remoteId }) => remoteId)).toEqual(['paid']);
  rescued.close();
});

test('a send that was open in a journal that is not whole is looked for, not taken for unsent', () => {
  playAll(1);
  const { db } = mustOpen(file);
  const journal = new Journal(db);
  const [job] = journal.jobs.shown();
  if (!job) throw new Error('no job');
  const send = { id: 's', jobId: job.id, accountId: ACCOUNT, modelId: 'm', openedAt: 7, known: [] };
  journal.write(() => journal.sends.open({ ...send, clockOffset: null, keyPrint: null }));
  journal.close();
  const mark = new CommitMark(file);
  mark.write(999);
  mark.close();
  const again = mustOpen(file);
  expect(again.doubts).toEqual(['missing']);
  const doubted = new Journal(again.db);
  expect(doubted.sends.get('s')).toMatchObject({ committedAt: 7, outcome: null });
  doubted.close();
});
