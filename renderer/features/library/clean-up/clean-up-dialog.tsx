import { type ReactElement, useId, useState } from 'react';
import { ask } from '../../../bridge.ts';
import { useWorld } from '../../../state/core.ts';
import { targetOf } from '../../../state/library/selection.ts';
import { toFailure } from '../../../state/models.ts';
import sh from '../../../style/shared.module.css';
import { t } from '../../../text/en.ts';
import { cull, cleanUp as en } from '../../../text/en-find.ts';
import { Button } from '../../../ui/button.tsx';
import { SheetDialog } from '../../../ui/dialog.tsx';
import { Segment } from '../../../ui/segment.tsx';
import { say, sayFailure } from '../../../ui/toasts.ts';
import { trashClips } from '../cull/verdict.ts';
import { useSum } from '../select/use-sum.ts';
import s from './clean-up.module.css';
import { ClipChoice } from './clip-choice.tsx';
import { type CleanUp, GROUPS, type Group, useCleanUp } from './use-groups.ts';

async function clearLeftovers(): Promise<void> {
  const answer = await ask('cleanup.clear', {});
  if (answer.ok) say({ title: en.cleared(answer.value.files, answer.value.bytes), look: 'trash' });
  else sayFailure(toFailure(answer.error));
}

function Leftovers({ files, bytes }: CleanUp['leftovers']): ReactElement | null {
  const [gone, setGone] = useState(false);
  if (files === 0 || gone) return null;
  const clear = (): void => {
    setGone(true);
    void clearLeftovers();
  };
  return (
    <div className={s['leftovers']}>
      <p>
        {en.leftovers(files, bytes)}
        <span className={sh['hint']}>{en.leftoversHint}</span>
      </p>
      <Button small onClick={clear}>
        {en.clear}
      </Button>
    </div>
  );
}

const NOTHING: ReadonlySet<number> = new Set();

function Choice({ found, onClose }: { readonly found: CleanUp; readonly onClose: () => void }): ReactElement {
  const id = useId();
  const platform = useWorld((world) => world.platform);
  const [group, setGroup] = useState<Group>(GROUPS.find((one) => found.places[one].length > 0) ?? 'rejected');
  // What was rejected or is there twice is meant to go; of the rest the person chooses.
  const [chosen, setChosen] = useState<Partial<Record<Group, ReadonlySet<number>>>>({
    rejected: new Set(found.places.rejected),
    duplicates: new Set(found.places.duplicates),
  });
  const places = found.places[group];
  const now = chosen[group] ?? NOTHING;
  const sum = useSum(now);
  const go = (): void => {
    if (now.size === 0) return;
    trashClips({ target: targetOf(now), clips: now.size });
    onClose();
  };
  const choices = GROUPS.map((value) => ({
    value,
    label: (
      <>
        {en.groups[value]} <small>{en.count(found.places[value].length)}</small>
      </>
    ),
  }));
  return (
    <div className={s['body']}>
      <span id={id} className={sh['sr']}>
        {en.title}
      </span>
      <Segment choices={choices} value={group} onChange={setGroup} labelledBy={id} />
      <p className={sh['hint']}>{places.length === 0 ? en.none[group] : en.hints[group]}</p>
      {places.length > 0 && (
        <ClipChoice
          key={group}
          places={places}
          chosen={now}
          onChange={(next) => setChosen({ ...chosen, [group]: next })}
        />
      )}
      <Leftovers {...found.leftovers} />
      <div className={s['foot']}>
        <output>{now.size > 0 && sum ? en.frees(sum.clips, group === 'missing' ? 0 : sum.bytes) : ''}</output>
        <Button onClick={onClose}>{t.shell.close}</Button>
        <Button look="danger" aria-disabled={now.size === 0} onClick={go}>
          {cull.trash[platform]}
        </Button>
      </div>
    </div>
  );
}

/** What could go from the library to make room, to look at, choose from and move to the trash. */
export function CleanUpDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { found, failure } = useCleanUp();
  return (
    <SheetDialog open wide title={en.title} body={en.body} onClose={onClose}>
      {failure && <p role="alert">{t.failure(failure).title}</p>}
      {!failure && !found && <p className={sh['hint']}>{en.looking}</p>}
      {found && <Choice found={found} onClose={onClose} />}
    </SheetDialog>
  );
}
