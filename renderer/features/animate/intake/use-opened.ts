import { useEffect } from 'react';
import { useCore } from '../../../state/core.ts';
import { addOpened } from '../add-files.ts';

/** Takes files that the system gives Kinora to open, each time main says that there are more. */
export function useOpenedFiles(): void {
  const opened = useCore((core) => core.world?.opened ?? 0);
  useEffect(() => {
    if (opened > 0) void addOpened();
  }, [opened]);
}
