import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from 'mediabunny';
import { expect, test } from 'vitest';
import { findModel, MODELS } from '../../../main/core/catalogue/catalogue.ts';
import { clipSize } from '../../../main/practice/clip-size.ts';
import { imageSize } from '../../../main/practice/image-size.ts';
import { repeatClip } from '../../../main/practice/repeat-clip.ts';
import { defaultsOf, fieldOf, type Model } from '../../../preload/contract/model.ts';
import { FLASH, fixture, WAN } from './peer.ts';

const modelOf = (id: string): Model => {
  const model = findModel(id);
  if (!model) throw new Error(`no model ${id}`);
  return model;
};

const AREA = { '720p': 1280 * 720, '1080p': 1920 * 1080 };

test.each([
  [1920, 1080],
  [1080, 1920],
  [4000, 3000],
  [1000, 1000],
  [333, 1000],
  [1999, 853],
  [640, 641],
  [3000, 400],
  [37, 11],
])(
  'a clip of a %i × %i picture keeps its aspect within a hundredth and about the area, sides even',
  (width, height) => {
    for (const [resolution, area] of Object.entries(AREA)) {
      const size = clipSize(modelOf(FLASH), { resolution }, { width, height }, false);
      expect([size.width % 2, size.height % 2]).toEqual([0, 0]);
      expect(Math.abs((size.width / size.height) * (height / width) - 1)).toBeLessThan(0.01);
      expect(Math.abs((size.width * size.height) / area - 1)).toBeLessThan(0.06);
    }
  },
);

test('the commonest pictures get the commonest sizes', () => {
  const of = (width: number, height: number, resolution: string) =>
    Object.values(clipSize(modelOf(FLASH), { resolution }, { width, height }, false));
  expect(of(1600, 900, '720p')).toEqual([1280, 720]);
  expect(of(900, 1600, '1080p')).toEqual([1080, 1920]);
  expect(of(500, 500, '720p')).toEqual([960, 960]);
});

test('an extreme picture stays within what can be encoded', () => {
  for (const picture of [
    { width: 20_000, height: 10 },
    { width: 10, height: 20_000 },
  ]) {
    const { width, height } = clipSize(modelOf(FLASH), { resolution: '1080p' }, picture, false);
    expect(Math.max(width, height)).toBeLessThanOrEqual(3840);
    expect(Math.max(width, height) / Math.min(width, height)).toBeCloseTo(8, 0);
  }
});

test('models with an aspect ratio use the upstream table, unless a start frame decides', () => {
  const wan = modelOf(WAN);
  const kind = fieldOf(wan, 'aspect_ratio')?.kind;
  const ratios = kind?.type === 'choice' ? kind.options : [];
  const picture = { width: 1000, height: 1000 };
  const sizes = ['720p', '1080p'].map((resolution) =>
    ratios.map((aspect_ratio) =>
      Object.values(clipSize(wan, { resolution, aspect_ratio }, picture, false)).join('x'),
    ),
  );
  expect(sizes).toEqual([
    ['1280x720', '1088x832', '960x960', '832x1088', '720x1280'],
    ['1920x1080', '1632x1248', '1440x1440', '1248x1632', '1080x1920'],
  ]);
  const framed = clipSize(wan, { resolution: '720p', aspect_ratio: '16:9' }, picture, true);
  expect(framed).toEqual({ width: 960, height: 960 });
});

test('every model has a clip size for its defaults', () => {
  for (const model of MODELS)
    expect(clipSize(model, defaultsOf(model), { width: 1600, height: 900 }, false).width).toBeGreaterThan(0);
});

test('sizes of pictures are read from their headers', async () => {
  expect(imageSize(await fixture('landscape.jpg'))).toEqual({ width: 1600, height: 900 });
  expect(imageSize(await fixture('portrait.webp'))).toEqual({ width: 600, height: 800 });
  expect(imageSize(await fixture('square.png'))).toEqual({ width: 500, height: 500 });
  for (const bytes of [
    Buffer.alloc(0),
    Buffer.alloc(500, 0xff),
    Buffer.from([0xff, 0xd8, ...Array(60).fill(0xff)]),
  ])
    expect(imageSize(bytes)).toBeNull();
  const cut = (await fixture('landscape.jpg')).subarray(0, 60);
  expect(imageSize(cut)).toBeNull();
});

test.each([2, 5, 15])('the plain Node clip is %i s long, H.264, with even time stamps', async (seconds) => {
  const image = await fixture('square.png');
  const spec = { width: 1280, height: 720, seconds, fps: 24 };
  const clip = await repeatClip(image, spec);
  const input = new Input({ source: new BufferSource(clip), formats: ALL_FORMATS });
  const track = await input.getPrimaryVideoTrack();
  if (!track) throw new Error('no video');
  expect([await track.getCodec(), await track.getDisplayWidth(), await track.getDisplayHeight()]).toEqual([
    'avc',
    1280,
    720,
  ]);
  expect(await input.computeDuration()).toBeCloseTo(seconds, 3);
  const stamps: number[] = [];
  let keys = 0;
  for await (const packet of new EncodedPacketSink(track).packets()) {
    stamps.push(packet.timestamp);
    if (packet.type === 'key') keys += 1;
  }
  expect([stamps.length, keys]).toEqual([seconds * 24, seconds]);
  for (const [index, stamp] of stamps.entries()) expect(stamp).toBeCloseTo(index / 24, 3);
});
