import type { UpdateView } from '../../preload/contract/schemas/updates.ts';
import { percent } from './format.ts';

const PROBLEMS = {
  unreachable: 'The place where updates are published did not answer. Your network may be down.',
  unsigned: 'The update is not signed by the makers of Kinora. It was thrown away.',
  damaged: 'The update arrived damaged. It was thrown away.',
} as const;

/** Words of updates. */
export const updates = {
  title: 'Updates',
  none: 'This copy does not update itself. New versions are where you got it.',
  name: (version: string) => `Kinora ${version}`,
  /** What is known, in a line. @param checked when it was last found out, inside a sentence. */
  status: ({ state, version, share, problem }: UpdateView, checked: string | null) => {
    if (problem !== null) return PROBLEMS[problem];
    if (state === 'checking') return 'Looking for updates';
    if (state === 'available') return `Kinora ${version} is available.`;
    if (state === 'downloading') return `Getting Kinora ${version}: ${percent(Math.floor(share * 100))}`;
    if (state === 'ready') return `Kinora ${version} is ready.`;
    return checked === null ? 'Not looked for updates yet.' : `Up to date, checked ${checked}.`;
  },
  waits: 'Waits until nothing is being sent or fetched.',
  check: 'Look for updates',
  download: 'Download',
  restart: 'Restart to update',
  mode: 'New versions',
  modeHint: 'Nothing about you or your clips is sent to look for one.',
  modes: { automatic: 'Automatic', ask: 'Ask first', manual: 'By hand' },
  beta: 'Beta versions',
  betaHint: 'Sooner, and less tried.',
  availableTitle: (version: string) => `Kinora ${version} is available`,
  readyTitle: (version: string) => `Kinora ${version} is ready`,
  readyBody: 'It takes a restart.',
} as const;
