import type { ErrorCode, Failure } from '../../../preload/contract/errors.ts';
import { formatMoney, type MicroCents } from '../../../preload/contract/money.ts';
import type { Hold, JobStateName } from '../../../preload/contract/vocabulary.ts';
import { findModel } from '../catalogue/catalogue.ts';
import type { CommandEvent } from './events.ts';
import type { Exit } from './exits.ts';

/** What a command prints for people, where it was not asked for JSON. */
export const HELP = `Turn images into clips from a terminal or a script.

  kinora animate IMAGE… --model MODEL --prompt TEXT --max-cost DOLLARS [options]
  kinora price [IMAGE…] --model MODEL [options]     the price, and nothing else
  kinora status [JOB…] [--wait]                     what is in the queue, or these jobs
  kinora models                                     models, and the options that each takes
  kinora help | version

  --max-cost 2.50     the most that all of it may cost; required, except with --practice
  --prompt-file FILE  the prompt from a file; - reads the standard input
  --variations N      so many clips of each image, 1 to 10
  --name TEXT         what the batch is called
  --practice          free clips from the simulator on this computer
  --once ID           order it once: the same ID again orders nothing, and tells of the first
  --dry-run           print the price and send nothing
  --wait              stay until every clip is saved, and print where
  --timeout SECONDS   give up waiting after so long; nothing is lost
  --json              one JSON object a line
  --library DIR       put the clips there; only while Kinora is not running
  --user-data DIR     use the settings and the queue in this folder

With KINORA_KEY in the environment that key pays; otherwise the one that Kinora has stored.
`;

const STATES: Readonly<Record<JobStateName, string>> = {
  draft: 'Not queued',
  queued: 'Queued',
  uploading: 'Uploading',
  prepared: 'Uploaded',
  sending: 'Sending',
  unknown: 'Sent, answer lost',
  asking: 'Sent, and you have to say which job it is',
  absent: 'Sent, but not found',
  pending: 'Waiting at the service',
  processing: 'Generating',
  downloading: 'Downloading',
  done: 'Ready',
  rejected: 'Refused',
  failed: 'Failed',
  cancelling: 'Cancelling',
  cancelled: 'Cancelled',
};

const HELD: Readonly<Record<Hold, string>> = {
  paused: 'sending is paused',
  offline: 'no connection',
  service: 'the service does not answer',
  slot: 'waits its turn',
  rateLimit: 'the service asked to wait',
  budget: 'over the monthly budget',
  key: 'needs a working key',
  disk: 'the disk is full',
};

const ENDS: Readonly<Record<Exit, string>> = {
  done: '',
  broke: 'Kinora could not go on.',
  usage: 'See kinora help.',
  refused: 'Nothing was sent for it.',
  failed: 'Not every clip was made.',
  waiting: 'It stays in the queue. Kinora goes on with it when it is open, or: kinora status --wait',
  key: 'Add a key in Kinora, or set KINORA_KEY.',
  unknown: 'Open Kinora to decide. Nothing is sent again by itself.',
  handed: 'Kinora has the order. Do not order it again, look: kinora status',
  interrupted: 'Stopped. Nothing is lost: Kinora goes on when it is open, or: kinora status --wait',
};

/** What is wrong with a file. */
const FILES: { readonly [C in ErrorCode]?: string } = {
  'not-an-image': 'is not an image',
  heic: 'is a HEIC photo: export it as JPEG',
  'empty-file': 'is empty',
  folder: 'is a folder',
  'too-large': 'is too large',
  'too-many-pixels': 'has too many pixels',
  undecodable: 'cannot be opened: it may be damaged',
  'media-unreadable': 'cannot be played: it may be damaged',
  'wrong-length': 'is too short or too long for a reference',
};

const because = (detail: string): string => (detail === '' ? '' : ` (${detail})`);

