import type { Model } from '../../../preload/contract/model.ts';
import { micro } from '../../../preload/contract/money.ts';

/**
 * Wan 2.6 Flash, image to video. Every figure is from the service's model page
 * (models/video/alibaba-plus/wan-2-6-flash-image-to-video). Soft lengths are the upstream vendor's tighter limits.
 */
export const model: Model = {
  id: 'alibaba-plus/wan-2.6-flash/image-to-video',
  name: 'Wan 2.6 Flash',
  capability: 'Image to video',
  shape: 'as-image',
  picture: { minSide: 360, maxRatio: 8 },
  typicalSeconds: 120,
  fields: [
    {
      key: 'prompt',
      kind: { type: 'text', maxLength: 2500, softMaxLength: 1500 },
      required: true,
      label: 'Prompt',
      help: 'How the picture should move.',
      place: 'main',
    },
    {
      key: 'image_url',
      kind: { type: 'media', media: 'image', max: 1 },
      required: true,
      label: 'Image',
      help: 'The picture that becomes a clip.',
      place: 'source',
    },
    {
      key: 'duration',
      kind: { type: 'seconds', min: 2, max: 15 },
      required: false,
      default: 5,
      label: 'Duration',
      help: 'Length of the clip in seconds.',
      place: 'main',
    },
    {
      key: 'resolution',
      kind: { type: 'choice', options: ['720p', '1080p'] },
      required: false,
      default: '720p',
      label: 'Resolution',
      help: '1080p costs one and a half times as much.',
      place: 'main',
    },
    {
      key: 'negative_prompt',
      kind: { type: 'text', maxLength: 1000, softMaxLength: 500 },
      required: false,
      label: 'Negative prompt',
      help: 'What to keep out, e.g. text, blur, extra hands.',
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
