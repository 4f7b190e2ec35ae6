import { expect, it } from 'vitest';
import { wordsIn } from './literals.ts';
import { sourceOf, sourcesIn } from './parse.ts';

const SAMPLE = `
const hint = 'never shown by itself';
export function Sample({ count, on }) {
  say({ title: 'Clip saved', body: \`\${count} of them\`, look: 'done' });
  void dialog.showMessageBox({ message: on ? 'Quit now?' : t.quit, buttons: ['Stay', t.go] });
  return (
    <div className="row" data-part="row" id={\`row-\${count}\`}>
      Hello <b title="A title" aria-label={on && 'A label'}>{t.words}</b>
      {on ? 'Yes' : 'No way'}
      <img alt="" src="/media/x" />
      {count === 'many' ? t.many : t.few} · {count} × 2
      <input placeholder={'Type here' + count} type="text" />
    </div>
  );
}
`;

it('finds every way in which words can stay in a component, and nothing else', () => {
  expect(wordsIn('sample.tsx', SAMPLE)).toEqual([
    'Clip saved',
    'of them',
    'Quit now?',
    'Stay',
    'Yes',
    'No way',
    'Hello',
    'A title',
    'A label',
    'Type here',
  ]);
});

const PAGE = ['features', 'ui', 'state', 'work', 'key'].flatMap((folder) => sourcesIn(`renderer/${folder}`));
const OWN_WORDS = /\/words(-[a-z]+)?\.ts$/;
const MAIN = sourcesIn('main/app').filter((file) => !OWN_WORDS.test(file));

it.each(['renderer/app.tsx', ...PAGE, ...MAIN])('%s says nothing of its own', (file) => {
  expect(wordsIn(file, sourceOf(file))).toEqual([]);
});
