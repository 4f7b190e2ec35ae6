import { app } from 'electron';
import type { IntakeResult } from '../../preload/contract/schemas/intake.ts';

/** Of one drop; the system's own list is hardly longer. */
const MOST = 10;

/**
 * Puts pictures that came in on the system's list of recent files: in the File menu and the Dock on macOS, behind the
 * button in the taskbar on Windows. Both have a way to clear it there. Elsewhere nothing happens.
 */
export function rememberPictures(
  results: readonly IntakeResult[],
  pathOf: (intakeId: string) => string | null,
): void {
  const places = results.flatMap((result) =>
    result.ok && result.kind === 'image' && result.intakeId !== null ? (pathOf(result.intakeId) ?? []) : [],
  );
  // The last one that is added stands first.
  for (const place of places.slice(0, MOST).reverse()) app.addRecentDocument(place);
}
