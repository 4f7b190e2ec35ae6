import type { Model } from '../../../preload/contract/model.ts';
import { micro } from '../../../preload/contract/money.ts';

/**
 * Wan 2.7, reference to video. Every figure is from the service's model page
 * (models/video/alibaba-plus/wan-2-7-reference-to-video); the seed's range is the upstream vendor's.
 */
export const model: Model = {
  id: 'alibaba-plus/wan-2.7/reference-to-video',
  name: 'Wan 2.7',
  shape: 'aspect-ratio',
  picture: { minSide: 240, maxRatio: 8 },
  typicalSeconds: 500,
  fields: [
    {
      key: 'prompt',
      kind: { type: 'text', maxLength: 5000 },
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
      kind: { type: 'seconds', min: 2, max: 10 },
      required: false,
      default: 5,
      place: 'main',
    },
    {
      key: 'resolution',
      kind: { type: 'choice', options: ['720p', '1080p'] },
      required: false,
      default: '1080p',
      place: 'main',
    },
    {
      key: 'aspect_ratio',
      kind: { type: 'choice', options: ['16:9', '4:3', '1:1', '3:4', '9:16'] },
      required: false,
      default: '16:9',
      place: 'main',
      decidedBy: 'start_frame_url',
    },
    {
      key: 'shot_type',
      kind: { type: 'choice', options: ['single', 'multi'] },
      required: false,
      default: 'single',
      place: 'main',
    },
    {
      key: 'image_urls',
      kind: { type: 'media', media: 'image', max: 5 },
      required: false,
      place: 'reference',
    },
    {
      key: 'video_url',
      kind: { type: 'media', media: 'video', max: 1 },
      required: false,
      place: 'reference',
    },
    {
      key: 'start_frame_url',
      kind: { type: 'media', media: 'image', max: 1 },
      required: false,
      place: 'reference',
    },
    {
      key: 'reference_voice_url',
      kind: { type: 'media', media: 'audio', max: 1 },
      required: false,
      place: 'reference',
    },
    {
      key: 'negative_prompt',
      kind: { type: 'text', maxLength: 500 },
      required: false,
      place: 'more',
    },
    {
      key: 'seed',
      kind: { type: 'integer', min: 0, max: 2_147_483_647 },
      required: false,
      place: 'more',
    },
    {
      key: 'enable_prompt_expansion',
      kind: { type: 'boolean' },
      required: false,
      default: true,
      place: 'more',
    },
  ],
  price: {
    version: '2026-11',
    perSecond: micro(150_000),
    resolution: { '720p': [1, 1], '1080p': [3, 2] },
    confirmed: true,
  },
};
