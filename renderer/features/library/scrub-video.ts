/** Chromium keeps only so many players, and lets go of them late: the tiles share a few for good. */
const MOST = 2;

const pool: HTMLVideoElement[] = [];
let turn = 0;

function make(): HTMLVideoElement {
  const video = document.createElement('video');
  Object.assign(video, { preload: 'auto', muted: true, playsInline: true, tabIndex: -1 });
  return video;
}

/** The player for the tile under the pointer, moved into it; the one that has waited longest. */
export function takeVideo(parent: HTMLElement, src: string): HTMLVideoElement {
  turn = (turn + 1) % MOST;
  pool[turn] ??= make();
  const video = pool[turn] ?? make();
  video.src = src;
  parent.append(video);
  return video;
}

/** Takes the player out of its tile, unless another one has it by now; the file is let go of. */
export function leaveVideo(parent: HTMLElement, video: HTMLVideoElement): void {
  if (video.parentElement !== parent) return;
  video.remove();
  video.removeAttribute('src');
  video.load();
}
