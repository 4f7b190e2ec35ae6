import { useLayoutEffect } from 'react';

/**
 * When what has the focus goes together with a component, such as a button in it or its menu, the first that matches
 * `heir` has it: otherwise it would be nowhere, and Tab begin anew.
 */
export function useHandOver(heir: string): void {
  useLayoutEffect(
    () => () => {
      if (document.activeElement === document.body) return;
      requestAnimationFrame(() => {
        if (document.activeElement === document.body) document.querySelector<HTMLElement>(heir)?.focus();
      });
    },
    [heir],
  );
}
