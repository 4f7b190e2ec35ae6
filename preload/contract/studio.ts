/** What main and the practice studio's hidden page say to each other. */

/** One clip to make: the picture's bytes, the clip's size in even pixels, its length and frame rate. */
export interface StudioClipJob {
  readonly kind: 'clip';
  readonly id: string;
  readonly image: Uint8Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
  readonly seconds: number;
  readonly fps: number;
}

/** One picture to make ready to send: its address in the app (`/media/<id>`), its size in pixels as stored. */
export interface StudioPictureJob {
  readonly kind: 'picture';
  readonly id: string;
  readonly from: string;
  readonly width: number;
  readonly height: number;
}

export type StudioJob = StudioClipJob | StudioPictureJob;

/** The bytes of the clip or picture; for a picture the message is a code of `errors.ts`. */
export type StudioResult =
  | { readonly id: string; readonly ok: true; readonly bytes: Uint8Array }
  | { readonly id: string; readonly ok: false; readonly message: string };

/** What the studio's page finds as `window.kinoraStudio`. */
export interface StudioBridge {
  /** The one listener for jobs; a job that came before it is handed over at once. */
  onJob(listener: (job: StudioJob) => void): void;
  done(result: StudioResult): void;
}

export const STUDIO_BRIDGE = 'kinoraStudio';
