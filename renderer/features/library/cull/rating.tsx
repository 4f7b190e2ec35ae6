import { Star } from 'lucide-react';
import type { ReactElement } from 'react';
import type { ClipView } from '../../../../preload/contract/schemas/views.ts';
import { cull as en } from '../../../text/en-find.ts';
import { cx } from '../../../ui/cx.ts';
import { Icon } from '../../../ui/icon.tsx';
import s from './cull.module.css';
import { subjectOf } from './use-cull-keys.ts';
import { rate } from './verdict.ts';

const STARS = [1, 2, 3, 4, 5] as const;

/** Five stars; a press of the last that is lit takes the rating away. */
export function Rating({ clip }: { readonly clip: ClipView }): ReactElement {
  return (
    <fieldset className={s['stars']} aria-label={en.ratingNow(clip.rating)}>
      {STARS.map((stars) => (
        <button
          key={stars}
          type="button"
          className={cx(s['star'], stars <= clip.rating && s['lit'])}
          aria-pressed={clip.rating === stars}
          aria-label={en.rate(stars)}
          title={en.rate(stars)}
          onClick={() => rate(subjectOf(clip), clip.rating === stars ? 0 : stars)}
        >
          <Icon of={Star} solid={stars <= clip.rating} />
        </button>
      ))}
    </fieldset>
  );
}
