import type { Failure } from '../../preload/contract/errors.ts';
import { keyName } from '../../preload/contract/key-name.ts';
import type { MicroCents } from '../../preload/contract/money.ts';
import type { KeyView } from '../../preload/contract/schemas/views.ts';
import { diagnosis } from './en-key-check.ts';
import { counted, money, monthName, percent, plural, size } from './format.ts';

/** Words of Settings. */
export const settings = {
  keyTitle: 'API key',
  keysTitle: 'API keys',
  keyNone: 'No key yet',
  keyNoneHint: 'Clips are made by the service with your own key. Until then, practise.',
  keyEnding: (last4: string) => `Key ending in ${last4}`,
  keyDots: '••••••••••••',
  keyFewDots: '••••',
  keyName,
  keyNameLabel: (name: string) => `Name of ${name}`,
  /** Where it is kept, or what is to be done. */
  keyWhere: ({ state, given, unfinished }: Pick<KeyView, 'state' | 'given' | 'unfinished'>) => {
    const clips = `${counted(unfinished, 'clip')} in progress ${plural(unfinished, 'waits', 'wait')} for it.`;
    if (given) return 'From KINORA_API_KEY. In memory, for this session only.';
    if (state === 'memory') return 'In memory, for this session only.';
    if (state === 'stored') return 'Stored in the system keychain. Only the last 4 are ever shown.';
    const why =
      state === 'removed' ? 'You removed this key.' : 'It was in memory only and is gone. Enter it again.';
    return unfinished > 0 ? `${why} ${clips}` : why;
  },
  keyActive: 'In use',
  keyUse: 'Use',
  keyRename: 'Rename…',
  keyAgain: 'Enter again…',
  keyAdd: 'Another key:',
  keyPaste: 'Paste key',
  keyType: 'Type key…',
  keyReplace: 'Replace…',
  keyTest: 'Test',
  keyTesting: 'Testing',
  keyRemove: 'Remove key',
  keyRemoved: (name: string) => `${name} removed`,
  keyRemovedClips: (count: number) =>
    `${counted(count, 'clip')} in progress ${plural(count, 'waits', 'wait')} until you enter it again.`,
  keyRemovedNext: (name: string) => `New clips use ${name}.`,
  undo: 'Undo',
  keyWorks: (when: string) => `Key works, checked ${when}`,
  keyUnchecked: 'Not checked yet',
  keyChecked: (when: string) => `Checked ${when}`,
  diagnosis: (failure: Failure) => diagnosis(failure),
  details: 'Details',
  serviceSaid: (words: string) => `The service said: ${words}`,
  keyGet: 'Get a key',
  noKeychainTitle: 'This system has no keychain',
  noKeychainBody:
    "Kinora won't write your key to disk without one. It is kept in memory until you quit, then you enter it again.",

  practice: 'Practice mode',
  practiceHint: 'Clips are made on this computer. Nothing is sent, nothing is charged.',

  libraryTitle: 'Library',
  libraryNumbers: (clips: number, bytes: number, free: number | null) =>
    `${clips === 0 ? 'No clips yet' : `${counted(clips, 'clip')}, ${size(bytes)}`}.${free === null ? '' : ` ${size(free)} free.`}`,
  show: 'Show',
  change: 'Change…',
  folderChanged: 'Library folder changed',

  spendingTitle: 'Spending',
  spentOf: (budget: MicroCents) => `spent of ${money(budget)} this month. Starts over on the 1st.`,
  spent: 'spent this month. Starts over on the 1st.',
  sums: (today: MicroCents, month: MicroCents, now: number) =>
    `Today ${money(today)} · ${monthName(now)} ${money(month)}`,
  pending: (amount: MicroCents) => `${money(amount)} more is on its way.`,
  ring: (share: number) => `${percent(share)} of this month's budget spent`,
  byDay: 'By day and month',
  byDayHint: 'What was charged and given back. Practice never counts.',
  byDayShow: 'Details…',
  byDayTitle: 'Spending by month and day',
  byDayNone: 'Nothing was charged yet.',
  columns: {
    period: 'Month or day',
    clips: 'Clips',
    charged: 'Charged',
    refunded: 'Refunded',
    spent: 'Spent',
  },
  monthDays: (month: string, open: boolean) => `${open ? 'Hide' : 'Show'} the days of ${month}`,
  exportCsv: 'Export CSV…',
  exported: (name: string) => `Spending written to ${name}`,
  ask: 'Ask before a batch above',
  askHint: 'You confirm the total before anything is sent. Empty: never ask.',
  budget: 'Monthly budget',
  budgetHint: 'Counted from the price of each clip, less refunds. Empty: none.',
  none: 'None',
  never: 'Never',
  badAmount: 'Use an amount such as 8.00.',
  atBudget: 'At the budget',
  atBudgetAsk: 'Ask each time',
  atBudgetStop: 'Stop',

  notifyTitle: 'Notifications',
  notifyReady: 'A clip is ready',
  notifyFailed: 'A clip fails',
  notifyFailedHint: 'With the reason and the refund.',
  notifyOnlyAway: 'Only when Kinora is in the background',
  sound: 'Play a sound when clips are ready',
  soundTry: 'Listen',
  tray: 'Keep an icon in the tray',
  trayMac: 'Keep an icon in the menu bar',
  trayHint: 'Kinora goes on when its window is closed. Quit ends it.',

  lookTitle: 'Appearance',
  language: 'Language',
  /** Each in its own words, so that everybody finds theirs. */
  languages: { system: 'System', en: 'English', de: 'Deutsch' },
  languageLater: 'From the next start on, as something is being read or exported.',
  theme: 'Theme',
  themes: { system: 'System', light: 'Light', dark: 'Dark' },
  textSize: 'Text size',
  textSizes: { small: 'Small', normal: 'Normal', large: 'Large' },
  singleKeys: 'Single-key shortcuts',
  singleKeysHint: '1, 2, 3, K, L and the like, outside text fields.',
  shortcuts: 'Keyboard shortcuts',
  shortcutsShow: 'Show…',

  advanced: 'Advanced',
  webhook: 'Webhook URL',
  webhookHint: 'Optional, https only',
  webhookPlaceholder: 'https://',
  webhookBad: 'Use an https address.',
  base: 'API address',
  baseHint: 'Both lead to PixelByte: api.muvi.video is its address today, api.pixelbyte.app the older one.',
  baseGiven: 'Set by KINORA_API_URL',
  downloads: 'Concurrent downloads',
  downloadsHint: 'From one server. Clips that lie elsewhere do not wait for them.',
  fewer: 'Fewer',
  more: 'More',
  status: 'Service status',
  statusShow: 'Open',
  support: 'Support file',
  supportHint: 'What helps to find a fault. You see all of it before it is saved.',
  supportShow: 'Show…',
  supportBody: 'This is all of it. Nothing is sent: save it, and give it to whom you like.',
  supportSave: 'Save…',
  supportClose: 'Close',
  supportSaved: (name: string) => `Support file saved as ${name}`,
  about: (version: string) => `Kinora ${version}`,
} as const;
