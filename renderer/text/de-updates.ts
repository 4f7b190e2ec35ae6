import type { Words } from '../../preload/contract/words.ts';
import type { updates as en } from './en-updates.ts';
import { percent } from './format.ts';

const PROBLEMS = {
  unreachable: 'Wo Updates veröffentlicht werden, antwortet niemand. Vielleicht fehlt das Netz.',
  unsigned: 'Das Update ist nicht von denen signiert, die Kinora machen. Es wurde weggeworfen.',
  damaged: 'Das Update kam beschädigt an. Es wurde weggeworfen.',
} as const;

export const updates = {
  title: 'Updates',
  none: 'Diese Kopie aktualisiert sich nicht selbst. Neue Versionen gibt es dort, woher sie stammt.',
  name: (version) => `Kinora ${version}`,
  status: ({ state, version, share, problem }, checked) => {
    if (problem !== null) return PROBLEMS[problem];
    if (state === 'checking') return 'Suche nach Updates';
    if (state === 'available') return `Kinora ${version} ist da.`;
    if (state === 'downloading') return `Kinora ${version} wird geholt: ${percent(Math.floor(share * 100))}`;
    if (state === 'ready') return `Kinora ${version} ist bereit.`;
    return checked === null ? 'Noch nicht nach Updates gesucht.' : `Aktuell, geprüft ${checked}.`;
  },
  waits: 'Wartet, bis nichts mehr gesendet oder geholt wird.',
  check: 'Nach Updates suchen',
  download: 'Herunterladen',
  restart: 'Für das Update neu starten',
  mode: 'Neue Versionen',
  modeHint: 'Dafür wird nichts über dich oder deine Clips gesendet.',
  modes: { automatic: 'Automatisch', ask: 'Erst fragen', manual: 'Von Hand' },
  beta: 'Beta-Versionen',
  betaHint: 'Früher, und weniger erprobt.',
  availableTitle: (version) => `Kinora ${version} ist da`,
  readyTitle: (version) => `Kinora ${version} ist bereit`,
  readyBody: 'Es braucht einen Neustart.',
} as const satisfies Words<typeof en>;
