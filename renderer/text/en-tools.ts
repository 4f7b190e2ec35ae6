import { counted, hundredths, size } from './format.ts';

const seconds = (value: number): string => `${hundredths(value)} s`;

/** Words of what can be made of clips: exports, films of several clips, single frames. */
export const tools = {
  cancel: 'Cancel',
  seconds,

  making: (name: string) => `Making ${name}`,
  workOn: { trim: (from: string) => `Trimming ${from}`, join: (from: string) => `Joining ${from}` },
  cancelled: 'Stopped. Nothing was saved.',
  exported: (name: string) => `Exported ${name}`,
  exportedMany: (count: number, folder: string) => `Exported ${counted(count, 'clip')} to ${folder}`,
  exporting: (count: number, folder: string) => `Exporting ${counted(count, 'clip')} to ${folder}`,
  exportStopped: (done: number, count: number, folder: string) =>
    `Stopped. ${done} of ${counted(count, 'clip')} are in ${folder}.`,
  saved: (name: string) => `Saved as ${name}`,
  openClip: 'Open',
  frameSaved: (name: string) => `Saved ${name}`,
  soundLost: (name: string) => `The sound of ${name} can't be taken along.`,
  saveSilent: 'Save without sound',
  startFrame: (name: string) => `A frame of ${name} is the start frame`,
  startBoth: (name: string) => `A frame of ${name} is the start frame and the image`,
  startImage: (name: string) => `A frame of ${name} is the start image`,

  exportTitle: (name: string) => `Export ${name}`,
  exportTitleMany: (count: number) => `Export ${counted(count, 'clip')}`,
  part: 'Part',
  whole: 'Whole clip',
  marked: (length: number) => `In to out, ${seconds(length)}`,
  format: 'Format',
  formats: { mp4: 'MP4', gif: 'GIF', webm: 'WebM' },
  width: 'Width',
  widthValue: (pixels: number) => `${pixels} px`,
  fps: 'Frames per second',
  recipe: 'With its recipe',
  recipeMany: 'With their recipes',
  recipeNote: 'Prompt and settings, in a small file beside the video.',
  asItIs: (bytes: number) => `The file as it is, ${size(bytes)}.`,
  asTheyAre: 'The files as they are. You choose the folder.',
  looking: 'Looking at the clip…',
  lossless: (length: number) => `${seconds(length)}, cut without loss.`,
  encoded: (length: number) => `${seconds(length)}, exact to the frame. The picture is encoded again.`,
  webmFacts: (length: number) => `${seconds(length)}, encoded as VP9.`,
  gifFacts: (width: number, height: number, frames: number) =>
    `${width} × ${height}, ${counted(frames, 'frame')}.`,
  sound: {
    none: '',
    kept: 'The sound stays as it is.',
    encoded: 'The sound is encoded as Opus.',
    lost: "Its sound can't be taken along.",
    gif: 'A GIF has no sound.',
  },
  export: 'Export…',
  exportSilent: 'Export without sound…',

  joinTitle: (count: number) => `Join ${counted(count, 'clip')}`,
  joinBody: 'They play one after another, in this order. The result is a new clip.',
  order: 'Order',
  earlier: (name: string) => `Move ${name} up`,
  later: (name: string) => `Move ${name} down`,
  leaveOut: (name: string) => `Leave out ${name}`,
  moved: (name: string, at: number, of: number) => `${name} is ${at} of ${of}`,
  total: (length: number) => `Total ${seconds(length)}`,
  joinMost: (most: number) => `Up to ${most} clips can be joined at once.`,
  joinLossless: 'Joined without loss.',
  joinEncoded: (width: number, height: number) =>
    `The clips differ, so all are encoded again at ${width} × ${height}.`,
  joinSoundLost: "Their sound differs and can't be taken along.",
  join: (count: number) => `Join ${counted(count, 'clip')}`,
  joinSilent: 'Join without sound',
  joined: (name: string) => `${name} and others`,
} as const;
