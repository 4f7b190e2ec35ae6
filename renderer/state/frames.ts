import type { SourceView } from '../../preload/contract/schemas/views.ts';

/** A moment of a clip in the library; seconds from its beginning. */
export interface Moment {
  readonly clipId: string;
  readonly seconds: number;
}

/** Sources that are a frame or a piece of a clip, by their ids: what is made of them says where it comes from. */
const moments = new Map<string, Moment>();

/** Remembers what a source was taken from. */
export function rememberMoment(sourceId: string, from: Moment): void {
  moments.set(sourceId, from);
}

/** The same is true of a part of it. */
export function passMoment(from: Pick<SourceView, 'id'>, to: Pick<SourceView, 'id'>): void {
  const moment = moments.get(from.id);
  if (moment) moments.set(to.id, moment);
}

/** The moment of a clip that a source was taken from, ready to stand beside its id. */
export function fromOf(sourceId: string): { readonly from?: Moment } {
  const from = moments.get(sourceId);
  return from ? { from } : {};
}
