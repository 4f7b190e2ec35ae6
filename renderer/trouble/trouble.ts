/** Shown in the place of the app's own page when that broke twice within a minute. No framework, no state. */
import '../style/tokens.css';
import '../style/base.css';
import './trouble.css';
import { trouble } from '../text/en-trouble.ts';

function part(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`trouble.html has no ${id}`);
  return element;
}

part('title').textContent = trouble.title;
part('body').textContent = trouble.body;
const again = part('again');
again.textContent = trouble.again;
again.addEventListener('click', () => location.replace('index.html'));
again.focus();
