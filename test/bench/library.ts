import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { setImmediate as breathe } from 'node:timers/promises';
import { clipMigrations } from '../../main/core/library/clips-schema.ts';
import { ClipsTable } from '../../main/core/library/clips-table.ts';
import { type Library, type LibraryOptions, openLibrary } from '../../main/core/library/library.ts';
import { parseSidecar, recordOf } from '../../main/core/library/sidecar.ts';
import { openDatabase } from '../../main/core/store/open-database.ts';
import { systemClock } from '../../main/core/system.ts';
import { EVERY_CLIP } from '../../preload/contract/every-clip.ts';
import type { ClipQuery } from '../../preload/contract/schemas/library.ts';
import { describeClip, type ManyClips, manyClips } from './lib/many-clips.ts';
import { compare, judge, type Report, ratio } from './lib/report.ts';
import { quantile } from './lib/stats.ts';

import { byTurns, inSittings, type Place, type Sitting } from './library/sittings.ts';

const MANY = 100_000;
const FEW = 100;
const MOST = 1_000_000;
/** What browsers call a long task (W3C, Long Tasks API): the main process draws nothing, so no frame waits for it. */
const LONG_TASK_MS = 50;
/** Clips of the first screen. */
const PAGE = 60;
/** Typed letter by letter: words of few clips and of all, in prompt, name and model, and one of none. */
const TYPED = ['waves', 'lighthouse storm', 'harbour-dawn', 'alibaba', '4711', 'xylophone'];

const keystrokes = TYPED.flatMap((words) => [...words].map((_, end) => words.slice(0, end + 1)));

function open(
  { folder, indexPath }: Pick<ManyClips, 'folder' | 'indexPath'>,
  more: Partial<LibraryOptions> = {},
): Library {
  const opened = openLibrary({ folder, indexPath, clock: systemClock, log: () => undefined, ...more });
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value;
}

/** Reads the first clips that match, checks that there are as many as said, and says how long it took. */
function pageTime(library: Library, query: Partial<ClipQuery>): { ms: number; clips: number } {
  const began = performance.now();
  const page = library.page({ query: { ...EVERY_CLIP, ...query }, cursor: null, limit: PAGE });
  const ms = performance.now() - began;
  if (!page.ok) throw new Error(page.error.detail ?? page.error.code);
  return { ms, clips: page.value.clips.length };
}

/** Opening the library and reading the first screen, with many clips and with few. */
export const gridSitting: Sitting = ([many, few]) => {
  const firstPage = (place: Place | undefined) => (): number => {
    if (!place) throw new Error('no library');
    const began = performance.now();
    const library = open(place);
    const { clips: shown } = pageTime(library, {});
    const ms = performance.now() - began;
    library.close();
    if (shown !== PAGE) throw new Error(`${shown} clips`);
    return ms;
  };
  return byTurns(firstPage(many), firstPage(few));
};

/** The words typed letter by letter: Kinora's engine and the plain statement that FTS5's manual would have. */
export const statementSitting: Sitting = ([many]) => {
  if (!many) throw new Error('no library');
  const library = open(many);
  const db = new DatabaseSync(many.indexPath, { readOnly: true });
  try {
    const statement = db.prepare(`SELECT * FROM clip_words JOIN clips ON clips.seq = clip_words.rowid
      JOIN clip_facts ON clip_facts.seq = clips.seq WHERE clip_words MATCH ? ORDER BY clip_words.rowid DESC LIMIT ${PAGE}`);
    const raw = (): number => {
      const began = performance.now();
      for (const typed of keystrokes) statement.all(matchOf(typed));
      return performance.now() - began;
    };
    const kinora = (): number => keystrokes.reduce((ms, search) => ms + pageTime(library, { search }).ms, 0);
    return byTurns(kinora, raw);
  } finally {
    db.close();
    library.close();
  }
};

export async function firstGrid(): Promise<Report> {
  const times = await inSittings('gridSitting', [await manyClips(MANY), await manyClips(FEW)]);
  return ratio({ what: 'first screen in the core', baseline: '100 clips', ...times, goal: 1.1 });
}

export async function searchStatement(): Promise<Report> {
  const times = await inSittings('statementSitting', [await manyClips(MANY)]);
  return ratio({ what: 'every keystroke', baseline: 'the raw statement', ...times, goal: 1.5 });
}

