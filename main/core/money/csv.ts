import { MICRO_CENTS_PER_DOLLAR, type MicroCents } from '../../../preload/contract/money.ts';

/** One line of the money ledger with what a person knows its job by. */
export interface SpendingLine {
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  /** Minutes east of UTC where the person was then. */
  readonly offsetMinutes: number;
  readonly accountId: string;
  readonly batchId: string;
  /** Empty without one. */
  readonly batchName: string;
  readonly jobId: string;
  readonly modelId: string;
  readonly kind: 'estimate' | 'charge' | 'refund';
  readonly amount: MicroCents;
}

/** Each kind of amount has a column of its own, so that it can be summed. */
const KINDS = ['estimate', 'charge', 'refund'] as const;
const COLUMNS = [
  'date',
  'time',
  'batch',
  'clip',
  'model',
  'estimated USD',
  'charged USD',
  'refunded USD',
  'key',
];

/** What spreadsheets take for the beginning of a formula, also in the wide forms of East Asian keyboards. */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
/** The same behind what spreadsheets of other countries take for the end of a cell, our quotes or not. */
const INNER_FORMULA = /([;\t\r\n][\s"]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g;

/** A cell as RFC 4180 has it; an apostrophe stands before whatever a spreadsheet would run. */
export function csvCell(text: string): string {
  const harmless = (FORMULA.test(text) ? `'${text}` : text).replace(INNER_FORMULA, "$1'");
  return /[",;\t\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Dollars to the micro-cent, without a sign: `2.500000`. */
function dollars(amount: MicroCents): string {
  const whole = Math.floor(amount / MICRO_CENTS_PER_DOLLAR);
  return `${whole}.${String(amount % MICRO_CENTS_PER_DOLLAR).padStart(6, '0')}`;
}

/**
 * Lines of the ledger as a CSV file (RFC 4180, to be written as UTF-8), dates and times as they were where the person
 * was. Amounts have no sign: their column says what they are.
 * @param keyName what the key of an account is called.
 */
export function spendingCsv(lines: readonly SpendingLine[], keyName: (accountId: string) => string): string {
  const rows = lines.map((line) => {
    const local = new Date(line.at + line.offsetMinutes * 60_000).toISOString();
    return [
      local.slice(0, 10),
      local.slice(11, 19),
      line.batchName || line.batchId,
      line.jobId,
      line.modelId,
      ...KINDS.map((kind) => (kind === line.kind ? dollars(line.amount) : '')),
      keyName(line.accountId),
    ];
  });
  return [COLUMNS, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}
