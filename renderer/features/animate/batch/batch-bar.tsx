import { Plus, X } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { addPrompt, applyToAll, pushFormStep, removePrompt, useBatch } from '../../../state/batch.ts';
import { useWorld } from '../../../state/core.ts';
import { useDraft } from '../../../state/draft.ts';
import { useStrip } from '../../../state/strip.ts';
import type { Step } from '../../../state/undo.ts';
import { t } from '../../../text/en.ts';
import { Button } from '../../../ui/button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Icon } from '../../../ui/icon.tsx';
import { say } from '../../../ui/toasts.ts';
import s from './batch.module.css';
import { alsoSettings, panelSetting } from './form.ts';

function sayUndo(title: string, step: Step | null): void {
  if (step) say({ title, look: 'trash', undoes: step });
}

function Chip({
  children,
  remove,
  onRemove,
}: {
  readonly children: ReactNode;
  readonly remove: string;
  readonly onRemove: () => void;
}): ReactElement {
  return (
    <span className={s['chip']}>
      {children}
      <button type="button" aria-label={remove} title={remove} onClick={onRemove}>
        <Icon of={X} size={12} />
      </button>
    </span>
  );
}

function toPrompt(at: number): void {
  useBatch.setState({ at });
  document.getElementById('prompt')?.focus();
}

/** The prompts of the batch side by side; the one in the field is set off. */
function Prompts(): ReactElement {
  const at = useBatch((batch) => batch.at);
  const count = useBatch((batch) => batch.more.length + 1);
  return (
    <>
      {Array.from({ length: count }, (_, one) => one).map((one) => (
        <span key={one} className={cx(s['chip'], one === at && s['shown'])}>
          <button type="button" aria-pressed={one === at} onClick={() => toPrompt(one)}>
            {t.batch.prompt(one + 1)}
          </button>
          <button
            type="button"
            aria-label={t.batch.removePrompt(one + 1)}
            title={t.batch.removePrompt(one + 1)}
            onClick={() => sayUndo(t.batch.promptRemoved(one + 1), removePrompt(one))}
          >
            <Icon of={X} size={12} />
          </button>
        </span>
      ))}
      <Button
        small
        icon
        look="ghost"
        aria-label={t.batch.addPrompt}
        title={t.batch.addPrompt}
        onClick={() => {
          addPrompt();
          document.getElementById('prompt')?.focus();
        }}
      >
        <Icon of={Plus} size={14} />
      </Button>
    </>
  );
}

/** Whose words are in the field. */
function Own(): ReactElement | null {
  const item = useStrip((strip) => strip.items.find((one) => one.key === strip.selected));
  const several = useStrip((strip) => strip.items.length > 1);
  if (!item) return null;
  const isOwn = item.prompt !== undefined;
  return (
    <>
      <span className={s['whose']}>{isOwn ? t.batch.ownOf(item.name) : t.batch.sharedOf(item.name)}</span>
      {several && (
        <Button small look="ghost" onClick={() => sayUndo(t.batch.applied, applyToAll())}>
          {t.batch.applyToAll}
        </Button>
      )}
    </>
  );
}

function Settings(): ReactElement | null {
  const world = useWorld((all) => all);
  const draft = useDraft();
  const batch = useBatch();
  if (batch.also.length === 0) return null;
  const [panel, ...also] = [panelSetting(world, draft), ...alsoSettings(world, batch)].map((setting) =>
    setting
      ? t.animate.settingName(
          setting.model.name,
          Number(setting.params['duration']),
          String(setting.params['resolution']),
        )
      : t.batch.gone,
  );
  const remove = (at: number): void => {
    const step = pushFormStep();
    useBatch.setState((now) => ({ also: now.also.toSpliced(at, 1) }));
    sayUndo(t.batch.settingRemoved, step);
  };
  return (
    <>
      <span className={s['chip']} title={t.batch.panel}>
        <span>{panel}</span>
      </span>
      {also.map((name, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same settings may stand there twice for a moment
        <Chip key={at} remove={t.batch.remove(name)} onRemove={() => remove(at)}>
          <span>{name}</span>
        </Chip>
      ))}
    </>
  );
}

function Variations(): ReactElement | null {
  const variations = useBatch((batch) => batch.variations);
  if (variations === 1) return null;
  const words = t.batch.variationsChip(variations);
  const remove = (): void => {
    const step = pushFormStep();
    useBatch.setState({ variations: 1 });
    sayUndo(t.batch.variationsRemoved, step);
  };
  return (
    <Chip remove={t.batch.remove(words)} onRemove={remove}>
      <span>{words}</span>
    </Chip>
  );
}

/** What the batch has beyond one clip from each picture. Drawn only when there is something. */
export function BatchBar(): ReactElement | null {
  const each = useBatch((batch) => batch.each);
  const several = useBatch((batch) => batch.more.length > 0);
  const more = useBatch((batch) => batch.also.length > 0 || batch.variations > 1);
  const pictures = useStrip((strip) => strip.items.length > 0);
  const own = each && pictures;
  if (!own && !several && !more) return null;
  return (
    <div className={s['bar']}>
      {own ? <Own /> : several && !each && <Prompts />}
      <Settings />
      <Variations />
    </div>
  );
}
