import type { Model } from '../../../preload/contract/model.ts';
import { micro } from '../../../preload/contract/money.ts';

/**
 * Wan 2.6 Flash, image to video. Every figure is from the service's model page
 * (models/video/alibaba-plus/wan-2-6-flash-image-to-video). Soft lengths are the upstream vendor's tighter limits.
 */
export const model: Model = {
  id: 'alibaba-plus/wan-2.6-flash/image-to-video',
  name: 'Wan 2.6 Flash',
  shape: 'as-image',
  picture: { minSide: 360, maxRatio: 8 },
  typicalSeconds: 120,
  fields: [
    {
      key: 'prompt',
      kind: { type: 'text', maxLength: 2500, softMaxLength: 1500 },
      required: true,
      place: 'main',
    },
    {
      key: 'image_url',
      kind: { type: 'media', media: 'image', max: 1 },
      required: true,
      place: 'source',
    },
    {
      key: 'duration',
      kind: { type: 'seconds', min: 2, max: 15 },
      required: false,
      default: 5,
      place: 'main',
    },
    {
      key: 'resolution',
      kind: { type: 'choice', options: ['720p', '1080p'] },
      required: false,
      default: '720p',
      place: 'main',
    },
    {
      key: 'negative_prompt',
      kind: { type: 'text', maxLength: 1000, softMaxLength: 500 },
      required: false,
      place: 'more',
    },
  ],
  price: {
    version: '2026-11',
    perSecond: micro(500_000),
    resolution: { '720p': [1, 1], '1080p': [3, 2] },
    // Ten times the sibling models' rate; the page states it consistently, so it stands until the service says otherwise.
    confirmed: false,
  },
};
