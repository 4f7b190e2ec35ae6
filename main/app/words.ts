import type { Failure } from '../../preload/contract/errors.ts';
import type { ShortcutId } from '../../preload/contract/keyboard.ts';
import { formatMoney, type MicroCents } from '../../preload/contract/money.ts';
import type { Language } from '../../preload/contract/vocabulary.ts';
import type { Words } from '../../preload/contract/words.ts';
import { DE } from './words-de.ts';

/** What main says itself, in the system's own dialogs and title bars; everything else is said by the page. */
const EN = {
  cannotStart: 'Kinora cannot start',
  newer:
    'These clips were last used by a newer Kinora. Update this one, then try again. Nothing was changed.',
  busy: 'Kinora is already running with these clips. Close it first.',
  folder: (failure: Failure): string =>
    `Kinora cannot use its folder: ${failure.detail ?? failure.code}. Nothing was changed.`,
  broke: (reason: string): string => `Something went wrong while starting: ${reason}`,
  keyWindow: 'API key',
  quitTitle: (clips: number): string =>
    clips === 1 ? '1 clip is still in progress' : `${clips} clips are still in progress`,
  quitBody: 'Clips already sent keep going; Kinora collects them next time.',
  stay: 'Stay',
  quit: 'Quit',
  trayStatus: (clips: number, paused: boolean): string => {
    if (clips === 0) return paused ? 'Paused' : 'Nothing in progress';
    return `${clips === 1 ? '1 clip' : `${clips} clips`} in progress${paused ? ', sending paused' : ''}`;
  },
  trayOpen: 'Open Kinora',
  trayPause: 'Pause sending',
  trayResume: 'Resume sending',
  trayQuit: 'Quit Kinora',
  silentTitle: 'Kinora does not answer',
  silentBody: 'Clips in progress go on. You can wait, or load the window again.',
  wait: 'Wait',
  reload: 'Load again',
  menu: {
    file: 'File',
    edit: 'Edit',
    view: 'View',
    image: 'Image',
    clip: 'Clip',
    rating: 'Rating',
    go: 'Go to',
    select: 'Select',
    playback: 'Playback',
    help: 'Help',
    status: 'Service Status',
  },
  menuItems: {
    animateView: 'Animate View',
    libraryView: 'Library View',
    settingsView: 'Settings View',
    queue: 'Queue',
    settings: 'Settings…',
    choose: 'Choose Images…',
    undo: 'Undo',
    redo: 'Redo',
    selectAll: 'Select All',
    back: 'Back',
    map: 'Keyboard Shortcuts',
    commands: 'All Commands',
    animate: 'Animate',
    imageBefore: 'Previous Image',
    imageAfter: 'Next Image',
    imagesBefore: 'Select Previous Image Too',
    imagesAfter: 'Select Next Image Too',
    imageEarlier: 'Move Image Forward',
    imageLater: 'Move Image Back',
    imageRemove: 'Remove Image',
    crop: 'Crop…',
    shorter: '1 s Shorter',
    longer: '1 s Longer',
    otherModel: 'Other Model',
    search: 'Search',
    clipBefore: 'Clip to the Left',
    clipAfter: 'Clip to the Right',
    clipAbove: 'Clip Above',
    clipBelow: 'Clip Below',
    firstClip: 'First Clip',
    lastClip: 'Last Clip',
    pageUp: 'Page Up',
    pageDown: 'Page Down',
    open: 'Open',
    preview: 'Preview',
    select: 'Select',
    selectBefore: 'Select to the Left',
    selectAfter: 'Select to the Right',
    selectUp: 'Select Up',
    selectDown: 'Select Down',
    selectToFirst: 'Select to the First',
    selectToLast: 'Select to the Last',
    selectPageUp: 'Select a Page Up',
    selectPageDown: 'Select a Page Down',
    favourite: 'Favourite',
    tag: 'Tag…',
    keep: 'Keep',
    reject: 'Reject',
    noStars: 'No Stars',
    oneStar: '1 Star',
    twoStars: '2 Stars',
    threeStars: '3 Stars',
    fourStars: '4 Stars',
    fiveStars: '5 Stars',
    compare: 'Compare',
    export: 'Export…',
    recipe: 'Recipe to Animate',
    trash: 'Move to Trash',
    play: 'Play, Pause',
    backward: 'Play Backward',
    forward: 'Play Forward',
    frameBack: 'Frame Back',
    frameOn: 'Frame Forward',
    secondBack: 'Second Back',
    secondOn: 'Second Forward',
    inPoint: 'Set In Point',
    outPoint: 'Set Out Point',
    toIn: 'Go to In Point',
    toOut: 'Go to Out Point',
    slower: 'Slower',
    faster: 'Faster',
    loop: 'Loop',
    sound: 'Sound',
    fullScreen: 'Full Screen',
    saveFrame: 'Save Frame',
    startFrame: 'Start from Last Frame',
    wipe: 'Wipe or Side by Side',
    previousClip: 'Previous Clip',
    nextClip: 'Next Clip',
  } satisfies Readonly<Record<ShortcutId, string>>,
  andMore: (count: number): string => `and ${count} more`,
  clipReady: 'Clip ready',
  clipsReady: (count: number): string => `${count} clips ready`,
  clipFailed: 'Clip failed',
  clipsFailed: (count: number): string => `${count} clips failed`,
  /** With the reason and the refund, where there is one. */
  whyFailed: (
    name: string,
    { detail }: Failure,
    charged: MicroCents | null,
    refunded: MicroCents,
  ): string => {
    const reason = [name, detail].filter(Boolean).join(': ');
    const money =
      refunded > 0
        ? `${formatMoney(refunded)} was refunded.`
        : charged === null
          ? 'Nothing was charged.'
          : '';
    return [/[.!?]$/.test(reason) || reason === '' ? reason : `${reason}.`, money].filter(Boolean).join(' ');
  },
} as const;

export type MainWords = Words<typeof EN>;

/** In the language that is spoken now: to be read when it is said, never kept. */
export let WORDS: MainWords = EN;

/** Lets main speak another language from now on. */
export function speak(language: Language): void {
  WORDS = language === 'de' ? DE : EN;
}
