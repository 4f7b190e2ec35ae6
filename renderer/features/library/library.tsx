import { HardDrive, Search, X } from 'lucide-react';
import { type ReactElement, useEffect, useRef } from 'react';
import { useWorld } from '../../state/core.ts';
import { openLibrary, useOutline } from '../../state/library/outline.ts';
import { changeQuery, isFiltered, useQuery } from '../../state/library/query.ts';
import sh from '../../style/shared.module.css';
import { t } from '../../text/en.ts';
import { Button } from '../../ui/button.tsx';
import f from '../../ui/field.module.css';
import { Icon } from '../../ui/icon.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { useKeys } from '../../ui/keys.ts';
import s from './library.module.css';
import { Preview } from './preview.tsx';
import { Rail } from './rail.tsx';
import { Roll } from './roll.tsx';
import { SizeSlider } from './size.tsx';
import { EmptyLibrary, LibraryTrouble, NoMatch } from './voids.tsx';

function SearchField(): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  const text = useQuery(({ query }) => query.search);
  const total = useOutline(({ places, complete }) => (complete ? places.length : null));
  const setText = (search: string): void => changeQuery({ search });
  const focus = (): void => {
    input.current?.focus();
    input.current?.select();
  };
  useKeys({ '/': focus, 'mod+f': focus });
  return (
    <search className={s['find']}>
      <div className={s['search']}>
        <Icon of={Search} />
        <input
          ref={input}
          className={f['input']}
          type="search"
          value={text}
          maxLength={500}
          placeholder={t.library.searchPlaceholder}
          aria-label={t.library.search}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.stopPropagation();
            if (text === '') event.currentTarget.blur();
            else setText('');
          }}
        />
        {text === '' ? (
          <Kbd combo="/" className={s['key']} />
        ) : (
          <Button
            small
            icon
            look="ghost"
            className={s['clear']}
            aria-label={t.library.noneClear}
            onClick={() => setText('')}
          >
            <Icon of={X} size={14} />
          </Button>
        )}
      </div>
      {text.trim() !== '' && total !== null && (
        <span className={sh['hint']} role="status">
          {t.library.found(total)}
        </span>
      )}
    </search>
  );
}

function Footer(): ReactElement {
  const { clips, bytes, freeBytes } = useWorld((world) => world.library);
  const folder = useWorld((world) => world.settings.libraryName);
  return (
    <footer className={s['store']}>
      <Icon of={HardDrive} />
      <span>{clips === 0 ? t.library.storeEmpty(folder) : t.library.store(clips, bytes, folder)}</span>
      {freeBytes !== null && <span>{t.library.free(freeBytes)}</span>}
    </footer>
  );
}

function Content(): ReactElement {
  const empty = useOutline(({ places }) => places.length === 0);
  const filtered = useQuery(({ query }) => isFiltered(query));
  const state = useOutline((outline) => outline.state);
  const failure = useOutline((outline) => outline.failure);
  if (state === 'failed' && failure) return <LibraryTrouble failure={failure} />;
  if (!empty)
    return (
      <div className={s['content']}>
        <Roll />
        <Rail />
        <Preview />
      </div>
    );
  if (state !== 'ready') return <p className={sh['sr']}>{t.library.loading}</p>;
  return filtered ? <NoMatch /> : <EmptyLibrary />;
}

/** Every clip on this computer, in rows by day. */
export function LibraryView(): ReactElement {
  const empty = useOutline(({ places }) => places.length === 0);
  const filtered = useQuery(({ query }) => isFiltered(query));
  useEffect(openLibrary, []);
  return (
    <div className={s['view']}>
      {empty && !filtered ? (
        <div />
      ) : (
        <div>
          <h1 className={sh['sr']}>{t.library.title}</h1>
          <div className={s['filters']}>
            <SearchField />
            <span className={s['grow']} />
            <SizeSlider />
          </div>
        </div>
      )}
      <Content />
      <Footer />
    </div>
  );
}