/** Every word must begin a word of the clip. */
const matchOf = (typed: string): string =>
  (typed.match(/[a-z0-9]+/g) ?? []).map((word) => `"${word}"*`).join(' ');

/** One word, looked for by Kinora's engine and by grep in the sidecars. */
export async function searchGrep(): Promise<Report> {
  const many = await manyClips(MANY);
  const library = open(many);
  try {
    const ours = {
      name: 'Kinora',
      run: () => Promise.resolve(pageTime(library, { search: 'lighthouse' }).ms),
    };
    const grep = (): number => {
      const began = performance.now();
      execFileSync('grep', ['-rlF', '--include=*.kinora.json', 'lighthouse', many.folder], {
        maxBuffer: 64 * 1024 * 1024,
      });
      return performance.now() - began;
    };
    const theirs = { name: 'grep -F over the sidecars', run: () => Promise.resolve(grep()) };
    return await compare({ what: 'one word', arms: [ours, theirs], goal: 0.1 });
  } finally {
    library.close();
    many.remove();
  }
}

const WITH_FILTERS: readonly Partial<ClipQuery>[] = [
  { search: 'waves', favourite: true },
  { search: 'storm', minRating: 4 },
  { search: 'alibaba', tags: ['client a', 'night'] },
  { search: 'w', flag: 'reject' },
];

/** 95 of 100 keystrokes are answered within. */
export async function searchMany(): Promise<Report> {
  const many = await manyClips(MANY);
  const library = open(many);
  try {
    return judge('95 % of keystrokes in the core, 100,000', 'ms', p95s(library), 30);
  } finally {
    library.close();
    many.remove();
  }
}

/** The same of a million, which are in the index only: what is searched is there. */
export async function searchMost(): Promise<Report> {
  const home = `${(await manyClips(FEW)).home}-million`;
  const indexPath = path.join(home, 'library.db');
  const folder = path.join(home, 'Kinora');
  try {
    if (!fs.existsSync(path.join(home, 'made'))) fillMillion(home, folder, indexPath);
    const library = open({ folder, indexPath });
    try {
      return judge('95 % of keystrokes in the core, 1,000,000', 'ms', p95s(library), 50);
    } finally {
      library.close();
    }
  } finally {
    if (process.env['BENCH_KEEP'] === undefined) fs.rmSync(home, { recursive: true, force: true });
  }
}

function p95s(library: Library): number[] {
  const round = (): number => {
    const times = [...keystrokes.map((search) => ({ search })), ...WITH_FILTERS].map(
      (query) => pageTime(library, query).ms,
    );
    return quantile(times, 0.95);
  };
  round();
  return Array.from({ length: 9 }, round);
}

