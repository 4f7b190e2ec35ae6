import type { FileHandle } from 'node:fs/promises';
import { FileWindow } from './file-window.ts';
import { BoxReader } from './mp4-boxes.ts';
import { readMp3, readWav } from './sound.ts';
import { readVideoMp4 } from './video-mp4.ts';
import { readWebm } from './webm.ts';

export type MediaFormat = 'mp4' | 'webm' | 'wav' | 'mp3';

/** What a reference video or voice is. A voice has no size; seconds is 0 where the file does not say. */
export interface MediaFacts {
  readonly kind: 'video' | 'audio';
  readonly seconds: number;
  readonly width: number;
  readonly height: number;
}

/** Of what format a file says it is, from its first 16 bytes; null for everything that is no video or sound. */
export function mediaFormat(head: Uint8Array): MediaFormat | null {
  const text = Buffer.from(head.subarray(0, 16)).toString('latin1');
  if (text.slice(4, 8) === 'ftyp')
    return /^(avif|avis|hei[cxms]|hev[cxms]|mif1|msf1)/.test(text.slice(8)) ? null : 'mp4';
  if (text.startsWith('\x1a\x45\xdf\xa3')) return 'webm';
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WAVE') return 'wav';
  return text.startsWith('ID3') || /^\xff[\xe2\xe3\xf2\xf3\xfa\xfb]/.test(text) ? 'mp3' : null;
}

/**
 * Length and size of an open video or sound, by walking its headers; nothing is decoded.
 * @param size bytes of the whole file.
 * @throws BadFile with the reason when it is damaged or not what it says.
 */
export async function readMedia(handle: FileHandle, size: number, format: MediaFormat): Promise<MediaFacts> {
  switch (format) {
    case 'mp4':
      return { kind: 'video', ...(await readVideoMp4(new BoxReader(handle, size))) };
    case 'webm':
      return { kind: 'video', ...(await readWebm(new FileWindow(handle, size))) };
    case 'wav':
      return { kind: 'audio', seconds: await readWav(new FileWindow(handle, size)), width: 0, height: 0 };
    case 'mp3':
      return { kind: 'audio', seconds: await readMp3(new FileWindow(handle, size)), width: 0, height: 0 };
  }
}
