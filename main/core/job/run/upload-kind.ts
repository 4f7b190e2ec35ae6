/** What a file is sent as. The name is neutral: the address that it becomes part of is public. */
export interface UploadKind {
  readonly filename: string;
  readonly contentType: string;
}

const kind = (filename: string, contentType: string): UploadKind => ({ filename, contentType });
const JPEG = kind('image.jpg', 'image/jpeg');
const PNG = kind('image.png', 'image/png');
const WEBP = kind('image.webp', 'image/webp');
const MP4 = kind('video.mp4', 'video/mp4');
const WEBM = kind('video.webm', 'video/webm');
const MP3 = kind('sound.mp3', 'audio/mpeg');
const WAV = kind('sound.wav', 'audio/wav');

/** What a file is by its first bytes, of what the service takes (uploads/presign). Prepared pictures are JPEG. */
export function uploadKind(bytes: Uint8Array): UploadKind {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(16, bytes.byteLength)).toString('latin1');
  const riff = head.startsWith('RIFF') ? head.slice(8, 12) : '';
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return PNG;
  if (riff === 'WEBP') return WEBP;
  if (riff === 'WAVE') return WAV;
  if (head.slice(4, 8) === 'ftyp') return MP4;
  if (head.startsWith('\x1a\x45\xdf\xa3')) return WEBM;
  // An ID3 tag, or at once the first frame of MPEG layer III.
  if (head.startsWith('ID3') || /^\xff[\xe2\xe3\xf2\xf3\xfa\xfb]/.test(head)) return MP3;
  return JPEG;
}
