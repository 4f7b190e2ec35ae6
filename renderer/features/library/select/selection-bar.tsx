import {
  Columns2,
  Ellipsis,
  Film,
  Flag,
  GripVertical,
  Heart,
  type LucideIcon,
  Tag,
  Trash2,
  Upload,
  X,
} from 'lucide-react';
import {
  type ComponentProps,
  type KeyboardEvent,
  lazy,
  type ReactElement,
  type ReactNode,
  useLayoutEffect,
  useRef,
} from 'react';
import { MAX_JOIN, MAX_PAGE } from '../../../../preload/contract/limits.ts';
import { useWorld } from '../../../state/core.ts';
import {
  clearSelection,
  selectedClips,
  selectedInTurn,
  targetOf,
  useSelection,
} from '../../../state/library/selection.ts';
import { cull, selected as en } from '../../../text/en-find.ts';
import { tools } from '../../../text/en-tools.ts';
import { Button } from '../../../ui/button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Icon } from '../../../ui/icon.tsx';
import { useKeys } from '../../../ui/keys.ts';
import { PopupButton } from '../../../ui/popup-button.tsx';
import { say } from '../../../ui/toasts.ts';
import { MOST, openCompare } from '../../compare/open.ts';
import { dragOutTarget, joinClips, openExport, openExportMany } from '../../tools/actions.ts';
import type { Subject } from '../cull/change.ts';
import { openTags } from '../cull/tagging.ts';
import { toggleFavourite, trashClips } from '../cull/verdict.ts';
import s from './bar.module.css';
import type { RestAct } from './rest-menu.tsx';
import { useSum } from './use-sum.ts';

const VerdictMenu = lazy(async () => ({ default: (await import('./verdict-menu.tsx')).VerdictMenu }));

const RestMenu = lazy(async () => ({ default: (await import('./rest-menu.tsx')).RestMenu }));

interface ActProps extends ComponentProps<typeof Button> {
  readonly of: LucideIcon;
  readonly solid?: boolean;
  readonly children: ReactNode;
}

/** A button of the bar; where there is little room its words are only its name. */
function Act({ of, solid = false, children, ...button }: ActProps): ReactElement {
  return (
    <Button look="ghost" {...button}>
      <Icon of={of} solid={solid} />
      <span className={s['words']}>{children}</span>
    </Button>
  );
}

async function exportSelected(count: number): Promise<void> {
  const { places } = useSelection.getState();
  if (count > MAX_PAGE) openExportMany(targetOf(places), count);
  else openExport(await selectedClips());
}

interface Rest extends RestAct {
  readonly of: LucideIcon;
  /** Why it cannot be done. */
  readonly why?: string;
}

/** What is done with several clips only; behind one button where there is little room. */
function restOf(clips: number): readonly Rest[] {
  const compare = { of: Columns2, words: en.compare, run: async () => openCompare(await selectedClips()) };
  const why = tools.joinMost(MAX_JOIN);
  const join =
    clips > MAX_JOIN
      ? { of: Film, words: en.join, run: () => void say({ title: why }), why }
      : { of: Film, words: en.join, run: async () => joinClips(await selectedInTurn()) };
  if (clips < 2) return [];
  return clips > MOST ? [join] : [compare, join];
}

/** The arrows go from button to button. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  const buttons = [...event.currentTarget.querySelectorAll('button')].filter((each) =>
    each.checkVisibility(),
  );
  const at = buttons.findIndex((button) => button.matches(':focus'));
  if (step === 0 || at === -1) return;
  event.preventDefault();
  buttons[(at + step + buttons.length) % buttons.length]?.focus();
}

function Acts({ subject, favourite }: { readonly subject: Subject; readonly favourite: boolean }) {
  const tag = useRef<HTMLButtonElement>(null);
  const platform = useWorld((world) => world.platform);
  const { clips } = subject;
  const rest = restOf(clips);
  return (
    <>
      <Act of={Heart} solid={favourite} aria-pressed={favourite} onClick={() => toggleFavourite(subject)}>
        {cull.favourite}
      </Act>
      <Act
        of={Tag}
        ref={tag}
        data-part="tag-selection"
        aria-haspopup="dialog"
        onClick={() => openTags(subject, () => tag.current)}
      >
        {en.tag}
      </Act>
      <PopupButton
        kind="menu"
        look="ghost"
        title={en.verdict}
        popup={(props) => <VerdictMenu subject={subject} {...props} />}
      >
        <Icon of={Flag} />
        <span className={s['words']}>{en.verdictShort}</span>
      </PopupButton>
      <Act of={Upload} onClick={() => void exportSelected(clips)}>
        {en.export}
      </Act>
      {rest.map(({ of, words, run, why }) => (
        <Act
          key={words}
          of={of}
          className={s['rest']}
          aria-disabled={why !== undefined}
          title={why}
          onClick={run}
        >
          {words}
        </Act>
      ))}
      <Act
        of={GripVertical}
        className={cx(s['rest'], s['grab'])}
        draggable
        title={en.dragOutHint}
        onDragStart={(event) => {
          event.preventDefault();
          void dragOutTarget(subject.target);
        }}
      >
        {en.dragOut}
      </Act>
      <hr />
      <Act of={Trash2} look="danger" onClick={() => trashClips(subject)}>
        {cull.trash[platform]}
      </Act>
      {rest.length > 0 && (
        <PopupButton
          kind="menu"
          look="ghost"
          className={s['more']}
          popup={(props) => <RestMenu acts={rest} {...props} />}
        >
          <Icon of={Ellipsis} />
          <span className={s['words']}>{en.more}</span>
        </PopupButton>
      )}
    </>
  );
}

/** What can be done with the clips that are selected; there as long as any are. */
export function SelectionBar(): ReactElement {
  const places = useSelection((selection) => selection.places);
  const sum = useSum(places);
  useKeys(
    {
      c: async () => openCompare(await selectedClips()),
      'mod+e': () => void exportSelected(places.size),
    },
    places.size > 0,
  );
  // While it goes it still says what it said.
  const shown = useRef(places);
  if (places.size > 0) shown.current = places;
  const clips = shown.current.size;
  const bar = useRef<HTMLDivElement>(null);
  // The bar goes when nothing is selected: what had the focus in it leaves it to the clips.
  useLayoutEffect(() => {
    if (places.size === 0 && bar.current?.contains(document.activeElement) === true)
      document.querySelector<HTMLElement>('[data-clip][tabindex="0"]')?.focus();
  }, [places.size]);
  return (
    <div
      ref={bar}
      className={s['bar']}
      role="toolbar"
      aria-label={en.bar(clips)}
      hidden={places.size === 0}
      onKeyDown={moveFocus}
    >
      <p>
        <b>{en.count(clips)}</b>
        <span>{sum ? en.sum(sum.seconds, sum.bytes) : ' '}</span>
      </p>
      <hr />
      <Acts
        subject={{ target: targetOf(shown.current), clips }}
        favourite={sum !== null && sum.favourites === sum.clips}
      />
      <hr />
      <Button icon look="ghost" aria-label={en.clear} title={en.clear} onClick={clearSelection}>
        <Icon of={X} />
      </Button>
    </div>
  );
}
