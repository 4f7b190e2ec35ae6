import { type RefObject, useEffect, useState } from 'react';
import { importDropped } from './import.ts';

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;

/**
 * Lets files and folders be dropped on the library: videos among them are copied into it.
 * @param enabled false while something else takes what is dropped.
 * @returns whether something that could be dropped is held over it.
 */
export function useLibraryDrop(area: RefObject<HTMLElement | null>, enabled = true): boolean {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    const element = area.current;
    if (!element || !enabled) return;
    const over = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setHeld(true);
    };
    const leave = (event: DragEvent): void => {
      const { relatedTarget } = event;
      if (!(relatedTarget instanceof Node) || !element.contains(relatedTarget)) setHeld(false);
    };
    const drop = (event: DragEvent): void => {
      setHeld(false);
      if (!hasFiles(event) || event.defaultPrevented) return;
      // The window would take it as pictures to animate.
      event.preventDefault();
      void importDropped([...(event.dataTransfer?.files ?? [])]);
    };
    const listeners = { dragenter: over, dragover: over, dragleave: leave, drop } as const;
    element.addEventListener('dragenter', listeners.dragenter);
    element.addEventListener('dragover', listeners.dragover);
    element.addEventListener('dragleave', listeners.dragleave);
    element.addEventListener('drop', listeners.drop);
    return () => {
      element.removeEventListener('dragenter', listeners.dragenter);
      element.removeEventListener('dragover', listeners.dragover);
      element.removeEventListener('dragleave', listeners.dragleave);
      element.removeEventListener('drop', listeners.drop);
    };
  }, [area, enabled]);
  return held;
}
