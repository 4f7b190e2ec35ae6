/** One wording per failure: what happened, whether money moved, what to do. */
import type { ErrorCode, Failure } from '../../preload/contract/errors.ts';
import { MAX_PIXELS, REFERENCE_LIMITS } from '../../preload/contract/limits.ts';
import { isMicroCents } from '../../preload/contract/money.ts';
import { money, roughly, size } from './format.ts';

export interface Words {
  /** What happened. */
  readonly title: string;
  /** Whether money moved and what to do; empty where the title says it all. */
  readonly body: string;
  /** A few words for a job card. */
  readonly short: string;
}

type Facts = NonNullable<Failure['facts']>;

const name = (facts: Facts): string => String(facts['name'] ?? 'This file');

function bytesFact(facts: Facts, key: string): string | null {
  const value = facts[key];
  return typeof value === 'number' ? size(value) : typeof value === 'string' ? value : null;
}

function moneyFact(facts: Facts, key: string): string | null {
  const value = facts[key];
  return typeof value === 'number' && isMicroCents(value) ? money(value) : null;
}

/** What a file is called in a sentence, by its kind. */
const KINDS = {
  image: { one: 'Image', many: 'Images' },
  video: { one: 'Video', many: 'Videos' },
  audio: { one: 'Recording', many: 'Recordings' },
} as const satisfies Readonly<Record<string, { one: string; many: string }>>;
const kindOf = (facts: Facts): { one: string; many: string } =>
  facts['kind'] === 'video' ? KINDS.video : facts['kind'] === 'audio' ? KINDS.audio : KINDS.image;

const say = (title: string, body = '', short = title.replace(/\.$/, '')): Words => ({ title, body, short });

