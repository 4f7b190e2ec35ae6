/** The key window: one field whose content is handed over once and forgotten. No framework, no state. */
import '../style/tokens.css';
import '../style/base.css';
import './key.css';
import type { Outcome } from '../../preload/contract/errors.ts';
import { failureWords } from '../text/en-errors.ts';
import { keyWindow } from '../text/en-key.ts';

declare global {
  interface Window {
    readonly kinoraKey: {
      /** Hands the key to main; main closes the window when it has kept it. */
      save(text: string): Promise<Outcome<unknown>>;
      cancel(): void;
    };
  }
}

function part<E extends HTMLElement>(id: string, kind: new () => E): E {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`key.html has no ${id}`);
  return element;
}

const form = part('form', HTMLFormElement);
const input = part('key', HTMLInputElement);
const failure = part('failure', HTMLElement);
const save = part('save', HTMLButtonElement);
const cancel = part('cancel', HTMLButtonElement);

document.title = keyWindow.title;
part('label', HTMLElement).textContent = keyWindow.label;
part('note', HTMLElement).textContent = keyWindow.note;
save.textContent = keyWindow.save;
cancel.textContent = keyWindow.cancel;

function show(words: string): void {
  failure.textContent = words;
  input.setAttribute('aria-invalid', String(words !== ''));
  input.focus();
}

let saving = false;

async function handOver(): Promise<void> {
  const text = input.value.trim();
  input.value = '';
  if (text === '') {
    show(keyWindow.empty);
    return;
  }
  saving = true;
  save.setAttribute('aria-disabled', 'true');
  const answer = await window.kinoraKey.save(text);
  saving = false;
  save.removeAttribute('aria-disabled');
  if (answer.ok) return;
  const words = failureWords(answer.error);
  show(`${words.title} ${words.body}`);
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  if (!saving) void handOver();
});
input.addEventListener('input', () => {
  failure.textContent = '';
  input.removeAttribute('aria-invalid');
});
function leave(): void {
  input.value = '';
  window.kinoraKey.cancel();
}
cancel.addEventListener('click', leave);
window.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') leave();
});
input.focus();
