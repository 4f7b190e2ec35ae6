/** What the page and its media worker say to each other: one task at a time. */
import type { Failure } from '../../../preload/contract/errors.ts';

/** To the worker: a still picture for the library. */
export interface PosterTask {
  readonly name: 'poster';
  readonly clipId: string;
}

/** To the worker: one frame in full size. */
export interface FrameTask {
  readonly name: 'frame';
  readonly clipId: string;
  /** The frame that is seen at this second, or the very last one. */
  readonly at: number | 'last';
  readonly type: 'image/png' | 'image/jpeg';
}

/** To the worker: when each frame begins. */
export interface FrameTimesTask {
  readonly name: 'frame-times';
  readonly clipId: string;
}

/** A part of a clip: from the frame that is seen at `start` until before `end`, in seconds from its beginning. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface Piece {
  readonly clipId: string;
  /** Without: all of it. */
  readonly range?: Range | undefined;
}

/** Pieces of clips, one after another, as one film. */
export interface Film {
  readonly pieces: readonly Piece[];
  /** MP4 is made without loss wherever that can be; WebM always anew. */
  readonly container: 'mp4' | 'webm';
}

/** To the worker: what can be made of a film, without making it. */
export interface PlanTask {
  readonly name: 'plan';
  readonly film: Film;
}

/** To the worker: make it. */
export interface FilmTask {
  readonly name: 'film';
  readonly film: Film;
  /** Without sound. With it, a film whose sound would be lost fails as `sound-lost`. */
  readonly silent: boolean;
}

/** To the worker: a moving GIF. */
export interface GifTask {
  readonly name: 'gif';
  readonly piece: Piece;
  /** Pixels; never more than the clip has. */
  readonly width: number;
  /** Frames a second. */
  readonly fps: number;
}

export type MediaTask = FrameTimesTask | PosterTask | FrameTask | PlanTask | FilmTask | GifTask;

/** What a film will be. */
export interface FilmPlan {
  readonly seconds: number;
  readonly frames: number;
  /** Pixels as shown. */
  readonly width: number;
  readonly height: number;
  /** Whether the pictures are taken over as they are. */
  readonly lossless: boolean;
  /** none: there is none · kept: as it is · encoded: anew · lost: it cannot be taken along. */
  readonly sound: 'none' | 'kept' | 'encoded' | 'lost';
}

export interface GifFacts {
  readonly frames: number;
  readonly width: number;
  readonly height: number;
}

/** A still picture in a file format. */
export interface Still {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
  /** When it begins to be seen in its clip, in seconds. */
  readonly seconds: number;
}

/** Beginnings of frames in order, as Float64 in memory, and where the last one ends; all in seconds. */
export interface FrameTimes {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly seconds: number;
}

interface Answers {
  readonly 'frame-times': FrameTimes;
  readonly poster: Still;
  readonly frame: Still;
  readonly plan: FilmPlan;
  readonly film: FilmPlan;
  readonly gif: GifFacts;
}
export type AnswerOf<T extends MediaTask> = Answers[T['name']];

/** To the worker. */
export type ToWorker =
  | { readonly kind: 'begin'; readonly task: MediaTask }
  /** What it gave has been written; the next may come. */
  | { readonly kind: 'written' };

/** From the worker. Whatever it says shows that it is alive. */
export type FromWorker<T extends MediaTask = MediaTask> =
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'write'; readonly offset: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'done'; readonly answer: AnswerOf<T> }
  | { readonly kind: 'failed'; readonly error: Failure };
