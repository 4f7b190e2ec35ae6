import { create } from 'zustand';
import type { Outcome } from '../../../../preload/contract/errors.ts';
import type { ClipTarget } from '../../../../preload/contract/schemas/library.ts';
import type { RouteOutput } from '../../../../preload/contract/schemas/routes.ts';
import { ask } from '../../../bridge.ts';
import { toFailure } from '../../../state/models.ts';
import { forgetStep, pushStep, type Step } from '../../../state/undo.ts';
import { say, sayFailure, type ToastLook } from '../../../ui/toasts.ts';

/** Clips that something is done to: one, or thousands. */
export interface Subject {
  readonly target: ClipTarget;
  readonly clips: number;
  /** Goes back to them when what was done is taken back, where one clip after the other is judged. */
  readonly back?: (() => void) | undefined;
}

type Changed = RouteOutput<'clip.edit'>;

/** What is done, and what is said of it. */
export interface Plan {
  readonly run: () => Promise<Outcome<Changed>>;
  readonly title: (clips: number) => string;
  readonly look?: ToastLook;
  /** What is said later about the same takes the place of what is said of this. */
  readonly about?: string;
  readonly back?: Subject['back'];
}

/** Grows when something has been done to clips, or taken back. */
export const useChanges = create<{ readonly changes: number }>()(() => ({ changes: 0 }));

const tell = (): void => useChanges.setState(({ changes }) => ({ changes: changes + 1 }));

let last: Promise<unknown> = Promise.resolve();

/** Keys come faster than answers: what they ask for is done one after the other. */
function inTurn<T>(act: () => Promise<T>): Promise<T> {
  const mine = last.then(act);
  last = mine;
  return mine;
}

/**
 * Does something to clips. It can be taken back by key from this moment, by the button of its toast when it is done,
 * and done again.
 * @param plan decided when all that was asked for before has been done; null: there is nothing to do.
 */
export function change(plan: () => Promise<Plan | null>): void {
  let decided: Plan | null = null;
  let undoId: Promise<string | null>;
  const run = async (): Promise<string | null> => {
    decided ??= await plan();
    const answer = await decided?.run();
    if (answer && !answer.ok) sayFailure(toFailure(answer.error));
    if (!decided || !answer?.ok || answer.value.undo === null) {
      forgetStep(step);
      return null;
    }
    const { title, look = 'done', about } = decided;
    tell();
    say({ title: title(answer.value.clips), look, about, undoes: step });
    return answer.value.undo;
  };
  const back = async (): Promise<void> => {
    const undo = await undoId;
    if (undo === null) return;
    const answer = await ask('clip.undo', { undo });
    if (answer.ok) {
      tell();
      decided?.back?.();
    } else sayFailure(toFailure(answer.error));
  };
  const step: Step = pushStep({
    about: 'library',
    undo: () => {
      void inTurn(back);
      return true;
    },
    redo: () => {
      undoId = inTurn(run);
    },
  });
  undoId = inTurn(run);
}
