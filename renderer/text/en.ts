/**
 * Every word that the page says, in one place; those of Settings come with it (en-settings.ts). The parts of the page
 * import the English words, and a build for another language has its own in their place (scripts/build.mjs).
 */
import { animate } from './en-animate.ts';
import { batch, presets } from './en-batch.ts';
import { crop } from './en-crop.ts';
import { failureWords } from './en-errors.ts';
import { help } from './en-help.ts';
import { clip, library } from './en-library.ts';
import { models } from './en-models.ts';
import { queue } from './en-queue.ts';
import { references } from './en-references.ts';

/** Words of the window itself. */
const shell = {
  views: 'Views',
  names: { animate: 'Animate', library: 'Library', settings: 'Settings' },
  withKey: (name: string, key: string) => `${name} (${key})`,
  away: {
    offline: { words: 'Offline', hint: 'Your library works as usual.' },
    service: {
      words: 'Service not answering',
      hint: 'Kinora tries again by itself. Your library works as usual.',
    },
  },
  practiceLead: 'Practice mode:',
  practiceBody: 'nothing is sent, nothing is charged.',
  noKeyBody: 'Nothing can be sent without one.',
  keyAgain: 'Enter your API key again.',
  keyAgainBody: 'This system has no keychain, so it was kept until you quit.',
  addKey: 'Add API key',
  leavePractice: 'Turn practice off',
  openSettings: 'Open Settings',
  addCredit: 'Open your account',
  changeFolder: 'Change folder…',
  dismiss: 'Dismiss',
  close: 'Close',
  notifications: 'Notifications',
  progress: 'Progress',
  times: (count: number) => `× ${count}`,
  startTitle: 'Kinora could not open your library.',
  startRetry: 'Try again',
} as const;

export const t = {
  shell,
  animate,
  batch,
  crop,
  presets,
  references,
  queue,
  library,
  clip,

  models,
  help,
  failure: failureWords,
} as const;
