/**
 * What a hostile service, disk, file or page can try, by number, and the tests that try it. A number is in the title
 * of its test wherever the test was made for it.
 */
interface Tried {
  readonly what: string;
  /** File and title of each test; of a table of tests, the title or the row. */
  readonly by?: readonly (readonly [file: string, title: string])[];
  /** Why it cannot be tried. */
  readonly not?: string;
}

const ANSWERS = 'test/integration/hostile/answers.test.ts';
const VALUES = 'test/integration/hostile/values.test.ts';
const TRANSPORT = 'test/integration/hostile/transport.test.ts';
const ADDRESSES = 'test/integration/hostile/addresses.test.ts';
const STATE = 'test/integration/hostile/state.test.ts';
const MEDIA = 'test/unit/intake/media.test.ts';
const MP4 = 'test/integration/download/mp4.test.ts';
const PICTURES = 'test/e2e/intake-hostile.spec.ts';
const NAMES = 'test/unit/library/clip-name.test.ts';
const SIDECARS = 'test/unit/library/sidecar.test.ts';
const OUTSIDE = 'test/integration/library/outside.test.ts';
const FOLDERS = 'test/integration/app/library-folder.test.ts';
const SCHEME = 'test/integration/security/scheme.test.ts';
const SENDERS = 'test/integration/ipc/senders.test.ts';
const PAGE = 'test/e2e/security.spec.ts';

const one = (what: string, file: string, title: string): Tried => ({ what, by: [[file, title]] });
const REFUSED = '57, 67 to 75: what cannot be a picture is refused in words, and the next one is taken';

