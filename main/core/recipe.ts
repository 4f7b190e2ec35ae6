import type { Params } from '../../preload/contract/model.ts';
import type { MicroCents } from '../../preload/contract/money.ts';
import type { RecipeInput } from './catalogue/request.ts';

/** A media input with what a person wants to know of it. */
export interface RecipeSource extends RecipeInput {
  /** Display name of the file that it came from. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** The clip that it is a frame or a piece of; absent for what the person brought. */
  readonly from?: ClipMoment | undefined;
}

/** A moment of a clip in the library. */
export interface ClipMoment {
  readonly clipId: string;
  /** Seconds from its beginning. */
  readonly seconds: number;
}

/** Everything that makes a clip: enough to run it again exactly. */
export interface Recipe {
  readonly modelId: string;
  readonly params: Params;
  readonly inputs: readonly RecipeSource[];
  /** Empty: none. */
  readonly webhookUrl: string;
  readonly priceVersion: string;
  /** The most that a command let it cost: it is not sent above that, not even by a little. Part of the job, not of the clip. */
  readonly maxCost?: MicroCents | undefined;
}

/** The same for a clip, or for a job at a price that was agreed to anew. */
export function withoutCeiling({ maxCost: _, ...recipe }: Recipe): Recipe {
  return recipe;
}
