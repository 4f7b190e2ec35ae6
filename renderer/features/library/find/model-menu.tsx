import type { ReactElement } from 'react';
import { changeQuery, useQuery } from '../../../state/library/query.ts';
import { filters as en } from '../../../text/en-find.ts';
import { MenuChecks } from '../../../ui/menu-choices.tsx';
import { MenuItem, MenuPopup } from '../../../ui/menu-popup.tsx';
import type { PopupProps } from '../../../ui/popup-button.tsx';
import { modelName } from './filters.ts';
import { useNames } from './names.ts';
import { useFacets } from './use-facets.ts';

/** The models that made the clips; any number of them. */
export function ModelMenu({ open, onOpenChange, anchor }: PopupProps): ReactElement {
  const query = useQuery((state) => state.query);
  const facets = useFacets(query, open);
  const names = useNames();
  const counts = new Map((facets?.models ?? []).map(({ value, clips }) => [value, clips] as const));
  const ids = [...new Set([...counts.keys(), ...query.models])];
  const choices = ids.map((value) => ({
    value,
    label: modelName(value, names),
    note: en.count(counts.get(value) ?? 0),
  }));
  return (
    <MenuPopup open={open} onOpenChange={onOpenChange} anchor={() => anchor.current} align="start">
      <MenuChecks choices={choices} values={query.models} onChange={(models) => changeQuery({ models })} />
      {facets && choices.length === 0 && (
        <MenuItem run={() => undefined} disabled>
          <span>{en.noModels}</span>
        </MenuItem>
      )}
    </MenuPopup>
  );
}
