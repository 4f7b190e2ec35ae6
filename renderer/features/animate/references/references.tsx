import { Flag, Plus, TriangleAlert } from 'lucide-react';
import { lazy, type ReactElement, Suspense } from 'react';
import type { Model } from '../../../../preload/contract/model.ts';
import { filledSlots, imageNumbers, takesReferences, useReferences } from '../../../state/references.ts';
import { useStrip } from '../../../state/strip.ts';
import sh from '../../../style/shared.module.css';
import { t } from '../../../text/en.ts';
import f from '../../../ui/field.module.css';
import { Icon } from '../../../ui/icon.tsx';
import { useChoosing } from './from-library.ts';
import { referenceNotes } from './notes.ts';
import { ReferencePicker } from './picker.tsx';
import s from './references.module.css';
import { SlotView } from './slot.tsx';
import { SlotMenu } from './slot-menu.tsx';
import { VideoSlot } from './video-slot.tsx';
import { VoiceSlot } from './voice-slot.tsx';

const LibraryDialog = lazy(async () => ({ default: (await import('./library-dialog.tsx')).LibraryDialog }));

/** The slots for images, each with the name that a prompt calls it by. */
function ImageSlots(): ReactElement {
  const references = useReferences();
  const withPicture = useStrip((strip) => strip.items.length > 0);
  const numbers = imageNumbers(references, withPicture);
  return (
    <ul className={s['slots']} aria-label={t.references.images}>
      {references.images.map((item, at) => {
        const number = numbers[at] ?? 0;
        const names = {
          empty: t.references.emptyImage(at + 1),
          filled: t.references.filledImage(number, item?.name ?? ''),
        };
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a slot is its place
          <SlotView key={at} slot={at} item={item} names={names} wants={t.references.wants.image}>
            {item?.source ? (
              <>
                <img src={`/media/${item.source.id}`} alt="" draggable={false} />
                <span className={s['tag']}>{t.references.image(number)}</span>
              </>
            ) : (
              <Icon of={Plus} />
            )}
          </SlotView>
        );
      })}
    </ul>
  );
}

function StartFrameSlot(): ReactElement {
  const item = useReferences((references) => references.startFrame);
  const names = {
    empty: t.references.empty.startFrame,
    filled: t.references.filled.startFrame(item?.name ?? ''),
  };
  return (
    <SlotView slot="startFrame" item={item} names={names} wants={t.references.wants.startFrame}>
      {item?.source ? (
        <>
          <img src={`/media/${item.source.id}`} alt="" draggable={false} />
          <span className={s['tag']}>{t.references.startFrame}</span>
        </>
      ) : (
        <>
          <Icon of={Flag} />
          {t.references.startFrame}
        </>
      )}
    </SlotView>
  );
}

/** What there is to say of the references. Read out as it changes. */
function Notes({ model }: { readonly model: Model }): ReactElement {
  const references = useReferences();
  const strip = useStrip(({ items }) => items.length);
  const notes = referenceNotes(model, references, strip);
  return (
    <div className={s['notes']} role="status">
      {notes.map((note) => (
        <p key={note} className={s['warning']}>
          <Icon of={TriangleAlert} size={14} />
          {note}
        </p>
      ))}
    </div>
  );
}

/** Everything that the clips of a batch share; for a model without references only that some are kept. */
export function References({ model }: { readonly model: Model }): ReactElement | null {
  const count = useReferences((references) => filledSlots(references).length);
  const choosing = useChoosing(({ slot }) => slot !== null);
  if (!takesReferences(model))
    return count === 0 ? null : <p className={sh['hint']}>{t.references.unused(model.name, count)}</p>;
  return (
    <section aria-label={t.references.title} data-part="references">
      <div className={f['label']}>
        <span>{t.references.title}</span>
        <span className={sh['hint']}>{t.references.shared}</span>
      </div>
      <ImageSlots />
      <ul className={s['wide']} aria-label={t.references.others}>
        <VideoSlot />
        <StartFrameSlot />
        <VoiceSlot />
      </ul>
      <p className={f['note']}>{t.references.hint}</p>
      <Notes model={model} />
      <ReferencePicker />
      <SlotMenu />
      <Suspense>{choosing && <LibraryDialog />}</Suspense>
    </section>
  );
}
