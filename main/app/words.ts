import type { Failure } from '../../preload/contract/errors.ts';
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
