import { type FormEvent, type ReactElement, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { EVERY_CLIP } from '../../../../preload/contract/every-clip.ts';
import { MAX_SEARCH_NAME } from '../../../../preload/contract/limits.ts';
import type { ClipQuery } from '../../../../preload/contract/schemas/library.ts';
import type { SavedSearch } from '../../../../preload/contract/schemas/searches.ts';
import { changeQuery, isFiltered, useQuery } from '../../../state/library/query.ts';
import { spanOf, spanRange } from '../../../state/library/spans.ts';
import { loadSearches, putSearch, removeSearch, useSearches } from '../../../state/searches.ts';
import { uuidv7 } from '../../../state/uuid.ts';
import sh from '../../../style/shared.module.css';
import { saved as en } from '../../../text/en-find.ts';
import { Button } from '../../../ui/button.tsx';
import f from '../../../ui/field.module.css';
import { NamedList } from '../../../ui/named-list.tsx';
import { PanelPopup } from '../../../ui/panel-popup.tsx';
import type { PopupProps } from '../../../ui/popup-button.tsx';
import { say } from '../../../ui/toasts.ts';
import { describe } from './filters.ts';
import { useNames } from './names.ts';
import s from './saved.module.css';

/** What a saved search looks for today. */
function queryOf({ query, span }: SavedSearch, now: number): ClipQuery {
  return span ? { ...query, created: spanRange(span, now) } : query;
}

/** Tells of a saved search whether it looks for what is looked for now. */
function useIsCurrent(now: number): (search: SavedSearch) => boolean {
  const current = JSON.stringify(useQuery(({ query }) => query));
  return (search) => JSON.stringify({ ...EVERY_CLIP, ...queryOf(search, now) }) === current;
}

async function remove({ id, name }: SavedSearch): Promise<void> {
  const step = await removeSearch(id);
  if (step) say({ title: en.removed(name), look: 'trash', undoes: step });
}

function List({ onPick }: { readonly onPick: () => void }): ReactElement | null {
  const searches = useSearches((state) => state.searches);
  const now = Date.now();
  const isCurrent = useIsCurrent(now);
  if (!searches) return null;
  if (searches.length === 0) return <p className={sh['hint']}>{en.none}</p>;
  return (
    <NamedList
      label={en.title}
      things={searches}
      words={en}
      maxLength={MAX_SEARCH_NAME}
      isCurrent={isCurrent}
      onPick={(search) => {
        changeQuery(queryOf(search, now));
        onPick();
      }}
      onRename={(search, name) => void putSearch({ ...search, name })}
      onRemove={(search) => void remove(search)}
    />
  );
}

/** What is looked for now, under a name; without one it is called by what it looks for. Not where it is saved already. */
function Save(): ReactElement | null {
  const form = useRef<HTMLFormElement>(null);
  const query = useQuery((state) => state.query);
  const names = useNames();
  const isCurrent = useIsCurrent(names.now);
  const saved = useSearches(({ searches }) => searches?.some(isCurrent) === true);
  const [name, setName] = useState('');
  const cannot = !isFiltered(query) && query.sort === EVERY_CLIP.sort;
  const own = describe(query, names).slice(0, MAX_SEARCH_NAME);
  const save = async (): Promise<void> => {
    const called = name.trim() || own;
    if (cannot || called === '') return;
    const search = { id: uuidv7(), name: called, query, span: spanOf(query.created, names.now) };
    const panel = form.current?.parentElement;
    if (!(await putSearch(search))) return;
    flushSync(() => setName(''));
    // The form has gone: the focus goes to what it has made.
    panel?.querySelector<HTMLElement>('[aria-current="true"]')?.focus();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void save();
  };
  if (saved) return null;
  return (
    <form ref={form} className={s['save']} onSubmit={submit}>
      <input
        className={f['input']}
        aria-label={en.name}
        placeholder={own || en.name}
        value={name}
        maxLength={MAX_SEARCH_NAME}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" aria-disabled={cannot} title={cannot ? en.nothing : undefined}>
        {en.saveButton}
      </Button>
    </form>
  );
}

/** The saved searches, and what is looked for now as another one. */
export function SavedPanel(props: PopupProps): ReactElement {
  const { open, onOpenChange } = props;
  useEffect(() => {
    if (open) void loadSearches();
  }, [open]);
  return (
    <PanelPopup {...props} title={en.title} side="bottom">
      <List onPick={() => onOpenChange(false)} />
      <Save />
    </PanelPopup>
  );
}