export const HOSTILE: Readonly<Record<number, Tried>> = {
  1: one('job id that is a path', ANSWERS, '1 a job id that is a path'),
  2: one('job id of a megabyte', ANSWERS, '2 a job id of a megabyte'),
  3: one(
    'NUL, line break, override in a job id',
    ANSWERS,
    '3 job ids with NUL, a line break, a direction override',
  ),
  4: one('job id 2^60', ANSWERS, '4 a job id that is a number beyond what numbers hold'),
  5: one(
    'job id of another job',
    ANSWERS,
    '5 the id of a job that another clip has, or that was there before',
  ),
  6: one('__proto__ as a job id', ANSWERS, '6 a job id that is the name of what every object has'),
  7: one('__proto__ in a body', ANSWERS, '7 a body that would change what objects are'),
  8: one('nesting 100,000 deep', ANSWERS, '8 a body nested 100,000 deep'),
  9: one('200 MB of JSON', ANSWERS, '9 a body of 200 MB'),
  10: one('gzip bomb', ANSWERS, '10 a compressed body that unpacks to a thousand times its size'),
  11: one('duplicate keys', ANSWERS, '11 keys that are there twice'),
  12: one('surrogates, BOM, UTF-16', ANSWERS, '12 lone surrogates, a byte order mark, UTF-16'),
  13: one('HTML with 200', ANSWERS, '13 a page with 200 OK'),
  14: one('nothing with 200', ANSWERS, '14 nothing with 200 OK'),
  15: one('success without a job id', ANSWERS, '15 success without a job id'),
  16: one('unknown status', VALUES, '16 status words in capitals, and such as were never heard of'),
  17: one('status going back', VALUES, '17 a job that is finished and then waits again'),
  18: one('progress NaN', VALUES, '18 progress that is no number'),
  19: one(
    'times beyond all dates',
    VALUES,
    '19 times in 1970, in 9999, beyond all dates, and without a zone',
  ),
  20: one('odd prices', VALUES, '20 prices below nothing, beyond all measure, as text, in another currency'),
  21: one('no balance', VALUES, '21 no word of a balance or a price'),
  22: one('endless list', VALUES, '22 a list without end'),
  23: one('unsorted list of 10,000', VALUES, '23 a list of 10,000 rows without order, each of them twice'),
  24: one('error text with markup', VALUES, '24 an error of 5 MB with markup and escapes'),
  25: one('links in a reason', VALUES, '25 links in the reason of a failed job'),
  26: one('echo of a prompt', VALUES, '26 a prompt with markup, echoed by the service'),
  27: one('model name as a path', VALUES, '27 a model name that is a path'),
  28: one('10,000 outputs', VALUES, '28 ten thousand outputs, and the same one twice'),
  29: one('end in 30,000 years', VALUES, '29 an end that is expected in 30,000 years, or long ago'),
  30: one('Retry-After 99999999999', TRANSPORT, '30 and 31 a wish for patience that is endless'),
  31: one('Retry-After -5, NaN, 2099', TRANSPORT, '30 and 31 a wish for patience that is endless'),
  32: one('wrong lengths', TRANSPORT, '32 a length that is too small, too large, negative, or there twice'),
  33: one('headers of 1 MB', TRANSPORT, '33 a block of headers of a megabyte'),
  34: one('slow loris', TRANSPORT, '34 a byte now and then, for as long as anyone listens'),
  35: one('redirect loop', TRANSPORT, '35 redirects in a circle'),
  36: one(
    'redirects to elsewhere',
    TRANSPORT,
    '36 redirects to http, to a file, to this machine, to its cloud',
  ),
  37: one('redirect of the paid POST', TRANSPORT, '37 a redirect of the paid request'),
  38: one('redirect with the key', TRANSPORT, '38 a redirect to another host takes no key along'),
  39: one('cookie flood', TRANSPORT, '39 a flood of cookies'),
  40: one('wrong certificates', TRANSPORT, '40 certificates of strangers, of yesterday, of another host'),
  41: one(
    'HTTP/2, resets',
    TRANSPORT,
    '41 HTTP/2 where it was not asked for, and connections that are torn down',
  ),
  42: one('endless 100 Continue', TRANSPORT, '42 "continue" without end, and another protocol'),
  43: one('bad chunks', TRANSPORT, '43 chunks of sizes that are none'),
  44: one('206 unasked', TRANSPORT, '44 a part that was not asked for'),
  45: one(
    'text/html for a clip',
    TRANSPORT,
    '45 a page in place of a clip, and one that calls itself a clip',
  ),
  46: one('Content-Disposition', TRANSPORT, '46 a file name that the service would like'),
  47: one('host behind a user name', ADDRESSES, '47 a host behind a user name'),
  48: one('backslashes', ADDRESSES, '48 backslashes for slashes'),
  49: one('other schemes', ADDRESSES, '49 other schemes, and no scheme'),
  50: one(
    'loopback in every spelling',
    ADDRESSES,
    '50 this machine, its networks and its cloud in every spelling',
  ),
  51: one(
    'DNS rebinding',
    ADDRESSES,
    '51 a name that leads to a private address, at once or the second time',
  ),
  52: one('homograph', ADDRESSES, '52 a host that looks like the service’s own'),
  53: one('port 22', ADDRESSES, '53 ports of other services'),
  54: one('address of 8 MB', ADDRESSES, '54 an address of megabytes'),
  55: one('signed query', ADDRESSES, '55 signatures in addresses stay where they are needed'),
  56: {
    what: 'zero bytes',
    by: [
      [MEDIA, '56: no bytes at all'],
      [MP4, 'empty'],
    ],
  },
  57: {
    what: 'HTML named .mp4',
    by: [
      [MEDIA, '57: a web page with the name of a video'],
      [MP4, 'HTML'],
      [PICTURES, REFUSED],
    ],
  },
  58: {
    what: 'cut inside moov',
    by: [
      [MEDIA, '58: cut off inside its index'],
      [MP4, 'every cut of a clip is noticed'],
    ],
  },
  59: {
    what: 'box sizes',
    by: [
      [MEDIA, '59: boxes of size 0, 2^63, beyond the file, and a million nested ones'],
      [MP4, 'a million nested boxes cost nothing'],
    ],
  },
  60: {
    what: 'moov after 2 GB',
    by: [
      [MEDIA, '60, 75: an index behind 2 GB, and a file of 10 TB with holes, cost nothing'],
      [MP4, 'an index behind three gigabytes is found without reading them'],
    ],
  },
  61: {
    what: 'absurd figures',
    by: [
      [MEDIA, '61: 2^32 seconds, no time scale, and 65,535 × 65,535'],
      [MP4, 'figures beyond sense count as unknown'],
    ],
  },
  62: {
    what: '200 tracks',
    by: [
      [MEDIA, '62: two hundred tracks'],
      [MP4, '65 tracks'],
    ],
  },
  63: one('unsupported codec', MEDIA, '63: a coding that nobody here knows'),
  64: one(
    'data reference, playlist',
    MEDIA,
    '64: pictures that lie in another file, and a playlist with the name of a video',
  ),
  65: one('polyglot', MEDIA, '65: a video that is a web page or an archive as well'),
  66: one(
    'title of 100 MB',
    MEDIA,
    '66: a title of fifty megabytes is never read, and one of a hundred is too large',
  ),
  67: one('JPEG 65,535 × 65,535', PICTURES, REFUSED),
  68: one(
    'PNG bomb, 10^5 frames',
    PICTURES,
    '68, 69: four inks, 16 bits, 60 megapixels and a hundred thousand frames',
  ),
  69: one('orientation, CMYK, ICC', PICTURES, '69: every orientation comes out upright'),
  70: one('SVG with script', PICTURES, REFUSED),
  71: one('fuzzed pictures', PICTURES, '71: damaged pictures of every kind are read or refused'),
  72: {
    what: 'program named .jpg',
    by: [
      [PICTURES, REFUSED],
      [MEDIA, '72: a program with the name of a recording'],
    ],
  },
  73: {
    what: 'file replaced after the check',
    by: [
      [MEDIA, '73: what has become another file, a link, a pipe or a folder since it was checked'],
      [
        'test/integration/app/intake.test.ts',
        '73: a file that has become another one since the check is not taken',
      ],
    ],
  },
  74: one('vanished share', MEDIA, '74: a file that is gone'),
  75: {
    what: 'sparse 10 TB file',
    by: [
      [MEDIA, '60, 75: an index behind 2 GB'],
      [PICTURES, REFUSED],
    ],
  },
  76: one('device names', NAMES, '76: names of devices'),
  77: one('trailing dots', NAMES, '77: dots and spaces at the end'),
  78: one('streams and drives', NAMES, '78: streams and drives'),
  79: {
    what: 'ways out',
    by: [
      [NAMES, '79: ways out'],
      [OUTSIDE, '79: a name that leads out of the folder has no path'],
    ],
  },
  80: one('long and odd names', NAMES, '80: long, of marks only, of dots only, empty'),
  81: one('right to left', NAMES, '81: right to left'),
  82: one(
    'names that differ in case',
    NAMES,
    '82: names that differ in case or in how letters are composed only are one',
  ),
  83: {
    what: 'read-only, removable, placeholder, link, full disk',
    by: [
      [OUTSIDE, 'cannot be written to: its clips play and are found'],
      [OUTSIDE, 'keeps content elsewhere: placeholders are not read'],
      [FOLDERS, '83: a disk that is not there: its clips wait for it'],
      ['test/integration/library/library.test.ts', 'a library folder that is itself a link'],
      ['test/integration/store/failing-journal.test.ts', 'a full disk stops nothing for good'],
    ],
  },
  84: {
    what: 'the own scheme',
    by: [
      [SCHEME, '84: %s leads nowhere'],
      [SCHEME, '84: of a clip, %s'],
      [NAMES, '84: what the page’s addresses are made of'],
    ],
  },
  85: {
    what: 'archives',
    not: 'No archive is ever opened: imports are folders and files, presets are one JSON file.',
  },
  86: {
    what: 'foreign sidecar',
    by: [
      [SIDECARS, '__proto__ on top'],
      [OUTSIDE, 'a clip that says it is of a job of ours takes nothing from the clip of that job'],
      [OUTSIDE, 'the address that somebody else was told of ends at does not come in'],
      [OUTSIDE, '79: a name that leads out of the folder has no path'],
    ],
  },
  87: {
    what: 'settings',
    by: [
      [STATE, 'with keys that change what objects are'],
      [STATE, 'of a gigabyte are moved aside without being read'],
      [
        'test/integration/app/settings-fields.test.ts',
        '87 settings that cannot be meant are moved aside: %j',
      ],
    ],
  },
  88: one(
    'index of a future version',
    'test/integration/library/open-database.test.ts',
    'a newer file opens for reading only and is not changed',
  ),
  89: one(
    'journal of another machine',
    STATE,
    '89 a journal of another machine: without its key nothing is sent',
  ),
  90: one('CSV cells', 'test/unit/money/csv.test.ts', '90 a cell that a spreadsheet would run'),
  91: {
    what: 'clock set back',
    by: [
      ['test/integration/engine/clock.test.ts', 'the clock is set a day back'],
      ['test/integration/engine/clock.test.ts', 'with a clock that is a day behind all the time'],
    ],
  },
  92: {
    what: 'every channel',
    by: [
      [SENDERS, '92: the main page’s door'],
      [SENDERS, 'a hundred thousand calls of nonsense are each refused, and nothing is done'],
      ['test/fuzz/fuzz.test.ts', 'ipc'],
    ],
  },
  93: {
    what: 'drops and pastes',
    by: [
      [STATE, '93 a drop of more files than there can be is refused whole'],
      [PAGE, '93: a dropped address, markup and 50 MB that are no picture change nothing'],
    ],
  },
  94: {
    what: 'flags on the packaged app',
    by: [
      [STATE, '94 a packaged app heeds no variable and no flag of a developer'],
      ['test/unit/pack/packed.test.ts', 'are right, whatever stands around them'],
    ],
  },
  95: one(
    'second start, deep links',
    STATE,
    '95 what a second start or the system hands over is a file that is looked at',
  ),
};
