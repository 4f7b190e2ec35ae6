/** Takes one step back; false where that step has been taken already, or has nothing left to bring back. */
export type UndoStep = () => boolean;

const STEPS = 50;
let steps: readonly UndoStep[] = [];

/** Notes how to take back what was just done. */
export function noteUndo(step: UndoStep): void {
  steps = [...steps, step].slice(-STEPS);
}

/** Takes back the latest thing that can be taken back, whatever part of the page it was done in. */
export function undoLast(): boolean {
  for (;;) {
    const step = steps.at(-1);
    if (!step) return false;
    steps = steps.slice(0, -1);
    if (step()) return true;
  }
}
