import { Menu } from '@base-ui/react/menu';
import { CircleAlert, Ellipsis, X } from 'lucide-react';
import { type KeyboardEvent, type ReactElement, type ReactNode, useState } from 'react';
import { kindOf, type Slot } from '../../../state/reference-slots.ts';
import type { Reference } from '../../../state/references.ts';
import sh from '../../../style/shared.module.css';
import { t } from '../../../text/en.ts';
import { cx } from '../../../ui/cx.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Spinner } from '../../../ui/spinner.tsx';
import { moveBy, removeFrom } from './actions.ts';
import { dropOn, holdSlot, takes } from './drag.ts';
import { openPickerFor } from './picker.tsx';
import s from './references.module.css';
import { menuIdOf, openSlotMenu, slotMenu } from './slot-menu.tsx';

interface Props {
  readonly slot: Slot;
  readonly item: Reference | null;
  /** Name of the empty slot, and of the filled one. */
  readonly names: { readonly empty: string; readonly filled: string };
  /** What the slot takes, in words. */
  readonly wants: string;
  /** Drawn inside the button: what is in it, or what may be. */
  readonly children: ReactNode;
  /** Buttons of its own beside the button that is the slot. */
  readonly beside?: ReactNode;
}

function stateOf(item: Reference | null): 'empty' | 'reading' | 'failed' | 'filled' {
  if (item === null) return 'empty';
  if (item.failure) return 'failed';
  return item.source === null ? 'reading' : 'filled';
}

function nameOf(item: Reference | null, { empty, filled }: Props['names']): string {
  if (item === null) return empty;
  if (item.failure) return t.references.failed(item.name, t.failure(item.failure, item.name).short);
  return item.source === null ? t.references.reading(item.name) : filled;
}

function Waiting({ item }: { readonly item: Reference }): ReactElement {
  if (item.failure === null) return <Spinner />;
  return (
    <>
      <Icon of={CircleAlert} />
      <span className={s['words']}>{t.failure(item.failure, item.name).short}</span>
    </>
  );
}

const SHORTCUTS = 'Alt+ArrowDown Alt+ArrowLeft Alt+ArrowRight Delete';

/** What a key does to a slot; false leaves it to the page. */
function onSlotKey(event: KeyboardEvent, slot: Slot): boolean {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (step !== 0 && event.altKey) moveBy(slot, step);
  else if (event.key === 'ArrowDown' && event.altKey) openSlotMenu(slot);
  else if (event.key === 'Delete' || event.key === 'Backspace') removeFrom(slot);
  else return false;
  return true;
}

/** A place for one file: dropped on, chosen for, moved and emptied, by pointer and by keys. */
export function SlotView({ slot, item, names, wants, children, beside }: Props): ReactElement {
  const [held, setHeld] = useState(false);
  const name = nameOf(item, names);
  const state = stateOf(item);
  const isImage = kindOf(slot) === 'image';
  return (
    <li
      className={s['cell']}
      data-slot={slot}
      data-state={state}
      onDragOver={(event) => {
        if (!takes(slot, event.dataTransfer)) return;
        event.preventDefault();
        event.stopPropagation();
        event.dataTransfer.dropEffect = event.dataTransfer.effectAllowed === 'move' ? 'move' : 'copy';
        setHeld(true);
      }}
      onDragLeave={(event) => {
        const to = event.relatedTarget;
        if (!(to instanceof Node && event.currentTarget.contains(to))) setHeld(false);
      }}
      onDrop={(event) => {
        setHeld(false);
        if (!takes(slot, event.dataTransfer)) return;
        event.preventDefault();
        dropOn(slot, event.dataTransfer);
      }}
    >
      <button
        type="button"
        className={cx(s['slot'], held && s['held'], state === 'failed' && s['bad'])}
        aria-label={name}
        aria-keyshortcuts={SHORTCUTS}
        title={item === null ? wants : item.name}
        draggable={isImage && state === 'filled'}
        onDragStart={(event) => holdSlot(event.dataTransfer, slot)}
        onClick={() => openPickerFor(slot)}
        onKeyDown={(event) => {
          if (!onSlotKey(event, slot)) return;
          event.preventDefault();
          event.stopPropagation();
        }}
        onContextMenu={(event) => {
          event.preventDefault();
          openSlotMenu(slot);
        }}
      >
        {item !== null && state !== 'filled' ? <Waiting item={item} /> : children}
      </button>
      {beside}
      <Menu.Trigger
        handle={slotMenu}
        payload={slot}
        id={menuIdOf(slot)}
        className={cx(sh['mediaBtn'], s['over'], s['more'])}
        aria-label={t.references.more(item?.name ?? names.empty)}
        title={t.references.moreTitle}
        tabIndex={-1}
      >
        <Icon of={Ellipsis} size={14} />
      </Menu.Trigger>
      {item !== null && (
        <button
          type="button"
          className={cx(sh['mediaBtn'], s['over'], s['remove'])}
          aria-label={t.references.remove(item.name)}
          tabIndex={-1}
          onClick={() => removeFrom(slot)}
        >
          <Icon of={X} size={14} />
        </button>
      )}
    </li>
  );
}