function fillMillion(home: string, folder: string, indexPath: string): void {
  fs.rmSync(home, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  const library = open({ folder, indexPath });
  const { id } = library.folders;
  library.close();
  const opened = openDatabase({
    file: indexPath,
    migrations: clipMigrations,
    synchronous: 'NORMAL',
    check: false,
    now: () => Date.now(),
  });
  if (opened.kind !== 'open') throw new Error(opened.kind);
  const table = new ClipsTable(opened.db);
  const bytes = Buffer.alloc(0);
  for (let n = 0; n < MOST; n += 1) {
    const { name, sidecar } = describeClip(n, bytes);
    const parsed = parseSidecar(JSON.stringify(sidecar));
    if (!parsed.ok) throw new Error(parsed.error.detail);
    table.add(recordOf(parsed.value, id, name, false));
    if (n % 10_000 === 0) table.commit();
  }
  table.commit();
  opened.db.close();
  fs.writeFileSync(path.join(home, 'made'), '');
}

/**
 * Making the index anew, and what nobody can do without: reading every sidecar, which another program does, and writing
 * the same rows. The rows are known and in the best order; they go into the same tables with the same indexes and
 * words, in one transaction, through statements that are prepared once. Nothing is parsed or checked, no clip's file
 * looked at, nothing can be seen before the end.
 */
export async function rebuild(): Promise<Report> {
  const many = await manyClips(MANY);
  const indexPath = path.join(many.home, 'rebuilt.db');
  const tables = rowsOf(many.indexPath);
  const removeIndex = (): void => {
    for (const part of ['', '-wal', '-shm']) fs.rmSync(indexPath + part, { force: true });
  };
  const ours = async (): Promise<number> => {
    removeIndex();
    const began = performance.now();
    const library = open({ folder: many.folder, indexPath });
    const filled = await library.fillMissing();
    const ms = performance.now() - began;
    const clips = library.count(EVERY_CLIP);
    library.close();
    if (!filled.ok || clips !== MANY) throw new Error(`${clips} clips`);
    return ms;
  };
  const theirs = (): Promise<number> => {
    removeIndex();
    const began = performance.now();
    const find = `find "${many.folder}" -name '*.kinora.json' -print0 | xargs -0 cat > /dev/null`;
    execFileSync('sh', ['-c', find]);
    insertRows(indexPath, tables);
    return Promise.resolve(performance.now() - began);
  };
  try {
    const arms = [
      { name: 'Kinora', run: ours },
      { name: 'find | xargs cat + raw inserts', run: theirs },
    ] as const;
    return await compare({ what: '100,000 clips', arms, goal: 1.5, rounds: 7 });
  } finally {
    removeIndex();
    many.remove();
  }
}

/** While the index is made the app is in use: when the first screen is there, and what keeps the main thread. */
export async function rebuildInUse(): Promise<readonly Report[]> {
  const many = await manyClips(MANY);
  const indexPath = path.join(many.home, 'rebuilt.db');
  const firsts: number[] = [];
  const blocks: number[] = [];
  try {
    for (let round = 0; round < 7; round += 1) {
      for (const part of ['', '-wal', '-shm']) fs.rmSync(indexPath + part, { force: true });
      const began = performance.now();
      let first = Number.NaN;
      const uses: Promise<void>[] = [];
      const library: Library = open(
        { folder: many.folder, indexPath },
        {
          onReading: (progress, more) => {
            if (more && progress !== null) uses.push(use());
          },
        },
      );
      // What the page asks for then; and the person goes on, too: each is a message of its own.
      const use = async (): Promise<void> => {
        await breathe();
        const { clips } = pageTime(library, {});
        if (clips === PAGE && Number.isNaN(first)) first = performance.now() - began;
        await breathe();
        const page = library.page({ query: EVERY_CLIP, cursor: null, limit: 1 });
        const [clip] = page.ok ? page.value.clips : [];
        if (clip) await library.edit({ ids: [clip.id] }, { rating: uses.length % 6 });
      };
      const delay = monitorEventLoopDelay({ resolution: 1 });
      delay.enable();
      await library.fillMissing();
      delay.disable();
      await Promise.all(uses);
      await library.settle();
      library.close();
      firsts.push(first);
      blocks.push(delay.max / 1e6);
    }
    return [
      judge('first clips after', 'ms', firsts, 2000),
      judge('longest block of the main thread', 'ms', blocks, LONG_TASK_MS),
    ];
  } finally {
    for (const part of ['', '-wal', '-shm']) fs.rmSync(indexPath + part, { force: true });
    many.remove();
  }
}

type Table = readonly [insert: string, rows: readonly (readonly SQLInputValue[])[]];

/** Every row of an index, with the statement that writes it. */
function rowsOf(indexPath: string): Table[] {
  const db = new DatabaseSync(indexPath, { readOnly: true });
  const all = (sql: string): SQLInputValue[][] => {
    const statement = db.prepare(sql);
    return statement.all().map((row) => Object.values(row));
  };
  const table = (name: string): Table => {
    const rows = all(`SELECT * FROM ${name}`);
    return [`INSERT INTO ${name} VALUES (${(rows[0] ?? []).map(() => '?').join(', ')})`, rows];
  };
  const words: Table = [
    'INSERT INTO clip_words (rowid, prompt_words, name_words, model_words, tag_words) VALUES (?, ?, ?, ?, ?)',
    all(
      "SELECT seq, prompt, name, model_id, replace(tags, '\"', ' ') FROM clips JOIN clip_facts USING (seq)",
    ),
  ];
  const tables = [table('clips'), table('clip_facts'), table('clip_tags'), words];
  db.close();
  return tables;
}

function insertRows(indexPath: string, tables: readonly Table[]): void {
  const db = new DatabaseSync(indexPath);
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
  for (const step of clipMigrations) if (typeof step !== 'string') step(db);
  db.exec('BEGIN');
  for (const [insert, rows] of tables) {
    const statement = db.prepare(insert);
    for (const row of rows) statement.run(...row);
  }
  db.exec('COMMIT');
  db.close();
}
