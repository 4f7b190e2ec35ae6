import { Image } from 'lucide-react';
import type { ReactElement } from 'react';
import { bringBackSent, useStrip } from '../../state/strip.ts';
import sh from '../../style/shared.module.css';
import { t } from '../../text/en.ts';
import { Button } from '../../ui/button.tsx';
import { useHandOver } from '../../ui/hand-over.ts';
import { Icon } from '../../ui/icon.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import s from './drop-area.module.css';
import { pasteFromClipboard } from './paste.ts';
import { openPicker } from './picker.tsx';

/** The light table with nothing on it. The whole window takes the drop; this says so. */
export function DropArea(): ReactElement {
  const sent = useStrip((strip) => strip.sent.length);
  // The first image takes the place of the button that it was chosen with.
  useHandOver('[data-key]');
  return (
    <div className={s['drop']}>
      <div className={s['prints']} aria-hidden="true">
        <span />
        <span />
        <span>
          <Icon of={Image} size={28} />
        </span>
      </div>
      <h1>{t.animate.dropTitle}</h1>
      <p className={s['body']}>{t.animate.dropBody}</p>
      <div className={s['row']}>
        <Button data-part="choose" onClick={openPicker}>
          {t.animate.choose}
        </Button>
        <Button look="ghost" onClick={() => void pasteFromClipboard()}>
          {t.animate.paste} <Kbd combo="mod+v" />
        </Button>
        {sent > 0 && (
          <Button look="ghost" onClick={bringBackSent}>
            {t.animate.again(sent)}
          </Button>
        )}
      </div>
      <p className={sh['hint']}>{t.animate.dropHint}</p>
    </div>
  );
}
