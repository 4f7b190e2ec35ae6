import type { MessagePort } from 'node:worker_threads';
import type { ClipFile } from './clips-table.ts';

/** What the thread that reads is told. Lists are one text each: thousands of words would take long to hand over. */
export interface ReadWork {
  readonly kind: 'read';
  /** To the thread that fills. */
  readonly port: MessagePort;
  /** The folder's place and its id. */
  readonly root: string;
  readonly folder: string;
  /** Sidecars by name; those whose clip's file is not there. */
  readonly names: string;
  readonly missing: string;
  /** Ids of clips with edits that their sidecars do not say yet. */
  readonly pending: string;
}

/** What the thread that fills is told. */
export interface FillWork {
  readonly kind: 'fill';
  /** To the thread that reads. */
  readonly port: MessagePort;
  readonly indexPath: string;
  /** Whether the index would be made again after a power cut. */
  readonly careless: boolean;
  /** Of a `SharedTurn`. */
  readonly memory: SharedArrayBuffer;
  /** Sidecars that will have been read at the end. */
  readonly total: number;
}

/** An error as it is known again in another thread. */
export interface ErrorParts {
  readonly message: string;
  readonly code: unknown;
  readonly errcode: unknown;
}

/** What the thread that fills says. */
export type FillMessage =
  | {
      readonly kind: 'step';
      /** These have their rows now, committed. */
      readonly added: readonly ClipFile[];
      /** Sidecars that have to be looked at more closely. */
      readonly left: readonly string[];
      readonly read: number;
    }
  | { readonly kind: 'done' }
  /** Before it was done. */
  | { readonly kind: 'ended' }
  | { readonly kind: 'failed'; readonly error: ErrorParts };

/** No name of a file has it in it. */
const BETWEEN = '\0';

export const textOf = (list: readonly string[]): string => list.join(BETWEEN);
export const listOf = (text: string): string[] => (text === '' ? [] : text.split(BETWEEN));

const field = (error: unknown, key: string): unknown =>
  typeof error === 'object' && error !== null && key in error ? Reflect.get(error, key) : undefined;

export const partsOf = (error: unknown): ErrorParts => ({
  message: error instanceof Error ? error.message : String(error),
  code: field(error, 'code'),
  errcode: field(error, 'errcode'),
});

export const errorOf = ({ message, ...codes }: ErrorParts): Error => Object.assign(new Error(message), codes);
