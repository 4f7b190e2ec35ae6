import { type ReactElement, useEffect } from 'react';
import { MAX_PAGE } from '../../../../preload/contract/limits.ts';
import { loadClips, useClips } from '../../../state/library/clips.ts';
import sh from '../../../style/shared.module.css';
import { cleanUp as en } from '../../../text/en-find.ts';
import { cx } from '../../../ui/cx.ts';
import { Poster } from '../../clip/poster.tsx';
import s from './clean-up.module.css';

interface Props {
  readonly places: readonly number[];
  readonly chosen: ReadonlySet<number>;
  readonly onChange: (chosen: ReadonlySet<number>) => void;
}

/** Clips to choose from; of very many the first, and the others together. */
export function ClipChoice({ places, chosen, onChange }: Props): ReactElement {
  const byPlace = useClips((clips) => clips.byPlace);
  const first = places.slice(0, MAX_PAGE);
  const rest = places.slice(MAX_PAGE);
  useEffect(() => void loadClips(places.slice(0, MAX_PAGE)), [places]);
  const set = (some: readonly number[], on: boolean): void => {
    const next = new Set(chosen);
    for (const place of some) on ? next.add(place) : next.delete(place);
    onChange(next);
  };
  return (
    <>
      <label className={s['all']}>
        <input
          type="checkbox"
          checked={places.every((place) => chosen.has(place))}
          onChange={({ target }) => set(places, target.checked)}
        />
        {en.all(places.length)}
      </label>
      <ul className={s['list']} aria-label={en.clips}>
        {first.map((place) => {
          const clip = byPlace.get(place);
          return (
            <li key={place}>
              <label>
                <input
                  type="checkbox"
                  checked={chosen.has(place)}
                  disabled={!clip}
                  onChange={({ target }) => set([place], target.checked)}
                />
                {clip && (
                  <span className={cx(sh['thumb'], s['still'])}>
                    {!clip.missing && <Poster key={clip.id} clipId={clip.id} />}
                  </span>
                )}
                <span className={s['words']}>
                  {clip?.prompt || clip?.name}
                  <small>{clip?.name}</small>
                </span>
                <span className={s['size']}>{clip && en.size(clip.missing ? 0 : clip.bytes)}</span>
              </label>
            </li>
          );
        })}
        {rest.length > 0 && (
          <li>
            <label>
              <input
                type="checkbox"
                checked={rest.every((place) => chosen.has(place))}
                onChange={({ target }) => set(rest, target.checked)}
              />
              <span className={s['words']}>{en.rest(rest.length)}</span>
            </label>
          </li>
        )}
      </ul>
    </>
  );
}
