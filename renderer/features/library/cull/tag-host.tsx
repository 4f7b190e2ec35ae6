import { lazy, type ReactElement, Suspense } from 'react';
import { useTagging } from './tagging.ts';

const TagPopover = lazy(async () => ({ default: (await import('./tag-popover.tsx')).TagPopover }));

/** Where the choice of tags appears; not loaded before it is wanted. One of the views that are shown has it. */
export function TagHost(): ReactElement | null {
  const subject = useTagging((tagging) => tagging.subject);
  return <Suspense>{subject && <TagPopover subject={subject} />}</Suspense>;
}