const WORDS: { readonly [C in ErrorCode]: (facts: Facts) => Words } = {
  'bad-request': () => say('Kinora could not do that.', 'Nothing was sent. Try again.', 'Not possible'),
  'not-allowed': () => say('That is not allowed here.', 'Nothing was sent or changed.', 'Not allowed'),
  internal: () =>
    say(
      'Something went wrong inside Kinora.',
      'The queue shows what has been sent and paid. Try again.',
      'Fault inside Kinora',
    ),
  'not-an-image': (facts) =>
    say(`${name(facts)} can't be animated.`, 'Use JPG, PNG, WebP, AVIF, GIF or BMP images.', 'Not an image'),
  heic: (facts) => say(`${name(facts)} is a HEIC photo.`, 'Export it as JPEG and drop that.', 'HEIC photo'),
  'empty-file': (facts) => say(`${name(facts)} is empty.`, '', 'Empty file'),
  folder: () => say('Drop images, not a folder.', '', 'A folder'),
  'too-many-pixels': (facts) =>
    say(
      `${name(facts)} is too large.`,
      `Images can be up to ${MAX_PIXELS / 1_000_000} megapixels. Make a smaller copy and drop that.`,
      'Image too large',
    ),
  'too-large': (facts) => {
    const limit = bytesFact(facts, 'limit');
    const kind = kindOf(facts);
    const upTo = limit === null ? '' : ` ${kind.many} can be up to ${limit}.`;
    return say(
      `${name(facts)} is too large.`,
      `Nothing was sent.${upTo} Make a smaller copy and drop that.`,
      `${kind.one} too large`,
    );
  },
  undecodable: (facts) =>
    say(
      `${name(facts)} can't be opened.`,
      'The file may be damaged. Save it again as JPEG or PNG and drop that.',
      'Image unreadable',
    ),
  'source-missing': () =>
    say('The prepared image is gone.', 'Nothing was sent. Add the image again.', 'Image is gone'),
  'media-unreadable': (facts) =>
    facts['kind'] === 'audio'
      ? say(`${name(facts)} can't be played.`, 'Save it again as WAV or MP3.', 'Recording unreadable')
      : say(`${name(facts)} can't be played.`, 'Save it again as MP4 or WebM.', 'Video unreadable'),
  'wrong-length': (facts) => {
    const isVoice = facts['kind'] === 'audio';
    const [min, max] = REFERENCE_LIMITS[isVoice ? 'audio' : 'video'].seconds;
    const how = Number(facts['seconds'] ?? 0) > max ? 'long' : 'short';
    const may = `${isVoice ? 'A voice' : 'A reference video'} may have ${min} to ${max} seconds.`;
    return say(`${name(facts)} is too ${how}.`, may, 'Wrong length');
  },
  'bad-parameters': () =>
    say(
      'A setting does not fit this model.',
      'Nothing was sent. Check the settings.',
      'Setting does not fit',
    ),
  'price-changed': () =>
    say('The price has changed.', 'Nothing was sent. Check the new total.', 'Price changed'),
  'account-changed': () =>
    say(
      'Another key or mode is in use by now.',
      'Nothing was sent. Look at the price and press again.',
      'Key or mode changed',
    ),
  'over-budget': (facts) => {
    const over = moneyFact(facts, 'over');
    const title = over === null ? 'This is over your monthly budget.' : `Over budget by ${over}.`;
    return say(title, 'Nothing was sent. Raise the budget in Settings, or wait for the 1st.', 'Over budget');
  },
  'ask-first': () => say('Confirm the total first.', 'Nothing was sent.', 'Needs your confirmation'),
  'not-presets': (facts) =>
    say(`${name(facts)} has no presets that Kinora can read.`, 'Nothing was changed.', 'No presets'),
  'presets-newer': (facts) =>
    say(
      `${name(facts)} was made by a newer Kinora.`,
      'Nothing was changed. Update Kinora to read it.',
      'Too new',
    ),
  'presets-set-aside': () =>
    say(
      'Your presets could not be read.',
      'The damaged file was kept. New ones can be saved.',
      'Presets lost',
    ),
  'too-many-presets': () =>
    say('There is no room for more presets.', 'Remove some, then try again.', 'Too many presets'),
  'searches-set-aside': () =>
    say(
      'Your saved searches could not be read.',
      'The damaged file was kept. New ones can be saved.',
      'Searches lost',
    ),
  'too-many-searches': () =>
    say('There is no room for more saved searches.', 'Remove some, then try again.', 'Too many searches'),
  'no-key': () => say('There is no API key yet.', 'Nothing was sent. Add a key in Settings.', 'No API key'),
  'not-a-key': (facts) =>
    facts['part'] === undefined
      ? say('That does not look like an API key.', 'Keys start with pb_ and have no spaces.')
      : say(
          'That is only the beginning of an API key.',
          'A key starts with pb_ and goes on with many letters and digits. Copy all of it.',
        ),
  'key-known': () => say('That key is in your list already.', 'Each key can be there once.'),
  'clipboard-empty': () => say('The clipboard is empty.', 'Copy your key first, then press Paste key.'),
  'key-rejected': () =>
    say('Your API key was rejected.', 'Nothing was sent. Check the key in Settings.', 'Key rejected'),
  'key-inactive': () =>
    say(
      'Your API key is switched off.',
      'Nothing was sent. Switch it on with your provider, or use another key.',
      'Key switched off',
    ),
  'key-expired': () =>
    say(
      'Your API key has expired.',
      'Nothing was sent. Get a new key and replace it in Settings.',
      'Key expired',
    ),
  'key-scope': () =>
    say(
      'Your API key may not do this.',
      'Nothing was sent. Let the key make clips, or use another key.',
      'Key may not do this',
    ),
  'key-address': () =>
    say(
      'Your API key does not work from this network.',
      "Nothing was sent. Add this computer's address to the key's list with your provider.",
      'Key refused here',
    ),
  offline: () =>
    say('You are offline.', 'Nothing was sent. It continues when you are back online.', 'Offline'),
  unreachable: () =>
    say(
      'The service cannot be reached.',
      'Nothing was charged by trying. Kinora tries again by itself; the status page may say more.',
      'Service out of reach',
    ),
  'rate-limited': (facts) => {
    const wait = facts['retryMs'];
    const when = typeof wait === 'number' ? ` in ${roughly(wait)}` : '';
    return say(
      'The service asked us to slow down.',
      `Nothing was charged for what waits. Sending continues on its own${when}.`,
      'Asked to slow down',
    );
  },
  'concurrency-limit': () =>
    say(
      'This clip waits its turn.',
      'Nothing was charged for it. It is sent when another one is done.',
      'Sends when there is room',
    ),
  'no-credit': (facts) => {
    const needs = moneyFact(facts, 'needed');
    return say(
      'Not enough credit for this batch.',
      `${needs === null ? '' : `It needs ${needs}. `}Nothing was charged for what was not accepted. Add credit with your provider, then retry.`,
      'Not enough credit',
    );
  },
  'invalid-input': () =>
    say(
      'The service did not accept these settings.',
      'Nothing was charged. Change them and send again.',
      'Its settings do not fit',
    ),
  'model-unavailable': () =>
    say(
      'This model is not available to your account.',
      'Nothing was charged. Choose the other model.',
      'Model not available',
    ),
  'account-blocked': () =>
    say(
      'Your account with the service is blocked.',
      'Nothing was sent. Ask your provider; sending continues when it works again.',
      'Account blocked',
    ),
  'service-error': () =>
    say(
      'The service had a fault.',
      'The queue shows what was paid. Kinora tries again where that cannot cost anything.',
      'Service fault',
    ),
  'generation-failed': () =>
    say(
      'The service could not make this clip.',
      'The queue shows what was refunded. Try again, or change the image or the words.',
      'Could not be made',
    ),
  'job-gone': () =>
    say(
      'The service no longer knows this clip.',
      'Whether it stays charged is not known. Ask your provider before you send it again.',
      'No longer known',
    ),
  'too-late-to-cancel': () => say('Too late to cancel.', 'It will finish and is paid.'),
  'too-late-to-edit': () =>
    say('Too late to change.', 'It is being sent with the settings it had. Nothing else was sent.'),
  'no-output': () =>
    say(
      'The service finished without a clip.',
      'It is paid. Kinora asks for it again by itself; if nothing comes, ask your provider.',
      'No clip came back',
    ),
  'not-a-clip': () =>
    say(
      'What came back is not a clip.',
      'It is paid and was not added to your library. Kinora fetches it again by itself; if that does not help, ask your provider.',
      'Not a clip',
    ),
  'download-stalled': () =>
    say(
      'The download stopped.',
      'The clip is paid, and the service keeps it. Kinora continues by itself.',
      'Download stopped',
    ),
  'disk-full': (facts) => {
    const needs = bytesFact(facts, 'needed');
    return say(
      'Not enough disk space.',
      needs === null
        ? 'Free some space, then try again. Clips that are paid for are kept.'
        : `This clip is paid for and needs ${needs}. Free some space; the download waits.`,
      'Not enough disk space',
    );
  },
  'disk-error': () =>
    say(
      'The disk could not be written.',
      'Clips that are paid for are kept. Check the library folder, then try again.',
      'Disk fault',
    ),
  'library-renewed': () => say('The library was read anew.', 'Choose the clips again.', 'Library read anew'),
  superseded: () => say('Something newer was asked for.', 'What is shown is up to date.', 'Superseded'),
  'undo-too-late': () =>
    say('Too late to undo.', 'Clips in the trash can be brought back from your system.', 'Too late'),
  'trash-failed': (facts) =>
    say(
      facts['clips'] === 1
        ? 'A clip could not be moved to the trash.'
        : `${facts['clips'] ?? 'Some'} clips could not be moved to the trash.`,
      'They are in the library again. Nothing was deleted.',
      'Not moved to the trash',
    ),
  'folder-read-only': () =>
    say(
      'This folder cannot be written to.',
      'Its clips play as usual. Unlock it or choose another folder to change them.',
      'Read-only folder',
    ),
  'folder-away': () =>
    say('This folder is not connected.', 'Connect its disk, then try again.', 'Folder away'),
  'clip-missing': () =>
    say('File missing', 'It was moved or deleted outside Kinora. Its prompt and settings are still here.'),
  'sidecar-unreadable': (facts) =>
    say(
      facts['clips'] === 1
        ? 'The notes beside a clip cannot be read.'
        : `The notes beside ${facts['clips'] ?? 'some'} clips cannot be read.`,
      'The clips are in your folder, but not shown here. Nothing was changed. Import them to see them again.',
      'Notes unreadable',
    ),
  'clip-unreadable': (facts) =>
    say(`${name(facts)} can't be read.`, 'Its file is damaged or not a video.', 'Not readable'),
  'clip-codec': (facts) =>
    say(
      `${name(facts)} can't be decoded here.`,
      'This computer has no decoder for its kind of video.',
      'No decoder',
    ),
  'sound-lost': () =>
    say(
      "The sound can't be taken along.",
      'Nothing was written. Export without sound.',
      'Sound would be lost',
    ),
  'tool-stuck': (facts) =>
    say(`${name(facts)} took too long.`, 'Kinora stopped working on it. Its file may be damaged.', 'Stopped'),
  'folder-unusable': () =>
    say(
      'This folder cannot be used.',
      'Clips that are paid for are kept. Choose a folder that Kinora may write to.',
      'Folder not usable',
    ),
  'folder-busy': () =>
    say('Clips are still in progress.', 'Change the folder when they are done.', 'Clips in progress'),
  'import-busy': () => say('An import is running.', 'Wait until it is done, or stop it.', 'Import running'),
  'not-a-video': (facts) =>
    say(`${name(facts)} can't be imported.`, 'Use MP4, M4V or MOV videos.', 'Not imported'),
  'folder-known': () =>
    say('This folder is in your library already.', 'Or it is a copy of one that is.', 'Folder known'),
  'folder-nested': () =>
    say(
      'This folder overlaps one of your library.',
      'One lies inside the other. Its clips are shown already, or choose a folder beside it.',
      'Folder overlaps',
    ),
  'folder-taken': () =>
    say(
      'This place is taken.',
      'Choose an empty folder, or one without a folder of that name.',
      'Place taken',
    ),
  'folder-left': (facts) =>
    say(
      `${name(facts)} could not be moved to the trash.`,
      'Your library uses the copy now. Delete the old folder yourself when you like.',
      'Old folder left',
    ),
  'file-of-library': () =>
    say(
      'This would replace a file of your library.',
      'Nothing was written. Choose another name or another folder.',
      'File of your library',
    ),
  'folder-last': () =>
    say('A library needs a folder.', 'Choose another one for new clips first.', 'Only folder'),
  'too-many-folders': () =>
    say(
      'Too many library folders.',
      'Remove one that you do not need, then add this one.',
      'Too many folders',
    ),
  'too-many-to-drag': (facts) =>
    say(
      `At most ${facts['most'] ?? 500} files can be dragged at once.`,
      'Export them to a folder instead.',
      'Too many to drag',
    ),
  'journal-set-aside': () =>
    say(
      'The list of jobs was damaged.',
      'What could be read of it was taken over, and the damaged file was kept. Sending is paused: check recent jobs with your provider, then resume. Your clips are not affected.',
      'List of jobs damaged',
    ),
  'journal-doubtful': () =>
    say(
      'Part of the list of jobs was lost or has changed.',
      'Sending is paused: check recent jobs and amounts with your provider, then resume. Your clips are not affected.',
      'List of jobs not whole',
    ),
  'journal-stopped': () =>
    say(
      'The disk failed while the list of jobs was being saved.',
      'Nothing more is sent. What the service has accepted is not lost. Check the disk, then start Kinora again.',
      'Disk fault',
    ),
  'settings-set-aside': () =>
    say(
      'Your settings were damaged.',
      'The last good ones are in use; the damaged file was kept. Check your key and limits in Settings.',
      'Settings damaged',
    ),
  'index-set-aside': () =>
    say(
      'The list of clips was damaged.',
      'It is made again from the clips themselves. Nothing is lost.',
      'List of clips damaged',
    ),
  'page-restarted': () =>
    say(
      'The window stopped working and was loaded again.',
      'Clips in progress went on, and nothing was lost.',
      'Window loaded again',
    ),
  'graphics-restarted': () =>
    say(
      'The graphics stopped working and began anew.',
      'If pictures look odd, restart Kinora. Clips in progress go on.',
      'Graphics began anew',
    ),
  'main-broke': () =>
    say(
      'Something went wrong inside Kinora.',
      'Your clips are safe. If something looks odd, restart Kinora. A support file from Settings tells what happened.',
      'Something went wrong',
    ),
};

/** The words for a failure. `file` names it where the failure itself does not. */
export function failureWords(failure: Failure, file?: string): Words {
  const facts = { ...(file === undefined ? {} : { name: file }), ...failure.facts };
  return WORDS[failure.code](facts);
}
