/** Hostile and odd pictures through the real page: each becomes the right picture or a clear word, and all goes on. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { dropFiles, expect, test } from './fixtures.ts';
import {
  animatedGif,
  animatedPng,
  blackPng,
  cmykJpeg,
  deepPng,
  oriented,
  sparse,
  withBadProfile,
} from './support/odd-pictures.ts';
import { SAMPLE } from './support/pictures.ts';
import { Toasts } from './support/toasts.ts';

const media = path.resolve(import.meta.dirname, '../fixtures/media');
const clips = (page: Page) => page.locator('[data-part="clips"]');
const hero = (page: Page) => page.getByRole('figure').getByRole('img');

const put = (folder: string, name: string, content: string | Uint8Array): string => {
  const place = path.join(folder, name);
  fs.writeFileSync(place, content);
  return place;
};

interface Prepared {
  readonly width: number;
  readonly height: number;
  /** Colours of the four corners, a little inside, each rounded to steps of 50. */
  readonly corners: readonly string[];
}

/** Drops one picture on an empty table, and says what became of it. */
async function prepared(page: Page, file: string): Promise<Prepared> {
  await dropFiles(page, 'body', [file]);
  await expect(hero(page)).toHaveAttribute('alt', path.basename(file));
  const found = await hero(page).evaluate(async (image) => {
    if (!(image instanceof HTMLImageElement)) throw new Error('no picture');
    await image.decode();
    const { naturalWidth: width, naturalHeight: height } = image;
    const context = new OffscreenCanvas(width, height).getContext('2d');
    if (!context) throw new Error('no canvas');
    context.drawImage(image, 0, 0);
    const places = [0.1, 0.9].flatMap((y) => [0.1, 0.9].map((x) => [x * width, y * height] as const));
    const corners = places.map(([x, y]) => {
      const [red = 0, green = 0, blue = 0] = context.getImageData(x, y, 1, 1).data;
      return [red, green, blue].map((value) => Math.round(value / 50) * 50).join();
    });
    return { width, height, corners };
  });
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await expect(clips(page)).toHaveCount(0);
  return found;
}

/** A JPEG of four coloured quarters, 2,400 × 1,600: red, green; blue, yellow. Made by the browser itself. */
async function quarters(page: Page): Promise<Buffer> {
  const bytes = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(2400, 1600);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    ['rgb(200,0,0)', 'rgb(0,200,0)', 'rgb(0,0,200)', 'rgb(200,200,0)'].forEach((colour, at) => {
      context.fillStyle = colour;
      context.fillRect((at % 2) * 1200, Math.floor(at / 2) * 800, 1200, 800);
    });
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.95 });
    return [...new Uint8Array(await blob.arrayBuffer())];
  });
  return Buffer.from(bytes);
}

const [R, G, B, Y] = ['200,0,0', '0,200,0', '0,0,200', '200,200,0'] as const;

test('69: every orientation comes out upright, and an unknown one or a broken profile as it is', async ({
  page,
  userData,
}) => {
  const jpeg = await quarters(page);
  // What EXIF says of the first row and the first column (TIFF 6.0, Orientation).
  const upright: readonly (readonly [number, readonly string[]])[] = [
    [1, [R, G, B, Y]],
    [2, [G, R, Y, B]],
    [3, [Y, B, G, R]],
    [4, [B, Y, R, G]],
    [5, [R, B, G, Y]],
    [6, [B, R, Y, G]],
    [7, [Y, G, B, R]],
    [8, [G, Y, R, B]],
    [99, [R, G, B, Y]],
  ];
  for (const [orientation, corners] of upright) {
    const turned = orientation >= 5 && orientation <= 8;
    const size = turned ? { width: 1333, height: 2000 } : { width: 2000, height: 1333 };
    const file = put(userData, `way-${orientation}.jpg`, oriented(jpeg, orientation));
    expect({ orientation, ...(await prepared(page, file)) }).toEqual({ orientation, ...size, corners });
  }
  const profile = put(userData, 'profile.jpg', withBadProfile(jpeg));
  expect((await prepared(page, profile)).corners).toEqual([R, G, B, Y]);
});

