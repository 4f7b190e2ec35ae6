import type { ErrorCode, Failure } from '../../preload/contract/errors.ts';
import { failureWords } from './de-errors.ts';
import type { Diagnosis } from './en-key-check.ts';
import { list } from './format.ts';

/** What a permission of the service lets a key do. */
const PERMISSIONS: Readonly<Record<string, string>> = {
  submit_job: 'Clips starten oder abbrechen',
  check_status: 'Clips und Preise ansehen',
};

function scopeWords(scope: unknown): Diagnosis {
  const missing = typeof scope === 'string' ? scope.split(', ') : [];
  const may = missing.map((each) => PERMISSIONS[each] ?? each).join(', auch nicht ');
  return {
    title: may === '' ? 'Diesem Schlüssel fehlt eine Erlaubnis.' : `Dieser Schlüssel darf nicht: ${may}.`,
    next:
      missing.length === 0
        ? 'Gib ihm bei deinem Anbieter alle Rechte, oder nimm einen anderen Schlüssel.'
        : `Gib ihm bei deinem Anbieter das Recht ${list(missing)}, oder nimm einen anderen Schlüssel.`,
    status: false,
  };
}

const found = (title: string, next: string, status = false): Diagnosis => ({ title, next, status });

const WORDS: { readonly [C in ErrorCode]?: (failure: Failure) => Diagnosis } = {
  'key-rejected': () =>
    found(
      'Der Dienst kennt diesen Schlüssel nicht.',
      'Kopiere ihn noch einmal ganz, oder hole dir einen neuen.',
    ),
  'key-inactive': () =>
    found(
      'Dieser Schlüssel ist ausgeschaltet.',
      'Schalte ihn bei deinem Anbieter ein, oder nimm einen anderen.',
    ),
  'key-expired': () =>
    found('Dieser Schlüssel ist abgelaufen.', 'Hole dir einen neuen und ersetze ihn hier.'),
  'key-scope': ({ facts }) => scopeWords(facts?.['scope']),
  'key-address': () =>
    found(
      'Dieser Schlüssel gilt nicht in diesem Netz.',
      'Trage die Adresse dieses Computers bei deinem Anbieter zum Schlüssel ein.',
    ),
  'account-blocked': () =>
    found(
      'Das Konto dieses Schlüssels ist gesperrt.',
      'Frage deinen Anbieter; teste noch einmal, wenn es frei ist.',
    ),
  'no-key': () =>
    found(
      'Der Schlüsselbund hat diesen Schlüssel nicht herausgegeben.',
      'Entsperre ihn, dann teste noch einmal.',
    ),
  offline: () =>
    found(
      'Keine Verbindung.',
      'Der Schlüssel wurde nicht getestet. Prüfe dein Netz, dann teste noch einmal.',
    ),
  unreachable: () =>
    found(
      'Der Dienst ist nicht zu erreichen.',
      'Der Schlüssel wurde nicht getestet. Teste in ein paar Minuten noch einmal; die Statusseite weiß vielleicht mehr.',
      true,
    ),
  'service-error': () =>
    found(
      'Beim Dienst gibt es einen Fehler.',
      'Der Schlüssel wurde nicht getestet. Teste in ein paar Minuten noch einmal; die Statusseite weiß vielleicht mehr.',
      true,
    ),
  'rate-limited': () =>
    found(
      'Der Dienst bittet um Geduld.',
      'Der Schlüssel wurde nicht getestet. Warte eine Minute, dann teste noch einmal.',
    ),
};

/** What a failed test of a key means. */
export function diagnosis(failure: Failure): Diagnosis {
  const words = WORDS[failure.code];
  if (words) return words(failure);
  const { title, body } = failureWords(failure);
  return found(title, body);
}
