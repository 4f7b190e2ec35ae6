import type { ComponentProps, KeyboardEvent, ReactElement } from 'react';
import f from './field.module.css';

/** Escape closes the list alone, not the panel that it stands in. */
function keepEscape(event: KeyboardEvent<HTMLSelectElement>): void {
  if (event.key === 'Escape' && event.currentTarget.matches(':open')) event.stopPropagation();
}

/** A choice of one from a list that opens over the page, in the look of a field. Its options are its children. */
export function Select(props: ComponentProps<'select'>): ReactElement {
  return <select {...props} className={f['input']} onKeyDown={keepEscape} />;
}
