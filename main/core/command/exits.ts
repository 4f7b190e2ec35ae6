/** How a command ends, as its exit code says; docs/automation.md has the same table. */
export const EXITS = {
  done: { code: 0, means: 'Done: sent, or saved with `--wait`' },
  broke: { code: 1, means: 'Kinora itself could not go on: its folder, its journal, or a bug' },
  usage: { code: 2, means: 'The command, a parameter or a file does not fit; nothing was sent' },
  refused: { code: 3, means: 'Above `--max-cost` or over the monthly budget; nothing was sent' },
  failed: { code: 4, means: 'The service refused or failed to make at least one clip' },
  waiting: { code: 5, means: 'Not all sent, or not all saved, in time: offline, paused or `--timeout`' },
  key: { code: 6, means: 'No key, or one that the service does not accept' },
  unknown: { code: 7, means: 'A clip was sent and its outcome is not known; open Kinora to decide' },
  handed: {
    code: 8,
    means: 'Kinora has the order and did not say how it goes on; look with `kinora status`',
  },
  interrupted: { code: 130, means: 'Stopped by the person; what was sent goes on' },
} as const;

export type Exit = keyof typeof EXITS;

/** Of several ends the one that is told: what needs a person first. */
const GRAVITY: readonly Exit[] = ['unknown', 'refused', 'key', 'failed', 'waiting', 'done'];

/** The end of a command from those of its clips. */
export const worstOf = (ends: readonly Exit[]): Exit =>
  GRAVITY.find((exit) => ends.includes(exit)) ?? (ends.length === 0 ? 'done' : 'broke');