test('68, 69: four inks, 16 bits, 60 megapixels and a hundred thousand frames become one picture each', async ({
  page,
  userData,
}) => {
  const cmyk = await prepared(page, put(userData, 'inks.jpg', cmykJpeg(400)));
  expect(cmyk).toEqual({ width: 400, height: 400, corners: Array(4).fill('250,0,0') });
  const deep = await prepared(page, put(userData, 'deep.png', deepPng(400, 400)));
  expect(deep.corners).toEqual(Array(4).fill(R));
  const large = await prepared(page, put(userData, 'large.png', blackPng(10_000, 6000)));
  expect(large).toMatchObject({ width: 2000, height: 1200 });
  const frames = await prepared(page, put(userData, 'frames.png', animatedPng(20_000)));
  expect(frames.corners).toEqual(Array(4).fill(R));
  const gif = animatedGif(fs.readFileSync(path.join(media, 'picture.gif')), 100_000);
  expect(await prepared(page, put(userData, 'frames.gif', gif))).toMatchObject({ width: 37, height: 23 });
});

test('57, 67 to 75: what cannot be a picture is refused in words, and the next one is taken', async ({
  page,
  userData,
}) => {
  const toasts = await Toasts.listen(page);
  const jpeg = fs.readFileSync(SAMPLE);
  const bomb = Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0xff, 0xff, 0xff, 0xff, 1, 1, 0x11, 0]),
    Buffer.alloc(1000),
  ]);
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><use href="#a" id="a"/></svg>';
  const large = await quarters(page);
  const hundred = blackPng(10_100, 10_000);
  const refused: readonly (readonly [string, string | Uint8Array, string])[] = [
    ['page.png', '<!doctype html><script>1</script>', "page.png can't be animated."],
    ['bomb.jpg', bomb, 'bomb.jpg is too large.'],
    ['hundred-and-one.png', hundred, 'hundred-and-one.png is too large.'],
    ['cut.jpg', jpeg.subarray(0, jpeg.length / 2), "cut.jpg can't be opened."],
    // Larger than it is sent, so that it is decoded on the way for large ones.
    ['cut-large.jpg', large.subarray(0, large.length / 2), "cut-large.jpg can't be opened."],
    ['cut.png', deepPng(400, 400).subarray(0, 300), "cut.png can't be opened."],
    ['drawing.svg', svg, "drawing.svg can't be animated."],
    ['program.jpg', `MZ${'\0'.repeat(500)}`, "program.jpg can't be animated."],
    ['film.mp4', fs.readFileSync(path.join(media, 'clip.mp4')), "film.mp4 can't be animated."],
  ];
  for (const [name, content, words] of refused) {
    await dropFiles(page, 'body', [put(userData, name, content)]);
    await toasts.said(words);
  }
  await toasts.said('Images can be up to 100 megapixels.');
  const huge = path.join(userData, 'huge.jpg');
  sparse(huge, jpeg, 10 * 1024 ** 4);
  await dropFiles(page, 'body', [huge]);
  await toasts.said('huge.jpg is too large.');
  const pipe = path.join(userData, 'pipe.jpg');
  execFileSync('mkfifo', [pipe]);
  const pipeThere = put(userData, 'swapped.jpg', jpeg);
  fs.rmSync(pipeThere);
  fs.symlinkSync('/dev/zero', pipeThere);
  for (const name of ['pipe.jpg', 'swapped.jpg']) {
    await dropFiles(page, 'body', [path.join(userData, name)]);
    await toasts.said(`${name} can't be animated.`);
  }
  await expect(clips(page)).toHaveCount(0);
  expect(await prepared(page, SAMPLE)).toMatchObject({ width: 1600, height: 1000 });
});

test('71: damaged pictures of every kind are read or refused, one after another, and none stops the page', async ({
  page,
  userData,
}) => {
  const names = [
    'picture.webp',
    'picture-lossless.webp',
    'picture-alpha.webp',
    'picture.avif',
    'picture.gif',
    'picture.png',
  ];
  const files = names.flatMap((name) =>
    Array.from({ length: 8 }, (_, seed) => {
      const bytes = fs.readFileSync(path.join(media, name));
      // A different byte in each eighth of the file, the same in every run.
      for (let part = 1; part < 8; part += 1) {
        const at = Math.floor((bytes.length * (part + seed / 8)) / 8) % bytes.length;
        bytes[at] = ((bytes[at] ?? 0) + 37 * (seed + 1)) & 255;
      }
      return put(userData, `${seed}-${name}`, bytes);
    }),
  );
  const toasts = await Toasts.listen(page);
  await dropFiles(page, 'body', files);
  // Said when the last of them has been read.
  await toasts.said("files can't be animated.");
  await expect(page.getByRole('button', { name: /, reading$/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  expect(await prepared(page, SAMPLE)).toMatchObject({ width: 1600, height: 1000 });
});
