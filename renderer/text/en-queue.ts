import type { MicroCents } from '../../preload/contract/money.ts';
import type { Tally } from '../state/jobs.ts';
import { counted, money, number, percent, plural, roughly } from './format.ts';

/** Words of the queue. */
export const queue = {
  title: 'Queue',
  activity: ({ active, waiting, pending, kept }: Tally) =>
    active > 0
      ? `${active} in progress`
      : waiting + pending > 0
        ? `${waiting + pending} waiting`
        : kept > 0
          ? `${kept} paused`
          : 'Queue',
  summary: ({ active, waiting, pending, kept, failed, done }: Tally, paused: boolean) => {
    // What has been sent goes on while nothing more is sent.
    const going = paused ? active + pending : active;
    const inLine = waiting + (paused ? kept : pending);
    const parts = [
      going > 0 ? `${going} in progress` : '',
      inLine > 0 ? `${inLine} waiting` : '',
      !paused && kept > 0 ? `${kept} paused` : '',
      failed > 0 ? `${failed} failed` : '',
    ].filter(Boolean);
    if (parts.length === 0) parts.push(done > 0 ? `${done} ready` : 'Nothing in progress');
    return paused ? `Paused · ${parts.join(', ')}` : parts.join(', ');
  },
  clearFinished: 'Clear finished',
  pause: 'Pause all',
  resume: 'Resume',
  paused: 'Paused',
  slowDown: (ms: number) =>
    `The service asked us to slow down. Sending continues on its own in ${roughly(ms)}.`,
  full: (counts: string) => `${counts} · more are sent as others finish`,
  ready: (count: number) => `${number(count)} ready`,
  showReady: 'Show what is ready',
  show: 'Show the queue',
  hide: 'Fold the queue',
  unfold: 'Unfold the queue',
  more: (count: number) => `and ${count} more`,

  labels: {
    draft: 'Queued',
    queued: 'Queued',
    uploading: 'Uploading',
    prepared: 'Sending',
    sending: 'Sending',
    unknown: 'Checking with the service',
    asking: 'Which one is yours?',
    absent: 'It did not start',
    pending: 'Waiting',
    processing: 'Generating',
    downloading: 'Downloading',
    done: 'Ready',
    rejected: 'Not accepted',
    failed: 'Failed',
    cancelling: 'Cancelling',
    cancelled: 'Cancelled',
  },
  failedRefunded: 'Failed, refunded',
  cancelledRefunded: 'Cancelled, refunded',
  waitingForKey: 'Waiting for a working key',
  keyUnsentNote: 'Sends with a working key',
  keyNote: 'Clips already paid for are kept.',
  offlineNote: 'Sends when online',
  noAnswer: (ms: number | null) =>
    ms === null
      ? 'The service does not answer.'
      : `The service does not answer. Tried again in ${roughly(ms)}`,
  pausedNote: 'Sends on resume',
  slotNote: 'In line behind other clips',
  fullNote: (ms: number) => `Its turn in about ${roughly(ms)}`,
  slowNote: (ms: number) => `Sends in about ${roughly(ms)}`,
  slowLater: 'The service asked us to wait',
  budgetLabel: 'Over budget',
  budgetNote: 'Raise the budget or wait',
  diskLabel: 'Not enough disk space',
  diskNote: 'The download waits',
  nextNote: 'Sends next',
  sendingNote: 'Asking the service',
  inLine: (ms: number) => `In line, about ${roughly(ms)}`,
  left: (ms: number) => (ms < 5000 ? 'A few seconds left' : `About ${roughly(ms)} left`),
  almost: 'Almost there',
  longer: 'Taking longer than usual',
  percent,
  unknownNote: 'You have not been asked to pay again.',
  absentNote: 'The service shows no such job.',
  askingNote: 'More than one could be it',
  stoppedAt: (share: number) => `Stopped at ${percent(share)}`,
  stopped: 'Download stopped',
  lookOffline: 'Goes on meanwhile',
  lookService: 'No answer right now. It goes on there.',
  stoppedOffline: "Continues when you're back online",
  savingNote: 'Saving to your library',
  cancellingNote: 'Asking the service',
  notCharged: 'Nothing was charged',
  notSent: 'Nothing was sent',
  free: 'Free',
  made: (seconds: number, resolution: string) => `${seconds} s, ${resolution}`,
  charged: (amount: MicroCents) => `${money(amount)} was charged.`,
  notRefunded: (amount: MicroCents) => `${money(amount)} was charged. No refund is known yet.`,
  partRefunded: (charged: MicroCents, refunded: MicroCents) =>
    `${money(charged)} was charged, ${money(refunded)} of it given back.`,
  refunded: (amount: MicroCents) => `${money(amount)} was refunded.`,
  serviceSaid: (detail: string) => `The service said: ${detail.replace(/\.$/, '')}.`,

  checkAgain: 'Check again',
  continueNow: 'Continue now',
  tryAgain: 'Try again',
  choose: 'Choose…',
  openSettings: 'Open Settings',
  retry: (price: MicroCents) => `Retry ${money(price)}`,
  sendAgain: (price: MicroCents) => `Send again ${money(price)}`,
  menu: 'More',
  menuName: (prompt: string) => `More: ${prompt}`,
  detail: {
    happened: 'What happened',
    said: 'The service said',
    system: 'Reported',
    money: 'Money',
    practice: 'Free, as it was made in practice mode.',
    lines: { estimate: 'Estimate', charge: 'Charge', refund: 'Refund' },
    settings: 'Made with',
    added: 'Added',
    taken: 'Taken on by the service',
    ended: 'Ended',
    id: 'Job id at the service',
    copy: 'Copy',
    copied: 'Copied',
  },
  batch: 'Batch',
  batchName: 'Name of the batch',
  batchMenu: (name: string) => `More for the batch: ${name}`,
  batchSummary: (clips: number, { kept, done, failed }: Tally, paused: boolean) =>
    [
      counted(clips, 'clip'),
      paused ? 'paused' : kept > 0 ? `${kept} waiting` : '',
      done > 0 ? `${done} ready` : '',
      failed > 0 ? `${failed} failed` : '',
    ]
      .filter(Boolean)
      .join(' · '),
  batchRetry: (count: number, total: MicroCents) => `Retry ${count} · ${money(total)}`,
  batchSaid: (total: MicroCents, count: number) =>
    `The service says ${money(total)} for ${counted(count, 'clip')}.`,
  batchPause: 'Pause this batch',
  batchResume: 'Resume this batch',
  batchStop: 'Cancel what has not started',
  rename: 'Rename…',
  renameTitle: 'Rename batch',
  edit: 'Edit…',
  details: 'Details…',
  detailsShort: 'Details',
  detailsName: (name: string) => `Details: ${name}`,
  moves: { first: 'Send first', up: 'Send earlier', down: 'Send later', last: 'Send last' },
  order: 'Order of the queue',
  moved: (at: number, of: number) => `Now number ${at} of ${of} to be sent`,
  remove: 'Remove',
  removeName: (name: string) => `Remove: ${name}`,
  removed: (count: number) => `${counted(count, 'clip')} removed from the queue`,
  cleared: (count: number) => `${counted(count, 'card')} cleared`,
  changed: (image: string | null) => (image === null ? 'Clip changed' : `Clip of ${image} changed`),
  changedPrice: (now: MicroCents, before: MicroCents) =>
    `Now ${money(now)}. Undo makes it ${money(before)} again.`,
  /** What Undo would pay; nothing in practice. */
  removedBody: (count: number, total: MicroCents) =>
    total === 0
      ? 'Nothing was sent.'
      : `Nothing was sent. Undo sends ${plural(count, 'it', 'them')} for ${money(total)}.`,
  undo: 'Undo',
  clear: 'Clear',
  cancel: 'Cancel',
  cancelName: (name: string) => `Cancel: ${name}`,
  name: (prompt: string, image: string) => `${prompt}, ${image}`,
  playName: (prompt: string) => `Play: ${prompt}`,
  job: (label: string, note: string) => (note === '' ? label : `${label}, ${note}`),

  chooseTitle: 'Which one is yours?',
  chooseBody: 'The answer was lost on the way, and the service shows more than one job that could be it.',
  candidate: (at: string) => `Started at ${at}`,
  candidateUnknown: 'Start time not known',
  none: 'None of these',
  close: 'Close',

  editTitle: 'Edit clip',
  editBody: 'Nothing has been charged for it yet.',
  price: 'Price',
  wouldCost: 'Would cost',
  was: (price: MicroCents) => `was ${money(price)}`,
  save: (price: MicroCents) => `Save · ${money(price)}`,
  saveFree: 'Save',
  saveChanged: (price: MicroCents) => `Price changed: save · ${money(price)}`,

  foreign: (count: number) =>
    `${counted(count, 'job')} on this key ${plural(count, 'was', 'were')} not started here.`,
  foreignHint: 'Importing brings what they make to your library. It costs nothing.',
  import: 'Import',
  notNow: 'Not now',
  elsewhere: 'Started elsewhere',

  readyToast: 'Clip ready',
  showClip: 'Show',
  spokenReady: (done: number, of: number) => `${number(done)} of ${counted(of, 'clip')} ready`,
  spokenMany: (count: number) => `${counted(count, 'clip')} ready`,
  spokenFailed: (label: string, reason: string, count: number) =>
    [count > 1 ? counted(count, 'clip') : '', label, reason].filter(Boolean).join('. '),
} as const;
