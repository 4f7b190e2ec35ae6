import { type ReactElement, useId } from 'react';
import type { ClipQuery, FacetsView } from '../../../../preload/contract/schemas/library.ts';
import { changeQuery, useQuery } from '../../../state/library/query.ts';
import { filters as en } from '../../../text/en-find.ts';
import f from '../../../ui/field.module.css';
import { PanelPopup } from '../../../ui/panel-popup.tsx';
import type { PopupProps } from '../../../ui/popup-button.tsx';
import { Segment } from '../../../ui/segment.tsx';
import { Select } from '../../../ui/select.tsx';
import { batchName, folderName } from './filters.ts';
import { useNames } from './names.ts';
import s from './panels.module.css';
import { RangeField } from './range-field.tsx';
import { useFacets } from './use-facets.ts';

interface Part {
  readonly query: ClipQuery;
  readonly facets: FacetsView | null;
}

function Duration({ query: { seconds } }: Pick<Part, 'query'>): ReactElement {
  const set = (end: 'min' | 'max') => (text: string) => {
    const plain = text.trim().replace(',', '.');
    if (plain !== '' && !/^\d{1,6}(\.\d*)?$/.test(plain)) return false;
    changeQuery({ seconds: { ...seconds, [end]: plain === '' ? null : Number(plain) } });
    return true;
  };
  return (
    <fieldset>
      <legend className={f['label']}>{en.inSeconds(en.names.duration)}</legend>
      <div className={s['pair']}>
        <RangeField
          label={en.least}
          unit={en.inSeconds}
          value={seconds.min?.toString() ?? ''}
          onChange={set('min')}
        />
        <RangeField
          label={en.most}
          unit={en.inSeconds}
          value={seconds.max?.toString() ?? ''}
          onChange={set('max')}
        />
      </div>
    </fieldset>
  );
}

function Resolution({ query, facets }: Part): ReactElement | null {
  const counts = new Map((facets?.resolutions ?? []).map(({ value, clips }) => [value, clips] as const));
  const all = [...new Set([...counts.keys(), ...query.resolutions])];
  if (all.length === 0) return null;
  return (
    <fieldset>
      <legend className={f['label']}>{en.names.resolution}</legend>
      <ul className={s['checks']}>
        {all.map((value) => (
          <li key={value}>
            <label>
              <input
                type="checkbox"
                checked={query.resolutions.includes(value)}
                onChange={({ target }) =>
                  changeQuery({
                    resolutions: target.checked
                      ? [...query.resolutions, value]
                      : query.resolutions.filter((one) => one !== value),
                  })
                }
              />
              <span className={s['words']}>{value}</span>
              <span className={s['count']}>{en.count(counts.get(value) ?? 0)}</span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

const RATINGS = ['0', '1', '2', '3', '4', '5'].map((value) => ({
  value,
  label:
    value === '0' ? (
      en.anyRating
    ) : (
      <span role="img" aria-label={en.atLeastSpoken(Number(value))}>
        {value}
      </span>
    ),
}));

const FLAGS = ['any', 'keep', 'reject', 'none'] as const;

function Verdict({ query, facets }: Part): ReactElement {
  const [rating, flag] = [useId(), useId()];
  const choices = FLAGS.map((value) => ({
    value,
    label:
      value === 'any' ? (
        en.anyFlag
      ) : (
        <>
          {en.flags[value]} {facets && <small>{en.about(facets.flags[value])}</small>}
        </>
      ),
  }));
  return (
    <>
      <div>
        <div className={f['label']} id={rating}>
          {en.ratingLeast}
        </div>
        <Segment
          choices={RATINGS}
          value={String(query.minRating)}
          onChange={(value) => changeQuery({ minRating: Number(value) })}
          labelledBy={rating}
        />
      </div>
      <div>
        <div className={f['label']} id={flag}>
          {en.names.flag}
        </div>
        <Segment
          className={s['flags']}
          choices={choices}
          value={query.flag ?? 'any'}
          onChange={(value) => changeQuery({ flag: value === 'any' ? null : value })}
          labelledBy={flag}
        />
      </div>
    </>
  );
}

interface PickProps {
  readonly label: string;
  readonly any: string;
  readonly value: string | null;
  readonly counts: FacetsView['folders'];
  readonly name: (id: string) => string;
  readonly onChange: (value: string | null) => void;
}

function Pick({ label, any, value, counts, name, onChange }: PickProps): ReactElement {
  const id = useId();
  const known = counts.some((one) => one.value === value);
  return (
    <div>
      <label className={f['label']} htmlFor={id}>
        {label}
      </label>
      <Select
        id={id}
        value={value ?? ''}
        onChange={({ target }) => onChange(target.value === '' ? null : target.value)}
      >
        <option value="">{any}</option>
        {value !== null && !known && <option value={value}>{name(value)}</option>}
        {counts.map((one) => (
          <option key={one.value} value={one.value}>
            {en.counted(name(one.value), one.clips)}
          </option>
        ))}
      </Select>
    </div>
  );
}

function Places({ query, facets }: Part): ReactElement {
  const names = useNames();
  const { batches = [], folders = [] } = facets ?? {};
  return (
    <>
      {(batches.length > 0 || query.batchId !== null) && (
        <Pick
          label={en.names.batch}
          any={en.any.batch}
          value={query.batchId}
          counts={batches.map(({ value, clips }) => ({ value, clips }))}
          name={(id) => batchName(id, names)}
          onChange={(batchId) => changeQuery({ batchId })}
        />
      )}
      {(folders.length > 1 || query.folder !== null) && (
        <Pick
          label={en.names.folder}
          any={en.any.folder}
          value={query.folder}
          counts={folders}
          name={(id) => folderName(id, names)}
          onChange={(folder) => changeQuery({ folder })}
        />
      )}
    </>
  );
}

function Toggles({ query, facets }: Part): ReactElement {
  return (
    <ul className={s['checks']}>
      {(['unplayed', 'missing'] as const).map((field) => (
        <li key={field}>
          <label>
            <input
              type="checkbox"
              checked={query[field]}
              onChange={({ target }) => changeQuery({ [field]: target.checked })}
            />
            <span className={s['words']}>{en[field]}</span>
            {facets && <span className={s['count']}>{en.count(facets[field])}</span>}
          </label>
        </li>
      ))}
    </ul>
  );
}

/** The conditions that are wanted less often. */
export function MorePanel(popup: PopupProps): ReactElement {
  const query = useQuery((state) => state.query);
  const facets = useFacets(query, popup.open);
  return (
    <PanelPopup {...popup} title={en.moreTitle} side="bottom" align="start">
      <Duration query={query} />
      <Resolution query={query} facets={facets} />
      <Verdict query={query} facets={facets} />
      <Places query={query} facets={facets} />
      <Toggles query={query} facets={facets} />
    </PanelPopup>
  );
}
