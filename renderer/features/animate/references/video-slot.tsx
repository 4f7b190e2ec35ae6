import { Film } from 'lucide-react';
import type { ReactElement } from 'react';
import { useReferences } from '../../../state/references.ts';
import { t } from '../../../text/en.ts';
import { Icon } from '../../../ui/icon.tsx';
import s from './references.module.css';
import { SlotView } from './slot.tsx';

/** The one video: its first picture and its length. */
export function VideoSlot(): ReactElement {
  const item = useReferences((references) => references.video);
  const seconds = t.references.seconds(item?.source?.seconds ?? 0);
  const names = {
    empty: t.references.empty.video,
    filled: t.references.filled.video(item?.name ?? '', seconds),
  };
  return (
    <SlotView slot="video" item={item} names={names} wants={t.references.wants.video}>
      {item?.source ? (
        <>
          <video src={`/media/${item.source.id}`} preload="metadata" muted tabIndex={-1} />
          <span className={s['tag']} data-seconds={seconds}>
            {t.references.video}
          </span>
        </>
      ) : (
        <>
          <Icon of={Film} />
          {t.references.videoSlot}
        </>
      )}
    </SlotView>
  );
}
