import type { ReactElement } from 'react';
import { chooseOtherModel, nudgeDuration } from '../../state/draft.ts';
import { moveSelected, selectBy, useStrip } from '../../state/strip.ts';
import { useKeys } from '../../ui/keys.ts';
import { Dock } from '../queue/dock.tsx';
import s from './animate.module.css';
import { Crop } from './crop/crop.tsx';
import { openCrop } from './crop/crop-state.ts';
import { Inspector } from './inspector.tsx';
import { Prompt } from './prompt.tsx';
import { removeSelected } from './remove.ts';
import { Table } from './table.tsx';

function cropSelected(): boolean {
  const { items, selected } = useStrip.getState();
  const item = items.find(({ key }) => key === selected);
  if (!item?.source) return false;
  openCrop(item.key);
  return true;
}

/** Pictures, words, price, one button. */
export function Animate(): ReactElement {
  useKeys({
    ArrowLeft: () => selectBy(-1),
    ArrowRight: () => selectBy(1),
    'alt+ArrowLeft': () => moveSelected(-1),
    'alt+ArrowRight': () => moveSelected(1),
    Delete: removeSelected,
    c: cropSelected,
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
      <Crop />
    </div>
  );
}
