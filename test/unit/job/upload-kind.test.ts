import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { uploadKind } from '../../../main/core/job/run/upload-kind.ts';

const media = path.resolve(import.meta.dirname, '../../fixtures/media');

test.each([
  ['picture.jpg', 'image/jpeg'],
  ['picture.png', 'image/png'],
  ['picture.webp', 'image/webp'],
  ['clip.mp4', 'video/mp4'],
])('%s is sent as %s', (name, contentType) => {
  expect(uploadKind(readFileSync(path.join(media, name)))).toMatchObject({ contentType });
});

test.each([
  ['\x1a\x45\xdf\xa3webm', 'video/webm', 'video.webm'],
  ['ID3\x04\x00', 'audio/mpeg', 'sound.mp3'],
  ['\xff\xfb\x90\x64', 'audio/mpeg', 'sound.mp3'],
  ['RIFF\x24\x00\x00\x00WAVEfmt ', 'audio/wav', 'sound.wav'],
  ['', 'image/jpeg', 'image.jpg'],
])('%j is sent as %s, under the name %s', (head, contentType, filename) => {
  expect(uploadKind(Buffer.from(head, 'latin1'))).toEqual({ contentType, filename });
});
