import fs from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod/mini';
import { requestInput } from '../../../main/core/catalogue/request.ts';
import { model, type Place, type Pressed, params, pressOnce } from './task.ts';

/** As many at once as Kinora has under way; of sends it never has two, because it reads the list before each. */
const AT_ONCE = { upload: 3, send: 1, download: 3 };
/** Before each look at a job, as in Kinora where time runs fast. */
const PAUSE_MS = 50;

const placed = z.object({ data: z.object({ uploadUrl: z.string(), fileUrl: z.string() }) });
const sent = z.object({ data: z.object({ jobId: z.string() }) });
const looked = z.object({ data: z.object({ status: z.string(), output: z.nullable(z.string()) }) });

/**
 * The same requests as Kinora makes for each picture, with nothing but `fetch`: upload, list, submit, status, download
 * to a file that is synced. It writes nothing else down, proves nothing and starts again from nothing.
 */
export function withFetch(images: number, serviceScript: string): Promise<Pressed> {
  return pressOnce(
    (place, pictures) => {
      const files = pictures.map((bytes, n) => {
        const file = path.join(place.folder, `picture ${n}.jpg`);
        fs.writeFileSync(file, bytes);
        return file;
      });
      return Promise.resolve({ press: () => all(place, files), end: () => Promise.resolve(place.folder) });
    },
    images,
    serviceScript,
  );
}

async function all(place: Place, files: readonly string[]): Promise<void> {
  const upload = atMost(AT_ONCE.upload);
  const send = atMost(AT_ONCE.send);
  const download = atMost(AT_ONCE.download);
  await Promise.all(
    files.map(async (file, n) => {
      const picture = await upload(() => put(place, file));
      const jobId = await send(() => submit(place, picture));
      const clip = await finished(place, jobId);
      await download(() => keep(clip, path.join(place.folder, `clip ${n}.mp4`)));
    }),
  );
}

/** Lets so many work at once; the others wait in line. */
function atMost(count: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = count;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((go) => waiting.push(go));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}

async function answered(url: string, options: RequestInit = {}): Promise<Response> {
  const response = await fetch(url, options);
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response;
}

async function ask({ url, key }: Place, route: string, json?: unknown): Promise<unknown> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const post = json === undefined ? {} : { method: 'POST', body: JSON.stringify(json) };
  return (await answered(`${url}${route}`, { headers, ...post })).json();
}

async function put(place: Place, file: string): Promise<string> {
  const contentType = 'image/jpeg';
  const asked = await ask(place, '/v1/uploads/presign', { filename: 'image.jpg', contentType });
  const { uploadUrl, fileUrl } = placed.parse(asked).data;
  const body = await readFile(file);
  await (
    await answered(uploadUrl, { method: 'PUT', headers: { 'content-type': contentType }, body })
  ).bytes();
  return fileUrl;
}

async function submit(place: Place, picture: string): Promise<string> {
  await ask(place, `/v1/jobs?${new URLSearchParams({ limit: '100', modelId: model.id })}`);
  const inputs = [{ field: 'image_url', sourceId: 'picture', sha256: '' }];
  const input = requestInput(model, params, inputs, new Map([['picture', picture]]));
  return sent.parse(await ask(place, '/v1/jobs/submit', { model: model.id, input })).data.jobId;
}

/** @returns where the clip lies. */
async function finished(place: Place, jobId: string): Promise<string> {
  for (;;) {
    // A look at once would mostly be one for nothing.
    await delay(PAUSE_MS);
    const { status, output } = looked.parse(await ask(place, `/v1/jobs/${jobId}`)).data;
    if (status === 'completed' && output !== null) return output;
    if (status !== 'pending' && status !== 'processing') throw new Error(status);
  }
}

async function keep(clip: string, file: string): Promise<void> {
  const bytes = await (await answered(clip)).bytes();
  const handle = await open(file, 'wx');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
