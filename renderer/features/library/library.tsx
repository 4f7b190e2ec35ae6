import { type ReactElement, useEffect, useRef } from 'react';
import { openLibrary, useOutline } from '../../state/library/outline.ts';
import { isFiltered } from '../../state/library/query.ts';
import sh from '../../style/shared.module.css';
import { t } from '../../text/en.ts';
import { folders } from '../../text/en-folders.ts';
import drop from '../animate/drop-layer.module.css';
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
import { useLibraryDrop } from './use-library-drop.ts';
import { EmptyLibrary, LibraryTrouble } from './voids.tsx';

function Content(): ReactElement {
  const empty = useOutline(({ places }) => places.length === 0);
  // Of what is shown, not of what has just been asked for: the answer changes everything at once.
  const filtered = useOutline(({ query }) => isFiltered(query));
  const state = useOutline((outline) => outline.state);
  const failure = useOutline((outline) => outline.failure);
  if (state === 'failed' && failure) return <LibraryTrouble failure={failure} />;
  if (!empty)
    return (
      <div className={s['content']}>
        <Roll />
        <Rail />
        <SelectionBar />
        <Preview />
      </div>
    );
  if (state !== 'ready') return <p className={sh['sr']}>{t.library.loading}</p>;
  return filtered ? <NoMatch /> : <EmptyLibrary />;
}

/** Every clip on this computer, in rows by day. */
export function LibraryView(): ReactElement {
  const empty = useOutline(({ places }) => places.length === 0);
  const filtered = useOutline(({ query }) => isFiltered(query));
  const area = useRef<HTMLDivElement>(null);
  const held = useLibraryDrop(area);
  useEffect(openLibrary, []);
  useGridCull();
  return (
    <div className={s['view']} ref={area}>
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
      {held && (
        <div className={drop['layer']} role="status">
          <b>{folders.dropping}</b>
        </div>
      )}
    </div>
  );
}
