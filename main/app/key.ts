import { createHash } from 'node:crypto';

/** The service documents the prefix only; the rest is what a header can carry. */
const KEY = /^pb_[\x21-\x7e]{5,509}$/;
/** The beginning of one that was cut off. */
const PART = /^pb_[\x21-\x7e]{0,4}$/;

/** Whether this can be a key of the service. */
export const isKey = (text: string): boolean => KEY.test(text);
/** Whether this is the beginning of a key that was cut off. */
export const isPartOfKey = (text: string): boolean => PART.test(text);

/**
 * The account of a key that a command brought along: the same for the same key, so that jobs which outlive the
 * command are never followed with another. Nothing of the key can be read from it.
 */
export const accountOfKey = (key: string): string =>
  `key-${createHash('sha256').update(`kinora account ${key}`).digest('hex').slice(0, 24)}`;
