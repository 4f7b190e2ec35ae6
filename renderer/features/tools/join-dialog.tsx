import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { type KeyboardEvent, type ReactElement, useRef, useState } from 'react';
import type { ClipView } from '../../../preload/contract/schemas/views.ts';
import sh from '../../style/shared.module.css';
import { tools as en } from '../../text/en-tools.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { SheetDialog } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { Film } from '../../work/media/messages.ts';
import { Poster } from '../clip/poster.tsx';
import { Facts, Warning } from './facts.tsx';
import { make } from './make.ts';
import { stemOf } from './names.ts';
import { closeTools } from './open.ts';
import s from './tools.module.css';
import { moved, type RowDrag, useRowDrag } from './use-order.ts';
import { usePlan } from './use-plan.ts';

interface RowProps {
  readonly clip: ClipView;
  readonly at: number;
  readonly of: number;
  readonly drag: RowDrag;
  readonly move: (from: number, to: number) => void;
  readonly leaveOut: (at: number) => void;
}

function Row({ clip, at, of, drag, move, leaveOut }: RowProps): ReactElement {
  const name = stemOf(clip);
  return (
    <li
      className={s['clip']}
      draggable
      data-row={at}
      data-dragged={drag.from === at ? '' : undefined}
      data-mark={drag.mark(at)}
    >
      <span className={s['number']}>{at + 1}</span>
      <span className={cx(sh['thumb'], s['still'])}>
        <Poster clipId={clip.id} />
      </span>
      <div className={s['name']}>
        <p title={name}>{name}</p>
        <span>{en.seconds(clip.seconds)}</span>
      </div>
      <div className={s['moves']}>
        <Button
          icon
          small
          look="ghost"
          data-move="up"
          aria-label={en.earlier(name)}
          aria-disabled={at === 0}
          onClick={() => move(at, at - 1)}
        >
          <Icon of={ArrowUp} size={14} />
        </Button>
        <Button
          icon
          small
          look="ghost"
          data-move="down"
          aria-label={en.later(name)}
          aria-disabled={at === of - 1}
          onClick={() => move(at, at + 1)}
        >
          <Icon of={ArrowDown} size={14} />
        </Button>
      </div>
      <Button
        icon
        small
        look="ghost"
        aria-label={en.leaveOut(name)}
        aria-disabled={of <= 2}
        onClick={() => leaveOut(at)}
      >
        <Icon of={X} size={14} />
      </Button>
    </li>
  );
}

/** The clips that are to become one, in their order. */
export function JoinDialog({ clips }: { readonly clips: readonly ClipView[] }): ReactElement {
  // A clip may be there twice, so a row is told apart by more than its clip.
  const [rows, setRows] = useState(() => clips.map((clip, at) => ({ clip, key: `${at} ${clip.id}` })));
  const [said, setSaid] = useState('');
  const list = useRef<HTMLOListElement>(null);
  const film: Film = { pieces: rows.map(({ clip }) => ({ clipId: clip.id })), container: 'mp4' };
  const planned = usePlan(film, rows.map(({ key }) => key).join());
  const soundLost = planned.state === 'ready' && planned.plan.sound === 'lost';
  const [first] = rows;

  const move = (from: number, to: number): void => {
    const row = rows[from];
    if (!row || to < 0 || to >= rows.length) return;
    setRows(moved(rows, from, to));
    setSaid(en.moved(stemOf(row.clip), to + 1, rows.length));
    // A row that is put elsewhere loses the focus.
    const control = document.activeElement?.closest('[data-row] button')?.getAttribute('aria-label');
    requestAnimationFrame(() => {
      const again = [...(list.current?.querySelectorAll('button') ?? [])];
      again.find((button) => button.getAttribute('aria-label') === control)?.focus();
    });
  };
  const leaveOut = (at: number): void => {
    if (rows.length <= 2) return;
    setRows(rows.toSpliced(at, 1));
    requestAnimationFrame(() => {
      const left = [...(list.current?.querySelectorAll('li') ?? [])];
      left[Math.min(at, left.length - 1)]?.querySelector<HTMLElement>('button')?.focus();
    });
  };
  const drag = useRowDrag(move);
  /** Alt and an arrow move the row of the control that has the focus; it keeps the focus. */
  const onKey = (event: KeyboardEvent): void => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row]') : null;
    if (!event.altKey || step === undefined || !row) return;
    event.preventDefault();
    const at = Number(row.dataset['row']);
    move(at, at + step);
  };
  const go = (): void => {
    if (planned.state !== 'ready' || !first) return;
    closeTools();
    const clipIds = rows.map(({ clip }) => clip.id);
    const target = { to: 'library', made: 'join', clipIds } as const;
    void make({ name: 'film', film, silent: soundLost }, target, en.joined(stemOf(first.clip)));
  };
  return (
    <SheetDialog
      open
      title={en.joinTitle(rows.length)}
      body={en.joinBody}
      onClose={closeTools}
      footer={
        <>
          <Button onClick={closeTools}>{en.cancel}</Button>
          <Button look="ember" onClick={go} aria-disabled={planned.state !== 'ready'}>
            {soundLost ? en.joinSilent : en.join(rows.length)}
          </Button>
        </>
      }
    >
      <ol ref={list} className={s['clips']} aria-label={en.order} onKeyDown={onKey} {...drag.handlers}>
        {rows.map(({ clip, key }, at) => (
          <Row key={key} clip={clip} at={at} of={rows.length} drag={drag} move={move} leaveOut={leaveOut} />
        ))}
      </ol>
      <p className={s['total']}>{en.total(rows.reduce((sum, { clip }) => sum + clip.seconds, 0))}</p>
      <Facts planned={planned} name={first ? first.clip.name : ''}>
        {({ plan }) => (
          <>
            <p>{plan.lossless ? en.joinLossless : en.joinEncoded(plan.width, plan.height)}</p>
            {soundLost ? <Warning>{en.joinSoundLost}</Warning> : <p>{en.sound[plan.sound]}</p>}
          </>
        )}
      </Facts>
      <p className={sh['sr']} role="status">
        {said}
      </p>
    </SheetDialog>
  );
}
