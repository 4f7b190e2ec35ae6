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

export type MediaTask = FrameTimesTask | PosterTask | FrameTask;

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
