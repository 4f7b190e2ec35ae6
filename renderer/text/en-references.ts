import { counted, list, number, plural, seconds } from './format.ts';

/** `Image 2 and Video 1, which are not there.` */
const missing = (names: readonly string[]): string =>
  `${list(names)}, which ${plural(names.length, 'is', 'are')} not there.`;

const images = (count: number): string => counted(count, 'image');

/** Words of the references, and of the names that a prompt calls them by. */
export const references = {
  title: 'References',
  shared: 'Shared by every clip',
  hint: 'Some routes may ignore extra references.',
  unused: (model: string, count: number) =>
    count === 1
      ? `${model} does not use your reference. It is kept for a model that does.`
      : `${model} uses none of your ${count} references. They are kept for a model that does.`,
  images: 'Reference images',
  others: 'Video, start frame and voice',
  image: (number: number) => `Image ${number}`,
  video: 'Video 1',
  videoSlot: 'Video',
  startFrame: 'Start frame',
  voice: 'Voice',
  withSeconds: (name: string, seconds: string) => `${name}, ${seconds}`,
  seconds,
  emptyImage: (place: number) => `Add reference image ${place}`,
  empty: { startFrame: 'Add a start frame', video: 'Add a reference video', voice: 'Add a voice' },
  filledImage: (number: number, file: string) => `Image ${number}, reference: ${file}`,
  filled: {
    startFrame: (file: string) => `Start frame: ${file}`,
    video: (file: string, seconds: string) => `Video 1, ${seconds}: ${file}`,
    voice: (file: string, seconds: string) => `Voice, ${seconds}: ${file}`,
  },
  reading: (file: string) => `${file}, reading`,
  failed: (file: string, why: string) => `${file}: ${why}`,
  wants: {
    image: 'An image',
    startFrame: 'The clip begins with exactly this image',
    video: 'MP4 or WebM, 1 to 30 s, up to 100 MB',
    voice: 'WAV or MP3, 1 to 10 s, up to 15 MB. Gives the sound of the voice, not the words',
  },
  more: (name: string) => `More for ${name}`,
  moreTitle: 'More',
  remove: (name: string) => `Remove ${name}`,
  removed: (file: string) => `${file} removed`,
  full: (left: number) => `There was no slot left for ${images(left)}.`,
  pick: 'Choose a file…',
  replace: 'Replace…',
  fromLibrary: 'Choose from library…',
  useSelected: 'Use the selected image',
  left: 'Move left',
  right: 'Move right',
  toStartFrame: 'Make it the start frame',
  toImages: 'Move to the images',
  takeOut: 'Remove',
  play: 'Play the voice',
  pause: 'Pause the voice',
  unplayable: 'This voice cannot be played here.',
  chooser: 'Choose a reference',

  libraryTitle: { image: "Choose a clip's image", video: 'Choose a reference video' },
  libraryBody: {
    image: 'The image that the clip was made from is used.',
    video: 'The clip itself is used. It may have 1 to 30 seconds.',
  },
  librarySearch: 'Search clips',
  libraryNone: 'There are no clips yet.',
  libraryNoMatch: 'No clips match.',
  libraryMore: 'Show more',
  libraryClip: (prompt: string, seconds: string) => `${prompt}, ${seconds}`,
  cancel: 'Cancel',

  addOne: 'Add one image.',
  leftOut: (file: string) => `${file} cannot be used. The clips are made without it.`,
  tooMany: (count: number, max: number) =>
    `That makes ${count} references for each clip. The model takes ${max}; it may ignore the rest.`,
  small: (file: string, side: number, least: number) =>
    `${file} is small: ${side} px on its short side. The model wants at least ${least} px.`,
  large: (file: string, side: number, most: number) =>
    `${file} is large: ${side} px on its long side. The model takes up to ${number(most)} px.`,
  odd: (file: string, most: number) => `${file} is too narrow. The model takes shapes up to ${most} : 1.`,
  shapeDecided: 'The start frame decides the shape.',
  multiNeeds: 'Several shots need prompt expansion.',
  turnOn: 'Turn it on',

  names: 'What the prompt can name',
  namesSpoken: (count: number) =>
    `${counted(count, 'name')} to choose from. Use the arrow keys and Enter, or Escape.`,
  eachImage: (count: number) => (count === 1 ? 'The image of the clip' : `Each of the ${images(count)}`),
  gone: (names: readonly string[]) => `The prompt names ${missing(names)}`,
  goneElsewhere: (names: readonly string[]) => `Another prompt names ${missing(names)}`,
} as const;
