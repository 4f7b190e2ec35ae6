import type { MicroCents } from '../../preload/contract/money.ts';
import { counted, money, monthName, size } from './format.ts';

/** Words of Settings. */
export const settings = {
  keyTitle: 'API key',
  keyNone: 'No key yet',
  keyNoneHint: 'Clips are made by the service with your own key. Until then, practise.',
  keyEnding: (last4: string) => `Key ending in ${last4}`,
  keyDots: '••••••••••••',
  keyStored: 'Stored in the system keychain. Only the last 4 are ever shown.',
  keyMemory: 'In memory, for this session only.',
  keyPaste: 'Paste key',
  keyType: 'Type key…',
  keyReplace: 'Replace…',
  keyTest: 'Test',
  keyTesting: 'Testing',
  keyRemove: 'Remove key',
  keyRemoved: 'Key removed',
  keyWorks: (when: string) => `Key works, checked ${when}`,
  keyUnchecked: 'Not checked yet',
  keyFailed: 'Replace it, or test it again.',
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
  ring: (percent: number) => `${percent}% of this month's budget spent`,
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

  lookTitle: 'Appearance',
  theme: 'Theme',
  themes: { system: 'System', light: 'Light', dark: 'Dark' },
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
  baseHint: 'Both belong to the service',
  status: 'Service status',
  statusShow: 'Open',
  about: (version: string) => `Kinora ${version}`,
} as const;
