import { counted, number, seconds, size } from './format.ts';

/** Words of the Library and of one clip. */
export const library = {
  title: 'Library',
  clips: (count: number) => counted(count, 'clip'),
  tile: (prompt: string, seconds: number, file: string) =>
    `${prompt}, ${counted(seconds, 'second')}, ${file}`,
  noPrompt: 'Clip',
  seconds,
  emptyTitle: 'Your clips will live here',
  emptyBody:
    'Every clip you make is saved on this computer, so you can watch it with or without a connection.',
  emptyGo: 'Animate an image',
  emptyPractice: 'Try practice mode',
  failed: 'The library could not be read.',
  retry: 'Try again',
  loading: 'Loading clips',
  missing: 'File missing',
  store: (clips: number, bytes: number, folder: string) =>
    `${counted(clips, 'clip')}, ${size(bytes)} in ${folder}`,
  storeEmpty: (folder: string) => `No clips yet. They go to ${folder}`,
  free: (bytes: number) => `${size(bytes)} free`,
  scrubTip: 'Move across to scrub',
  list: 'Clips',
  select: (name: string) => `Select ${name}`,
  favourite: (name: string) => `Favourite: ${name}`,
  flags: { keep: 'Keep', reject: 'Rejected' },
  rated: 'Rated',
  unplayed: 'Not yet played',
  size: 'Clip size',
  sizeOf: (pixels: number) => `${pixels} pixels high`,
  preview: (name: string) => `Preview: ${name}`,
  placeOf: (at: number, of: number) => `${number(at)} of ${number(of)}`,
  jump: 'Place in the library',
  jumpToDate: 'Jump to date',
  dateAt: (day: string, month: string, count: number) => `${day} · ${counted(count, 'clip')} in ${month}`,
} as const;

/** Words of the title bar while a clip is open; all others of a clip come with it (en-clip.ts). */
export const clip = {
  back: 'Library',
  backToClip: 'Clip',
  backTitle: 'Back',
  place: (at: number, of: number) => `${at} of ${of}`,
  previous: 'Previous clip',
  next: 'Next clip',
} as const;
