/** Byte and count caps on both sides of the door. */
const MIB = 1024 * 1024;

/** The service's own limit for an uploaded image (presign `maxSize`, 10 MiB). */
export const MAX_PREPARED_BYTES = 10 * MIB;
/** A picture larger than this is not decoded. */
export const MAX_PIXELS = 100_000_000;
/** A file larger than this is no picture of so many pixels: a page that read it whole would run out of memory. */
export const MAX_PICTURE_BYTES = 512 * MIB;
/** A copied picture larger than this does not cross: it lies in memory several times on its way. */
export const MAX_COPIED_BYTES = 64 * MIB;
/** Long side of a prepared picture: the tighter of the two models' upstream limits. */
export const MAX_LONG_SIDE = 2000;
/**
 * Reference video and voice. A video may be as large as the service takes (uploads/presign); everything else is the
 * upstream vendor's word for Wan 2.7.
 */
export const REFERENCE_LIMITS = {
  video: { bytes: 100 * MIB, seconds: [1, 30] },
  audio: { bytes: 15_000_000, seconds: [1, 10] },
} as const;
/** Images and videos that the upstream vendor heeds for one clip of Wan 2.7; the start frame is not counted. */
export const REFERENCE_COUNT = 5;
/** What the same vendor takes: pixels of a side, and how many times longer one side may be; null: not said. */
export const REFERENCE_SHAPES = {
  image: { sides: [240, 8000], ratio: null },
  video: { sides: [240, 4096], ratio: 8 },
} as const;
/** Images in one press of the button. */
export const MAX_BATCH = 500;
/** Characters of a batch's name. */
export const MAX_BATCH_NAME = 100;
/** Files that one clip is made from. */
export const MAX_INPUTS = 12;
/** Files in one drop. */
export const MAX_DROP = 1000;
/** Library folders at once. */
export const MAX_FOLDERS = 20;
/** Clips answered per library page. */
export const MAX_PAGE = 200;
/** Files that are dragged out of the window at once: systems take as many at most without standing still. */
export const MAX_DRAG_OUT = 500;
/** Clips of the library that one command may be about. */
export const MAX_TARGET = 1_000_000;
/** Characters of a tag, and tags of a clip. */
export const MAX_TAG_CHARS = 60;
export const MAX_TAGS = 100;
/** The still picture of a clip: its longer side in pixels, and its bytes. */
export const MAX_POSTER_SIDE = 640;
export const MAX_POSTER_BYTES = 200 * 1024;
/** Clips that can be joined. */
export const MAX_JOIN = 50;
/** Bytes of a new clip or file that cross at once, and of all of it. */
export const MAX_OUTPUT_PIECE = 4 * MIB;
export const MAX_OUTPUT_BYTES = 64 * 1024 * MIB;
/** Characters in the name of a saved search, and saved searches. */
export const MAX_SEARCH_NAME = 100;
export const MAX_SEARCHES = 200;
/** Clips of the practice studio that may cross IPC whole. */
export const MAX_STUDIO_BYTES = 64 * MIB;
/** Any other message from a page: a full batch in which every clip has a long prompt of its own. */
export const MAX_MESSAGE_CHARS = 5_000_000;
/** Clips that may be fetched from one host at once, as the person chooses. */
export const MAX_DOWNLOADS = 6;
/** Characters in the name of a key. */
export const MAX_KEY_NAME = 40;
