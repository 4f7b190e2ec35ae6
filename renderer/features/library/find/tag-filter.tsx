import { type ReactElement, useId, useState } from 'react';
import { changeQuery, useQuery } from '../../../state/library/query.ts';
import sh from '../../../style/shared.module.css';
import { filters as en } from '../../../text/en-find.ts';
import f from '../../../ui/field.module.css';
import { PanelPopup } from '../../../ui/panel-popup.tsx';
import type { PopupProps } from '../../../ui/popup-button.tsx';
import { Segment } from '../../../ui/segment.tsx';
import s from './panels.module.css';
import { useFacets } from './use-facets.ts';

/** So many need a field to find one. */
const MANY = 8;
const TOGETHER = [
  { value: 'all', label: en.allTags },
  { value: 'any', label: en.anyTag },
] as const;

/** The tags that clips have: all of those that are chosen, or any of them. */
export function TagFilter(popup: PopupProps): ReactElement {
  const id = useId();
  const query = useQuery((state) => state.query);
  const [words, setWords] = useState('');
  const facets = useFacets(query, popup.open);
  const counts = new Map((facets?.tags ?? []).map(({ value, clips }) => [value, clips] as const));
  const all = [...new Set([...query.tags, ...counts.keys()])];
  const shown = all.filter((tag) => tag.toLowerCase().includes(words.trim().toLowerCase()));
  const toggle = (tag: string, on: boolean): void =>
    changeQuery({ tags: on ? [...query.tags, tag] : query.tags.filter((one) => one !== tag) });
  return (
    <PanelPopup {...popup} title={en.names.tag} side="bottom" align="start">
      {facets && all.length === 0 && <p className={sh['hint']}>{en.noTags}</p>}
      {all.length > MANY && (
        <input
          className={f['input']}
          type="search"
          aria-label={en.findTag}
          placeholder={en.findTag}
          value={words}
          onChange={({ target }) => setWords(target.value)}
        />
      )}
      {all.length > 0 && (
        <ul className={s['checks']} aria-label={en.names.tag}>
          {shown.map((tag) => (
            <li key={tag}>
              <label>
                <input
                  type="checkbox"
                  checked={query.tags.includes(tag)}
                  onChange={({ target }) => toggle(tag, target.checked)}
                />
                <span className={s['words']}>{tag}</span>
                <span className={s['count']}>{en.count(counts.get(tag) ?? 0)}</span>
              </label>
            </li>
          ))}
        </ul>
      )}
      {query.tags.length > 1 && (
        <div>
          <div className={f['label']} id={id}>
            {en.tagsTogether}
          </div>
          <Segment
            choices={TOGETHER}
            value={query.anyTag ? 'any' : 'all'}
            onChange={(value) => changeQuery({ anyTag: value === 'any' })}
            labelledBy={id}
          />
        </div>
      )}
    </PanelPopup>
  );
}
