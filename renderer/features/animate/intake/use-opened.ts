import { useEffect } from 'react';
import { useCore } from '../../../state/core.ts';
import { addOpened } from '../add-files.ts';

/** Takes files that the system gives Kinora to open, as soon as main says that some wait. */
export function useOpenedFiles(): void {
  const waiting = useCore((core) => (core.world?.opened ?? 0) > 0);
  useEffect(() => {
    if (waiting) void addOpened();
  }, [waiting]);
}
