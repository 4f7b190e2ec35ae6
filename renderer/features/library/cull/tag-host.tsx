import type { ReactElement } from 'react';
import { TagPopover } from './tag-popover.tsx';
import { useTagging } from './tagging.ts';

/** Where the choice of tags appears. One of the views that are shown has it. */
export function TagHost(): ReactElement | null {
  const { subject, opened } = useTagging();
  return subject && <TagPopover key={opened} subject={subject} />;
}
