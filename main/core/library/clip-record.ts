import type { MicroCents } from '../../../preload/contract/money.ts';
import type { Flag, Made } from '../../../preload/contract/vocabulary.ts';
import type { Recipe } from '../recipe.ts';

/** A finished video in the library, as the index holds it. */
export interface ClipRecord {
  /** UUIDv7. */
  readonly id: string;
  /** The paid job it came from; null for clips made from other clips. */
  readonly jobId: string | null;
  readonly batchId: string | null;
  readonly accountId: string;
  /** Id of the library folder that it lies in. */
  readonly folder: string;
  /** Path of its file within that folder, with `/` between folders. */
  readonly name: string;
  /** Milliseconds since 1970, UTC. */
  readonly createdAt: number;
  readonly recipe: Recipe;
  readonly seconds: number;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  /** In hex. */
  readonly sha256: string;
  readonly charged: MicroCents | null;
  readonly lineage: ClipLineage;
  readonly edits: ClipEdits;
  /** True when its file is not in the folder at present. */
  readonly missing: boolean;
}

/** A clip with its place in the order of the index: unique, higher for later clips, good until the index begins anew. */
export interface IndexedClip extends ClipRecord {
  readonly place: number;
}

/** What the person says of a clip. It lives in the sidecar. */
export interface ClipEdits {
  readonly favourite: boolean;
  /** 1 to 5; 0: not rated. */
  readonly rating: number;
  readonly flag: Flag | null;
  /** No two that differ in case only. */
  readonly tags: readonly string[];
  readonly played: boolean;
}

export const NO_EDITS: ClipEdits = { favourite: false, rating: 0, flag: null, tags: [], played: false };

/** Everything about a clip that goes into its sidecar, except what the file system gives. */
export interface NewClip {
  readonly clipId: string;
  readonly jobId: string | null;
  readonly batchId: string | null;
  readonly accountId: string;
  /** The service's id for the job. */
  readonly remoteJobId: string | null;
  /** Milliseconds since 1970, UTC. */
  readonly createdAt: number;
  readonly recipe: Recipe;
  readonly price: {
    readonly estimate: MicroCents | null;
    readonly charged: MicroCents | null;
    readonly priceVersion: string;
  };
  readonly media: {
    readonly seconds: number;
    readonly width: number;
    readonly height: number;
    readonly bytes: number;
    readonly sha256: string;
  };
  readonly lineage?: ClipLineage;
}

/** Where a clip comes from besides its recipe. */
export interface ClipLineage {
  /** The job that this one was a retry of. */
  readonly retryOf?: string | undefined;
  /** Clips that this one was made from. */
  readonly clipIds?: readonly string[] | undefined;
  /** How it came to be where no service made it. */
  readonly made?: Made | undefined;
}
