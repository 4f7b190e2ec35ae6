import { AudioLines, Expand, ImageOff } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import type { RecipeView } from '../../../../preload/contract/schemas/clip-recipe.ts';
import type { SourceView } from '../../../../preload/contract/schemas/views.ts';
import { useWorld } from '../../../state/core.ts';
import { takesReferences } from '../../../state/references.ts';
import sh from '../../../style/shared.module.css';
import { t } from '../../../text/en.ts';
import { clip as en } from '../../../text/en-clip.ts';
import { labelOf } from '../../../text/of-model.ts';
import { Button } from '../../../ui/button.tsx';
import { SheetDialog } from '../../../ui/dialog.tsx';
import { Icon } from '../../../ui/icon.tsx';
import s from './details.module.css';

type Input = RecipeView['inputs'][number];

function Media({
  source,
  large = false,
}: {
  readonly source: SourceView;
  readonly large?: boolean;
}): ReactElement {
  const src = `/media/${source.id}`;
  if (source.kind === 'image') return <img src={src} alt={large ? source.name : ''} draggable={false} />;
  if (source.kind === 'audio')
    return large ? (
      // biome-ignore lint/a11y/useMediaCaption: a sample of a voice, whose words do not matter
      <audio src={src} controls />
    ) : (
      <Icon of={AudioLines} size={20} />
    );
  return <video src={src} preload="metadata" muted={!large} controls={large} tabIndex={large ? 0 : -1} />;
}

/** What each file was to the model: where it counts its pictures, as the prompt calls them. */
function namesOf(
  inputs: readonly Input[],
  counts: boolean,
  label: (field: string) => string,
): readonly string[] {
  let images = 0;
  return inputs.map(({ field }) => {
    if (field === 'image_url' || field === 'image_urls') {
      images += 1;
      return counts ? t.references.image(images) : en.source;
    }
    return field === 'video_url' && counts ? t.references.video : label(field);
  });
}

/** Everything that a clip was made from, or is to be; each opens large. */
export function Inputs({
  recipe,
}: {
  readonly recipe: Pick<RecipeView, 'modelId' | 'inputs'>;
}): ReactElement | null {
  const model = useWorld((world) => world.models.find((one) => one.id === recipe.modelId));
  const [large, setLarge] = useState<SourceView | null>(null);
  if (recipe.inputs.length === 0) return null;
  const names = namesOf(recipe.inputs, model !== undefined && takesReferences(model), labelOf);
  return (
    <ul className={s['inputs']} aria-label={en.madeWith}>
      {recipe.inputs.map(({ source, name }, at) => (
        <li key={names[at]}>
          <button
            type="button"
            className={s['source']}
            disabled={source === null}
            title={source ? en.openLarge : undefined}
            onClick={() => setLarge(source)}
          >
            <span className={sh['thumb']}>
              {source ? <Media source={source} /> : <Icon of={ImageOff} size={20} />}
            </span>
            <span className={s['what']}>
              <b>{name}</b>
              <small>{source ? names[at] : `${names[at]}, ${en.goneFile}`}</small>
            </span>
            {source && <Icon of={Expand} size={14} />}
          </button>
        </li>
      ))}
      {large && (
        <SheetDialog
          open
          wide
          title={large.name}
          onClose={() => setLarge(null)}
          footer={<Button onClick={() => setLarge(null)}>{t.shell.close}</Button>}
        >
          <div className={s['large']}>
            <Media source={large} large />
          </div>
        </SheetDialog>
      )}
    </ul>
  );
}
