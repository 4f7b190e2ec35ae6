import type { MicroCents } from '../../../preload/contract/money.ts';
import type { Recipe } from '../recipe.ts';

/** A finished video in the library, as the index holds it. */
export interface ClipRecord {
  /** UUIDv7. */
  readonly id: string;
  /** The paid job it came from; null for clips made from other clips. */
  readonly jobId: string | null;
  readonly batchId: string | null;
  readonly accountId: string;
  /** File name in the library folder. */
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
  /** True when its file is not in the folder at present. */
  readonly missing: boolean;
}

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
  readonly retryOf?: string;
  /** Clips that this one was made from. */
  readonly clipIds?: readonly string[];
}
