import { type RefObject, useEffect, useState } from 'react';
import { importDropped } from './import.ts';

/** Videos, or folders, which have no type. Pictures are to be animated, also here. */
function isForLibrary({ dataTransfer }: DragEvent): boolean {
  if (!dataTransfer?.types.includes('Files')) return false;
  const files = [...dataTransfer.items].filter(({ kind }) => kind === 'file');
  return files.length > 0 && files.every(({ type }) => type === '' || type.startsWith('video/'));
}

/**
 * Lets videos and folders of them be dropped on the library, which copies them.
 * @param enabled false while something else takes what is dropped.
 * @returns whether something that could be dropped is held over it.
 */
export function useLibraryDrop(area: RefObject<HTMLElement | null>, enabled = true): boolean {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    const element = area.current;
    if (!element || !enabled) return;
    const over = (event: DragEvent): void => {
      if (!isForLibrary(event)) return;
      event.preventDefault();
      // The window would say what it does with pictures.
      if (event.type === 'dragenter') event.stopPropagation();
      setHeld(true);
    };
    const leave = (event: DragEvent): void => {
      const { relatedTarget } = event;
      if (!(relatedTarget instanceof Node) || !element.contains(relatedTarget)) setHeld(false);
    };
    const drop = (event: DragEvent): void => {
      setHeld(false);
      if (!isForLibrary(event) || event.defaultPrevented) return;
      event.preventDefault();
      void importDropped([...(event.dataTransfer?.files ?? [])]);
    };
    const ended = new AbortController();
    const { signal } = ended;
    element.addEventListener('dragenter', over, { signal });
    element.addEventListener('dragover', over, { signal });
    element.addEventListener('dragleave', leave, { signal });
    element.addEventListener('drop', drop, { signal });
    return () => ended.abort();
  }, [area, enabled]);
  return held;
}
