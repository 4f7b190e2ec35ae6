import type { View } from './ui.ts';

/** What can be taken back: one line of steps for pictures, words, settings, the queue and clips alike. */
export interface Step {
  /** `strip` steps are forgotten when their pictures are sent, `queue` steps when anything is, or with their toast. */
  readonly about: 'strip' | 'form' | 'queue' | 'library';
  /** False where it has been taken back already, or has nothing left to bring back. */
  readonly undo: () => boolean;
  /** Null where it cannot be done again. */
  readonly redo: (() => void) | null;
}

/** What is taken back where: nothing that is not in sight. */
export const IN_SIGHT: Readonly<Record<View, readonly Step['about'][]>> = {
  animate: ['strip', 'form', 'queue'],
  library: ['library'],
  settings: [],
};

const MAX_STEPS = 100;
let done: readonly Step[] = [];
let undone: readonly Step[] = [];
const watched = new Map<Step, () => void>();

function setDone(steps: readonly Step[]): void {
  done = steps;
  for (const [step, tell] of watched) {
    if (done.includes(step)) continue;
    watched.delete(step);
    tell();
  }
}

/** Tells once when this step can no longer be taken back, or has been. */
export function whenGone(step: Step, tell: () => void): void {
  watched.set(step, tell);
  setDone(done);
}

/** Something has been done that can be taken back. */
export function pushStep(step: Step): Step {
  undone = [];
  setDone([...done, step].slice(-MAX_STEPS));
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

/** Makes one step of all that `act` does. */
export function asOneStep(about: Step['about'], act: () => readonly Step[]): Step {
  const steps = act();
  for (const step of steps) forgetStep(step);
  return pushStep({
    about,
    undo: () =>
      steps
        .toReversed()
        .map((step) => step.undo())
        .includes(true),
    redo: () => {
      for (const step of steps) step.redo?.();
    },
  });
}

/** Takes back one step. False when it has been taken back already. */
export function undo(step: Step): boolean {
  if (!done.includes(step)) return false;
  setDone(done.filter((one) => one !== step));
  if (!step.undo()) return false;
  if (step.redo) undone = [...undone, step];
  return true;
}

/** Takes back the latest of what is about these parts of the page. */
export function undoLast(about: readonly Step['about'][]): boolean {
  for (;;) {
    const step = done.findLast((one) => about.includes(one.about));
    if (!step) return false;
    if (undo(step)) return true;
  }
}

/** Does again what was last taken back. False when there is nothing. */
export function redoLast(about: readonly Step['about'][]): boolean {
  const step = undone.findLast((one) => about.includes(one.about));
  if (!step) return false;
  undone = undone.filter((one) => one !== step);
  setDone([...done, step]);
  step.redo?.();
  return true;
}

/** This step can no longer be taken back. */
export function forgetStep(step: Step): void {
  undone = undone.filter((one) => one !== step);
  setDone(done.filter((one) => one !== step));
}

/** This step and all before it of its kind can no longer be taken back: they are not reached past it. */
export function forgetUpTo(step: Step): void {
  const at = done.indexOf(step);
  setDone(done.filter((one, place) => place > at || one.about !== step.about));
}

/** Steps of this kind can no longer be taken back. */
export function forgetSteps(about: Step['about']): void {
  undone = undone.filter((step) => step.about !== about);
  setDone(done.filter((step) => step.about !== about));
}
