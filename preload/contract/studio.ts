/** What main and the practice studio's hidden page say to each other. */

/** One clip to make: the picture's bytes, the clip's size in even pixels, its length and frame rate. */
export interface StudioJob {
  readonly id: string;
  readonly image: Uint8Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
  readonly seconds: number;
  readonly fps: number;
}

export type StudioResult =
  | { readonly id: string; readonly ok: true; readonly clip: Uint8Array }
  | { readonly id: string; readonly ok: false; readonly message: string };

/** What the studio's page finds as `window.kinoraStudio`. */
export interface StudioBridge {
  /** The one listener for jobs; a job that came before it is handed over at once. */
  onJob(listener: (job: StudioJob) => void): void;
  done(result: StudioResult): void;
}

export const STUDIO_BRIDGE = 'kinoraStudio';
