import { type ReactElement, useEffect, useState } from 'react';
import { useWorld } from '../../state/core.ts';
import { modelOf, useDraft } from '../../state/draft.ts';
import { takesReferences } from '../../state/references.ts';
import { useUi } from '../../state/ui.ts';
import { t } from '../../text/en.ts';
import { cx } from '../../ui/cx.ts';
import { addFiles } from './add-files.ts';
import s from './drop-layer.module.css';
import { offersNow } from './send.ts';

/** What is held over the window: how many of it look like images. */
function imagesHeld(data: DataTransfer | null): number | null {
  if (!data?.types.includes('Files')) return null;
  const files = [...data.items].filter((item) => item.kind === 'file');
  const images = files.filter((item) => item.type === '' || item.type.startsWith('image/'));
  return images.length;
}

/** Makes the whole window a drop target, and says what a drop would do. */
function useDrop(): number | null {
  const [held, setHeld] = useState<number | null>(null);
  useEffect(() => {
    const enter = (event: DragEvent): void => {
      const count = imagesHeld(event.dataTransfer);
      if (count !== null) setHeld(count);
    };
    const over = (event: DragEvent): void => {
      // Without this a file dropped beside a target would be opened by the window itself.
      event.preventDefault();
      if (event.dataTransfer)
        event.dataTransfer.dropEffect = imagesHeld(event.dataTransfer) === null ? 'none' : 'copy';
    };
    // From one element to the next it names the next; out of the window there is none.
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setHeld(null);
    };
    const drop = (event: DragEvent): void => {
      setHeld(null);
      // A slot of the references has taken it.
      if (event.defaultPrevented) return;
      event.preventDefault();
      void addFiles([...(event.dataTransfer?.files ?? [])]);
    };
    const ended = new AbortController();
    const { signal } = ended;
    window.addEventListener('dragenter', enter, { signal });
    window.addEventListener('dragover', over, { signal });
    window.addEventListener('dragleave', leave, { signal });
    window.addEventListener('drop', drop, { signal });
    return () => ended.abort();
  }, []);
  return held;
}

/** Shown while files are held over the window. */
export function DropLayer(): ReactElement | null {
  const held = useDrop();
  const shown = useUi((ui) => ui.view === 'animate');
  const modelId = useDraft((draft) => draft.modelId);
  const model = useWorld((world) => modelOf(world.models, modelId));
  if (held === null) return null;
  const beside = shown && model !== null && takesReferences(model);
  const offer = offersNow(held)?.final;
  return (
    <div className={cx(s['layer'], beside && s['beside'])} role="status">
      <b>{t.animate.dropping(held)}</b>
      {offer && held > 0 && <span>{t.animate.droppingTotal(offer.count, offer.total, offer.practice)}</span>}
    </div>
  );
}