/** Why a command cannot go on. */
export const COMPLAINTS = {
  notAKey: 'KINORA_KEY holds no key of the service.',
  silent: 'Kinora is running, but does not answer.',
  noFolder: (folder: string, detail: string): string => `--user-data ${folder} cannot be used: ${detail}.`,
  noDoor: (detail: string): string => `There is no folder for temporary files: ${detail}.`,
  otherVersion: 'The Kinora that runs is of another version.',
  otherLibrary: 'Kinora is running with another library folder: leave --library out.',
  otherKey: 'Kinora is running and does not know the key in KINORA_KEY. Close it first.',
  otherAccount: 'The order with this --once was made with another account. Take another id.',
  noKey: 'There is no key. Use --practice to try it for free.',
  practiceMode: 'Practice mode is on in Kinora. Say --practice, or turn it off in Settings.',
  tooMany: (most: number): string => `At most ${most} clips fit in one command.`,
  tooDear: (total: MicroCents, most: MicroCents): string =>
    `It would cost ${formatMoney(total)}, more than ${formatMoney(most)}.`,
  overBudget: (budget: MicroCents): string => `Over the monthly budget of ${formatMoney(budget)}.`,
  noModel: (id: string): string => `There is no model ${id}.`,
  noJob: (id: string): string => `There is no job ${id}.`,
  file: (name: string, { code, detail = '' }: Failure): string => {
    if (code === 'undecodable' && detail.startsWith('ENOENT')) return `There is no file ${name}.`;
    if (code === 'undecodable' && /^E(ACCES|PERM)/.test(detail)) return `${name} may not be read.`;
    // What the system says is no word about what is in the file.
    const isSystems = code === 'undecodable' && /^E[A-Z]/.test(detail);
    const what = isSystems ? 'cannot be opened' : (FILES[code] ?? 'cannot be used');
    return `${name} ${what}${FILES[code] === undefined || isSystems ? because(detail) : ''}.`;
  },
} as const;

/** What a price is for, such as "Wan 2.7, 5 s, 1080p". */
function boughtIn({ model, seconds, resolution = '' }: Extract<CommandEvent, { event: 'price' }>): string {
  const name = findModel(model)?.name ?? model;
  return [name, seconds === undefined ? '' : `${seconds} s`, resolution].filter(Boolean).join(', ');
}

/** One line, or nothing. */
export function say(event: CommandEvent): string {
  switch (event.event) {
    case 'model':
      return [
        `${event.id}   ${event.name}, ${formatMoney(event.perSecond)} a second`,
        ...event.options.map(
          ({ option, takes, required, default: usual }) =>
            `  --${option}: ${takes}${required ? ' (required)' : ''}${usual === undefined ? '' : ` [${usual}]`}`,
        ),
      ].join('\n');
    case 'price':
      return `${boughtIn(event)}: ${event.clips} × ${formatMoney(event.perClip)} = ${formatMoney(event.total)}${
        event.practice ? ', practice is free' : event.source === 'documented' ? ' (documented price)' : ''
      }`;
    case 'queued':
      return `${event.already ? 'Queued before' : 'Queued'}: ${event.jobs.length}, ${
        event.practice ? 'practice, nothing is charged' : formatMoney(event.total)
      }`;
    case 'job': {
      const held = event.hold === null ? '' : `, ${HELD[event.hold]}`;
      const why = event.failure ? `: ${event.failure.detail ?? event.failure.code}` : '';
      const practice = event.practice ? ' (practice)' : '';
      return `${event.job}  ${event.image}  ${STATES[event.state]}${practice}${held}${why}`;
    }
    case 'clip':
      return event.file ?? `${event.image}: its clip is not there any more`;
    case 'error':
      // A sentence says enough; what is none is at least a code that can be looked up.
      return event.detail?.endsWith('.')
        ? event.detail
        : `${event.detail ?? 'It did not work.'} (${event.code})`;
    case 'end':
      return ENDS[event.reason];
  }
}
