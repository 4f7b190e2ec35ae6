import { type ReactElement, useId, useState } from 'react';
import type { ClipView } from '../../../preload/contract/schemas/views.ts';
import { tools as en } from '../../text/en-tools.ts';
import { Button } from '../../ui/button.tsx';
import { SheetDialog } from '../../ui/dialog.tsx';
import f from '../../ui/field.module.css';
import { type Choice, Segment } from '../../ui/segment.tsx';
import { Switch } from '../../ui/switch.tsx';
import type { Film } from '../../work/media/messages.ts';
import { exportFiles } from './actions.ts';
import { Facts, Warning } from './facts.tsx';
import { make } from './make.ts';
import { nameAfter, stemOf } from './names.ts';
import { closeTools, type Exporting } from './open.ts';
import s from './tools.module.css';
import { type Planned, usePlan } from './use-plan.ts';

type Format = 'mp4' | 'gif' | 'webm';

const WIDTHS = ['320', '480', '640'] as const;
const RATES = ['8', '12', '15', '24'] as const;

function Field<V extends string>(props: {
  readonly label: string;
  readonly choices: readonly Choice<V>[];
  readonly value: V;
  readonly onChange: (value: V) => void;
}): ReactElement {
  const id = useId();
  return (
    <div>
      <p className={f['label']} id={id}>
        {props.label}
      </p>
      <Segment {...props} labelledBy={id} />
    </div>
  );
}

function Recipe(props: {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}): ReactElement {
  const id = useId();
  return (
    <div className={s['switch']}>
      <label htmlFor={id}>{props.label}</label>
      <Switch id={id} checked={props.checked} onChange={props.onChange} describedBy={`${id}-note`} />
      <p className={f['note']} id={`${id}-note`}>
        {en.recipeNote}
      </p>
    </div>
  );
}

/** Several clips are copied as they are. */
function ExportMany({ target, count }: Pick<Exporting, 'target' | 'count'>): ReactElement {
  const [withRecipe, setWithRecipe] = useState(true);
  const go = (): void => {
    closeTools();
    void exportFiles(target, withRecipe);
  };
  return (
    <SheetDialog
      open
      title={en.exportTitleMany(count)}
      body={en.asTheyAre}
      onClose={closeTools}
      footer={
        <>
          <Button onClick={closeTools}>{en.cancel}</Button>
          <Button look="ember" onClick={go}>
            {en.export}
          </Button>
        </>
      }
    >
      <div className={s['form']}>
        <Recipe label={en.recipeMany} checked={withRecipe} onChange={setWithRecipe} />
      </div>
    </SheetDialog>
  );
}

/** What will come out, in words. */
function factsOf(format: Format, planned: Planned & { state: 'ready' }, width: number, fps: number): string {
  const { plan } = planned;
  if (format === 'webm') return en.webmFacts(plan.seconds);
  if (format === 'mp4') return plan.lossless ? en.lossless(plan.seconds) : en.encoded(plan.seconds);
  const w = Math.min(width, plan.width);
  const h = Math.max(1, Math.round((plan.height * w) / plan.width));
  return en.gifFacts(w, h, Math.max(1, Math.round(plan.seconds * fps)));
}

interface OneProps extends Pick<Exporting, 'range' | 'format'> {
  readonly clip: ClipView;
}

function ExportOne({ clip, range, format: first = 'mp4' }: OneProps): ReactElement {
  const [part, setPart] = useState<'whole' | 'marked'>(range ? 'marked' : 'whole');
  const [format, setFormat] = useState<Format>(first);
  const [width, setWidth] = useState<(typeof WIDTHS)[number]>('480');
  const [fps, setFps] = useState<(typeof RATES)[number]>('12');
  const [withRecipe, setWithRecipe] = useState(true);
  const marked = part === 'marked' ? range : null;
  const piece = { clipId: clip.id, ...(marked ? { range: marked } : {}) };
  const container = format === 'webm' ? 'webm' : 'mp4';
  const film: Film = { pieces: [piece], container };
  const planned = usePlan(film, `${container} ${part}`);
  const isCopy = format === 'mp4' && !marked;
  const soundLost = format !== 'gif' && !isCopy && planned.state === 'ready' && planned.plan.sound === 'lost';
  const hasSound = planned.state === 'ready' && planned.plan.sound !== 'none';
  const go = (): void => {
    if (!isCopy && planned.state !== 'ready') return;
    closeTools();
    if (isCopy) {
      void exportFiles({ ids: [clip.id] }, withRecipe);
      return;
    }
    const target = { to: 'file', name: nameAfter(clip, `.${format}`) } as const;
    if (format === 'gif')
      void make({ name: 'gif', piece, width: Number(width), fps: Number(fps) }, target, clip.name);
    else void make({ name: 'film', film, silent: soundLost }, target, clip.name);
  };
  return (
    <SheetDialog
      open
      title={en.exportTitle(stemOf(clip))}
      onClose={closeTools}
      footer={
        <>
          <Button onClick={closeTools}>{en.cancel}</Button>
          <Button look="ember" onClick={go} aria-disabled={!isCopy && planned.state !== 'ready'}>
            {soundLost ? en.exportSilent : en.export}
          </Button>
        </>
      }
    >
      <div className={s['form']}>
        {range && (
          <Field
            label={en.part}
            value={part}
            onChange={setPart}
            choices={[
              { value: 'whole', label: en.whole },
              { value: 'marked', label: en.marked(range.end - range.start) },
            ]}
          />
        )}
        <Field
          label={en.format}
          value={format}
          onChange={setFormat}
          choices={(['mp4', 'gif', 'webm'] as const).map((value) => ({ value, label: en.formats[value] }))}
        />
        {format === 'gif' && (
          <div className={s['pair']}>
            <Field
              label={en.width}
              value={width}
              onChange={setWidth}
              choices={WIDTHS.map((value) => ({ value, label: en.widthValue(Number(value)) }))}
            />
            <Field
              label={en.fps}
              value={fps}
              onChange={setFps}
              choices={RATES.map((value) => ({ value, label: value }))}
            />
          </div>
        )}
        {isCopy && <Recipe label={en.recipe} checked={withRecipe} onChange={setWithRecipe} />}
        {isCopy ? (
          <div className={s['facts']}>
            <p>{en.asItIs(clip.bytes)}</p>
          </div>
        ) : (
          <Facts planned={planned} name={clip.name}>
            {(ready) => (
              <>
                <p>{factsOf(format, ready, Number(width), Number(fps))}</p>
                {soundLost ? (
                  <Warning>{en.sound.lost}</Warning>
                ) : (
                  <p>{format === 'gif' ? hasSound && en.sound.gif : en.sound[ready.plan.sound]}</p>
                )}
              </>
            )}
          </Facts>
        )}
      </div>
    </SheetDialog>
  );
}

/** How clips leave Kinora: as they are, or a single one in part or in another format. */
export function ExportDialog({ clip, target, count, range, format }: Exporting): ReactElement {
  if (!clip) return <ExportMany target={target} count={count} />;
  return <ExportOne clip={clip} range={range} {...(format && { format })} />;
}
