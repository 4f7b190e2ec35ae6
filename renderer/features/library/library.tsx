import { type ReactElement, useEffect } from 'react';
import { openLibrary, useOutline } from '../../state/library/outline.ts';
import { isFiltered, useQuery } from '../../state/library/query.ts';
import sh from '../../style/shared.module.css';
import { t } from '../../text/en.ts';
import { TagHost } from './cull/tag-host.tsx';
import { useGridCull } from './cull/use-grid-cull.ts';
import { FindBar } from './find/find-bar.tsx';
import { NoMatch } from './find/no-match.tsx';
import s from './library.module.css';
import { Preview } from './preview.tsx';
import { Rail } from './rail.tsx';
import { Roll } from './roll.tsx';
import { SelectionBar } from './select/selection-bar.tsx';
import { SizeSlider } from './size.tsx';
import { Store } from './store.tsx';
import { EmptyLibrary, LibraryTrouble } from './voids.tsx';

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
        <SelectionBar />
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
  useGridCull();
  return (
    <div className={s['view']}>
      {empty && !filtered ? (
        <div />
      ) : (
        <div>
          <h1 className={sh['sr']}>{t.library.title}</h1>
          <FindBar>
            <SizeSlider />
          </FindBar>
        </div>
      )}
      <Content />
      <Store />
      <TagHost />
    </div>
  );
}
