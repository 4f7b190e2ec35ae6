import type { FolderView, ImportView } from '../../preload/contract/schemas/folders.ts';
import { counted, plural, size } from './format.ts';

/** Words of the library's folders, of missing clips and of imports. */
export const folders = {
  locate: 'Locate…',
  locateNamed: (name: string) => `Locate ${name}…`,
  remove: 'Remove from library',
  away: 'Disk not connected',
  awayBody: 'Connect the disk that it lies on. The clip comes back by itself.',
  missing: 'File missing',
  missingBody: 'It was moved or deleted outside Kinora. Its prompt and settings are still here.',
  located: (clips: number) => (clips === 1 ? 'Clip found' : `${counted(clips, 'clip')} found`),
  differentTitle: 'This video is not the same.',
  differentBody: 'It has another content than the clip had. If you edited it, use it all the same.',
  useAnyway: 'Use it',

  title: 'Library',
  numbers: ({ clips, bytes, freeBytes }: Pick<FolderView, 'clips' | 'bytes' | 'freeBytes'>) =>
    `${clips === 0 ? 'No clips yet' : `${counted(clips, 'clip')}, ${size(bytes)}`}.${freeBytes === null ? '' : ` ${size(freeBytes)} free.`}`,
  states: {
    reading: 'Reading',
    ready: '',
    'read-only': 'Read-only: its clips play, but cannot be changed.',
    away: 'Not connected. Its clips wait for it.',
  },
  primary: 'New clips go here',
  actions: (name: string) => `More for ${name}`,
  makePrimary: 'Put new clips here',
  show: 'Show',
  showNamed: (name: string) => `Show ${name}`,
  move: 'Move to another place…',
  takeOut: 'Remove from library',
  takenOut: (name: string) => `${name} removed from the library`,
  takenOutBody: 'Nothing in the folder was touched.',
  adopt: 'Add its videos',
  adoptBody: (videos: number) =>
    `${counted(videos, 'video')} in it ${plural(videos, 'is', 'are')} not in your library yet.`,
  add: 'Add folder…',
  added: (clips: number) => (clips === 0 ? 'Folder added' : `Folder added with ${counted(clips, 'clip')}`),
  change: 'Change…',
  changed: 'New clips go to the new folder',
  undo: 'Undo',
  moving: (done: number, total: number) => `Moving ${size(done)} of ${size(total)}`,
  moved: 'Folder moved',
  lookAgainRow: 'Folders',
  lookAgain: 'Look again',
  lookAgainHint: 'Find what was moved, changed or deleted outside Kinora.',
  looked: (report: { added: number; gone: number; back: number; edited: number; unreadable: number }) => {
    const parts = [
      report.added > 0 && `${report.added} new or moved`,
      report.back > 0 && `${report.back} back`,
      report.edited > 0 && `${report.edited} changed`,
      report.gone > 0 && `${report.gone} missing`,
      report.unreadable > 0 && `${report.unreadable} with notes that cannot be read`,
    ].filter((part) => part !== false);
    return parts.length === 0 ? 'Nothing has changed' : parts.join(', ');
  },
  reading: (done: number, total: number) => `Reading ${done} of ${counted(total, 'clip')}`,

  nameLabel: 'Names of new clips',
  nameExample: (name: string) => `${name}.mp4`,
  nameSample: { image: 'Harbour Dawn.jpg', prompt: 'Waves roll in' },
  nameOdd: (odd: string) =>
    odd.startsWith('{')
      ? `${odd} means nothing here. Insert one of the words below. Not saved.`
      : `A name cannot hold ${odd}. Not saved.`,
  nameTokens: 'Insert',
  nameToken: {
    image: 'Name of the image',
    prompt: 'Words of the prompt',
    date: 'Day it was made',
    time: 'Time it was made',
    model: 'Model',
    n: 'Number, so that no two are alike',
  },

  import: 'Videos…',
  importFolder: 'Folder…',
  importRow: 'Import',
  importHint: 'Copies videos into your library. What it has already is left out.',
  importing: (done: number, total: number) => `Importing ${done} of ${counted(total, 'video')}`,
  importStop: 'Stop',
  imported: ({ added, known, restored, cancelled }: ImportView) => {
    const parts = [
      restored > 0 && `${counted(restored, 'missing clip')} found again`,
      known > 0 && `${known} in the library already`,
      cancelled && 'stopped early',
    ].filter((part) => part !== false);
    const first = added === 0 ? 'Nothing new imported' : `${counted(added, 'video')} imported`;
    return { title: first, body: parts.length === 0 ? '' : `${parts.join(', ')}.` };
  },
  importFailed: (failed: number) => `${counted(failed, 'file')} could not be imported`,
  dropping: 'Drop to import into your library',
} as const;
