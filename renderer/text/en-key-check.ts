import type { ErrorCode, Failure } from '../../preload/contract/errors.ts';
import { failureWords } from './en-errors.ts';

/** What is wrong with a key, what to do, and whether the service's status page may say more. */
export interface Diagnosis {
  readonly title: string;
  readonly next: string;
  readonly status: boolean;
}

/** What a permission of the service lets a key do. */
const PERMISSIONS: Readonly<Record<string, string>> = {
  submit_job: 'start or cancel clips',
  check_status: 'look at clips and prices',
};

function scopeWords(scope: unknown): Diagnosis {
  const missing = typeof scope === 'string' ? scope.split(', ') : [];
  const may = missing.map((each) => PERMISSIONS[each] ?? each).join(', or ');
  const names = missing.join(' and ');
  return {
    title: may === '' ? 'This key lacks a permission.' : `This key may not ${may}.`,
    next:
      names === ''
        ? 'Give it every permission with your provider, or use another key.'
        : `Give it the permission ${names} with your provider, or use another key.`,
    status: false,
  };
}

const found = (title: string, next: string, status = false): Diagnosis => ({
  title,
  next,
  status,
});

const WORDS: { readonly [C in ErrorCode]?: (failure: Failure) => Diagnosis } = {
  'key-rejected': () =>
    found('The service does not know this key.', 'Copy all of it once more, or get a new one.'),
  'key-inactive': () =>
    found('This key is switched off.', 'Switch it on with your provider, or use another key.'),
  'key-expired': () => found('This key has expired.', 'Get a new one, then replace it here.'),
  'key-scope': ({ facts }) => scopeWords(facts?.['scope']),
  'key-address': () =>
    found(
      'This key does not work from this network.',
      "Add this computer's address to the key's list with your provider.",
    ),
  'account-blocked': () =>
    found('The account of this key is blocked.', 'Ask your provider; test again when it is open.'),
  'no-key': () => found('The keychain did not give this key out.', 'Unlock it, then test again.'),
  offline: () => found('No connection.', 'The key was not tested. Check your network, then test again.'),
  unreachable: () =>
    found(
      'The service cannot be reached.',
      'The key was not tested. Test again in a few minutes; the status page may say more.',
      true,
    ),
  'service-error': () =>
    found(
      'The service has a fault.',
      'The key was not tested. Test again in a few minutes; the status page may say more.',
      true,
    ),
  'rate-limited': () =>
    found('The service asks for patience.', 'The key was not tested. Wait a minute, then test again.'),
};

/** What a failed test of a key means. */
export function diagnosis(failure: Failure): Diagnosis {
  const words = WORDS[failure.code];
  if (words) return words(failure);
  const { title, body } = failureWords(failure);
  return found(title, body);
}
