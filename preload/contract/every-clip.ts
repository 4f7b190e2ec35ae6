import type { ClipQuery } from './schemas/library.ts';

/** Every clip, newest first. */
export const EVERY_CLIP: ClipQuery = {
  search: '',
  sort: 'newest',
  favourite: false,
  unplayed: false,
  missing: false,
  flag: null,
  minRating: 0,
  models: [],
  tags: [],
  anyTag: false,
  resolutions: [],
  created: { min: null, max: null },
  charged: { min: null, max: null },
  seconds: { min: null, max: null },
  batchId: null,
  folder: null,
};
