import type { Bench } from './report.ts';
import type { Tool } from './tools.ts';

/** Something that can be measured by its name. */
export interface Line {
  readonly name: string;
  /** Names under which it is measured together with others. */
  readonly groups?: readonly string[];
  readonly load: () => Promise<Bench>;
  /** Whether it knows the smoke scale; one that is slow all the same is only looked at by its name. */
  readonly smoke?: boolean | 'slow';
  /** What it is compared with. */
  readonly tools?: readonly Tool[];
  /** What it writes to the disk at most, beside a gigabyte. */
  readonly gigabytes?: number;
  /** After so many minutes it is ended. 10 when not said. */
  readonly minutes?: number;
}

const library = () => import('../library.ts');
const page = () => import('../library/page.ts');
/** 100,000 clips with their sidecars, an index or two. */
const MANY = { groups: ['library'], gigabytes: 3, minutes: 20 };

/** The app beside an empty window. */
const APP = { groups: ['app'] };

/** Every line, in the order in which they are measured: those that share what must be made first come together. */
export const LINES: readonly Line[] = [
  {
    name: 'download',
    load: async () => (await import('../download.ts')).download,
    tools: ['curl', 'sha256sum'],
    smoke: true,
    gigabytes: 2,
    minutes: 20,
  },
  {
    name: 'upload',
    load: async () => (await import('../upload.ts')).upload,
    tools: ['curl'],
    smoke: true,
  },
  { name: 'commit', load: async () => (await import('../commit.ts')).commit, smoke: true },
  { name: 'polling', load: async () => (await import('../polling.ts')).polling, smoke: true },
  { name: 'path', load: async () => (await import('../path.ts')).pressForMany, smoke: true },
  { name: 'input', load: async () => (await import('../input.ts')).input },
  {
    name: 'prepare',
    load: async () => (await import('../prepare.ts')).prepare,
    smoke: true,
    tools: ['ffmpeg'],
  },
  { name: 'poster', load: async () => (await import('../poster.ts')).poster, smoke: true, tools: ['ffmpeg'] },
  { name: 'media', load: async () => (await import('../media.ts')).media, smoke: 'slow', tools: ['ffmpeg'] },
  { name: 'bundle', ...APP, smoke: true, load: async () => (await import('../app/bundle.ts')).bundle },
  { name: 'start', ...APP, smoke: true, load: async () => (await import('../app/start.ts')).start },
  { name: 'idle', ...APP, smoke: 'slow', load: async () => (await import('../app/idle.ts')).idle },
  { name: 'memory', ...APP, smoke: 'slow', load: async () => (await import('../app/memory.ts')).memory },
  { name: 'grid', ...MANY, load: async () => (await library()).firstGrid },
  { name: 'grid', ...MANY, load: async () => (await page()).firstGridPage },
  { name: 'search', ...MANY, load: async () => (await library()).searchMany },
  { name: 'search', ...MANY, load: async () => (await library()).searchStatement },
  { name: 'search', ...MANY, load: async () => (await library()).searchGrep, tools: ['grep'] },
  { name: 'search', ...MANY, load: async () => (await library()).searchMost },
  { name: 'typing', ...MANY, load: async () => (await page()).typingPage },
  { name: 'scroll', ...MANY, load: async () => (await page()).scrollPage },
  { name: 'tiles', ...MANY, load: async () => (await page()).tilesPage },
  { name: 'memory', ...MANY, load: async () => (await page()).memoryPage },
  { name: 'rebuild', ...MANY, load: async () => (await library()).rebuild },
  { name: 'rebuild', ...MANY, load: async () => (await library()).rebuildInUse },
];

/** The lines that these words name; all of them without a word. */
export function linesFor(words: readonly string[]): Line[] {
  return LINES.filter(
    ({ name, groups = [] }) => words.length === 0 || [name, ...groups].some((word) => words.includes(word)),
  );
}

/** Every word that names something. */
export const known = (): string[] => [
  ...new Set(LINES.flatMap(({ name, groups = [] }) => [name, ...groups])),
];
