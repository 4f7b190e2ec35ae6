import type { ReactElement } from 'react';
import { chooseOtherModel, nudgeDuration } from '../../state/draft.ts';
import { moveSelected, selectBy } from '../../state/strip.ts';
import { useKeys } from '../../ui/keys.ts';
import { Dock } from '../queue/dock.tsx';
import s from './animate.module.css';
import { Inspector } from './inspector.tsx';
import { Prompt } from './prompt.tsx';
import { removeSelected } from './remove.ts';
import { Table } from './table.tsx';

/** Pictures, words, price, one button. */
export function Animate(): ReactElement {
  useKeys({
    ArrowLeft: () => selectBy(-1),
    ArrowRight: () => selectBy(1),
    'alt+ArrowLeft': () => moveSelected(-1),
    'alt+ArrowRight': () => moveSelected(1),
    Delete: removeSelected,
    '[': () => nudgeDuration(-1),
    ']': () => nudgeDuration(1),
    'mod+shift+m': chooseOtherModel,
  });
  return (
    <div className={s['view']}>
      <div className={s['work']}>
        <Table />
        <Prompt />
        <Dock />
      </div>
      <Inspector />
    </div>
  );
}
