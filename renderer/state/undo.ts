/** What can be taken back on the Animate screen: one line of steps for pictures, words and settings alike. */
export interface Step {
  /** `strip` steps are forgotten when their pictures are sent, `queue` steps when anything is, or their toast goes. */
  readonly about: 'strip' | 'form' | 'queue';
  /** False where it has been taken back already, or has nothing left to bring back. */
  readonly undo: () => boolean;
  /** Null where it cannot be done again. */
  readonly redo: (() => void) | null;
}

const MAX_STEPS = 100;
let done: Step[] = [];
let undone: Step[] = [];

/** Something has been done that can be taken back. */
export function pushStep(step: Step): Step {
  done = [...done, step].slice(-MAX_STEPS);
  undone = [];
  return step;
}

/**
 * Call it before a change of `get`'s value: taking the step back puts the value of now in again. What has been changed
 * since is not lost: redo brings it back.
 */
export function pushSwap<T>(get: () => T, set: (value: T) => void): Step {
  let kept = get();
  const swap = (): boolean => {
    const now = get();
    set(kept);
    kept = now;
    return true;
  };
  return pushStep({ about: 'form', undo: swap, redo: swap });
}

/** Takes back one step. False when it has been taken back already. */
export function undo(step: Step): boolean {
  if (!done.includes(step)) return false;
  done = done.filter((one) => one !== step);
  if (!step.undo()) return false;
  if (step.redo) undone = [...undone, step];
  return true;
}

/** Takes back the latest thing that can be taken back, whatever part of the page it was done in. */
export function undoLast(): boolean {
  for (;;) {
    const step = done.at(-1);
    if (!step) return false;
    if (undo(step)) return true;
  }
}

/** Does again what was last taken back. False when there is nothing. */
export function redoLast(): boolean {
  const step = undone.at(-1);
  if (!step) return false;
  undone = undone.slice(0, -1);
  done = [...done, step];
  step.redo?.();
  return true;
}

/** This step can no longer be taken back. */
export function forgetStep(step: Step): void {
  done = done.filter((one) => one !== step);
  undone = undone.filter((one) => one !== step);
}

/** Steps of this kind can no longer be taken back. */
export function forgetSteps(about: Step['about']): void {
  done = done.filter((step) => step.about !== about);
  undone = undone.filter((step) => step.about !== about);
}
