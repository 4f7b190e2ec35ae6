import { ArrowDownWideNarrow, Bookmark, ChevronDown, Heart } from 'lucide-react';
import { lazy, type ReactElement, type ReactNode } from 'react';
import { changeQuery, useQuery } from '../../../state/library/query.ts';
import { filters as en, saved } from '../../../text/en-find.ts';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { PopupButton, type PopupProps } from '../../../ui/popup-button.tsx';
import c from './chip.module.css';
import { Chip } from './chip.tsx';
import { FILTERS, type Filter, MORE, wordsOf } from './filters.ts';
import s from './find.module.css';
import { Found } from './found.tsx';
import { useNames } from './names.ts';
import { SearchField } from './search-field.tsx';

const DateMenu = lazy(async () => ({ default: (await import('./date-menu.tsx')).DateMenu }));
const ModelMenu = lazy(async () => ({ default: (await import('./model-menu.tsx')).ModelMenu }));
const TagFilter = lazy(async () => ({ default: (await import('./tag-filter.tsx')).TagFilter }));
const CostMenu = lazy(async () => ({ default: (await import('./cost-menu.tsx')).CostMenu }));
const MorePanel = lazy(async () => ({ default: (await import('./more-panel.tsx')).MorePanel }));
const SortMenu = lazy(async () => ({ default: (await import('./sort-menu.tsx')).SortMenu }));
const SavedPanel = lazy(async () => ({ default: (await import('./saved-panel.tsx')).SavedPanel }));

/** The chips that are always there, and what opens from them. */
const POPUPS: Partial<Record<Filter, readonly ['menu' | 'dialog', (props: PopupProps) => ReactElement]>> = {
  date: ['menu', (props) => <DateMenu {...props} />],
  model: ['menu', (props) => <ModelMenu {...props} />],
  tag: ['dialog', (props) => <TagFilter {...props} />],
  cost: ['menu', (props) => <CostMenu {...props} />],
};
const more = (props: PopupProps): ReactElement => <MorePanel {...props} />;

function Favourites(): ReactElement {
  const on = useQuery(({ query }) => query.favourite);
  return (
    <Button
      small
      look="ghost"
      className={c['toggle']}
      aria-pressed={on}
      onClick={() => changeQuery({ favourite: !on })}
    >
      <Icon of={Heart} size={14} solid={on} />
      {en.favourites}
    </Button>
  );
}

function Chips(): ReactElement {
  const query = useQuery((state) => state.query);
  const names = useNames();
  return (
    <fieldset className={s['chips']} aria-label={en.chips}>
      <Favourites />
      {FILTERS.map((filter) => {
        const value = wordsOf(filter, query, names);
        const [kind, popup] = POPUPS[filter] ?? (['dialog', more] as const);
        if (filter === 'favourite' || (value === null && MORE.includes(filter))) return null;
        return <Chip key={filter} filter={filter} value={value} kind={kind} popup={popup} />;
      })}
      <PopupButton kind="dialog" small look="ghost" className={c['toggle']} popup={more}>
        {en.more}
        <Icon of={ChevronDown} size={14} className={c['more']} />
      </PopupButton>
    </fieldset>
  );
}

/** Search, filters, saved searches and the order, in one row; at its end what belongs to the view. */
export function FindBar({ children }: { readonly children: ReactNode }): ReactElement {
  const sort = useQuery(({ query }) => query.sort);
  return (
    <search className={s['bar']}>
      <SearchField />
      <Chips />
      <Found />
      <PopupButton
        kind="dialog"
        small
        look="ghost"
        title={saved.title}
        aria-label={saved.title}
        popup={(props) => <SavedPanel {...props} />}
      >
        <Icon of={Bookmark} size={14} />
        <span className={s['hint']}>{saved.button}</span>
      </PopupButton>
      <PopupButton
        kind="menu"
        small
        look="ghost"
        aria-label={en.sortNow(en.sorts[sort])}
        popup={(props) => <SortMenu {...props} />}
      >
        <Icon of={ArrowDownWideNarrow} size={14} />
        {en.sorts[sort]}
      </PopupButton>
      {children}
    </search>
  );
}
