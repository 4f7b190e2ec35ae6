import { createHash } from 'node:crypto';
import { pause, send } from './api.ts';
import { bodyOf, type Call, hangUp, type Service } from './call.ts';
import { sendFile } from './file-reply.ts';
import type { UploadRow } from './store/uploads.ts';
import { writeWhole } from './whole-file.ts';

/** Object storage answers in XML, not in the API's JSON. */
function refuse(call: Call, status: number, code: string): void {
  const body = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code></Error>`;
  send(call, status, 'application/xml', body);
}

/** Why a PUT cannot be taken, or null. */
function objection(service: Service, call: Call, upload: UploadRow | null): [number, string] | null {
  const { headers } = call.request;
  if (!upload) return [403, 'SignatureDoesNotMatch'];
  if (service.clock.now() >= upload.putUntil) return [403, 'AccessDenied'];
  if (headers['content-type'] !== upload.contentType) return [403, 'SignatureDoesNotMatch'];
  if (headers['content-length'] === undefined) return [411, 'MissingContentLength'];
  if (Number(headers['content-length']) > upload.maxSize) return [400, 'EntityTooLarge'];
  return null;
}

/** Take the bytes of a presigned upload. They are there whole or not at all. */
export async function takeUpload(service: Service, call: Call): Promise<void> {
  const { store } = service;
  const slow = call.faults.get('slow');
  if (slow && !slow.after) await pause(service, slow.ms);
  const upload = store.uploads.byToken(call.parts[0] ?? '');
  const refused = objection(service, call, upload);
  if (refused) return refuse(call, ...refused);
  const scripted = call.faults.refusal();
  if (scripted?.when === 'early') return refuse(call, scripted.status, scripted.code);
  if (!upload) return;
  const cut = call.faults.get('cut-put');
  const hash = createHash('sha256');
  let bytes = 0;
  const counted = async function* () {
    for await (const chunk of bodyOf(service, call)) {
      bytes += chunk.byteLength;
      if (cut && bytes >= cut.bytes) {
        hangUp(call, cut.reset);
        throw new Error('cut by a scripted fault');
      }
      hash.update(chunk);
      yield chunk;
    }
  };
  await writeWhole(store.uploadFile(upload.id), counted());
  if (scripted?.when === 'before') return refuse(call, scripted.status, scripted.code);
  const sha256 = hash.digest('hex');
  store.uploads.stored(upload.id, bytes, sha256);
  if (slow?.after) await pause(service, slow.ms);
  const lost = call.faults.get('reply-lost-after-charge');
  if (lost) return hangUp(call, lost.reset);
  if (scripted) return refuse(call, scripted.status, scripted.code);
  call.tracker.answered(200);
  call.response.writeHead(200, { etag: `"${sha256.slice(0, 32)}"`, 'content-length': 0 });
  call.response.end();
}

/** The public address of an uploaded file. */
export async function giveUpload(service: Service, call: Call): Promise<void> {
  const [account = '', id = ''] = call.parts;
  const upload = service.store.uploads.byId(id);
  const isThere = upload && upload.account === account && service.clock.now() < upload.expiresAt;
  if (!isThere || upload.bytes === null || upload.sha256 === null) return refuse(call, 404, 'NoSuchKey');
  await sendFile(service, call, {
    path: service.store.uploadFile(id),
    bytes: upload.bytes,
    etag: `"${upload.sha256.slice(0, 32)}"`,
    contentType: upload.contentType,
  });
}

/** A finished clip. Its address needs no key and dies when a `dead-link` fault meets it. */
export async function giveOutput(service: Service, call: Call): Promise<void> {
  const [id = ''] = call.parts;
  service.work.settle();
  const job = service.store.jobs.byId(id);
  if (job?.state !== 'completed' || job.clipBytes === null || job.clipSha256 === null)
    return refuse(call, 404, 'NoSuchKey');
  const dead = call.faults.get('dead-link');
  if (dead) service.store.jobs.renewLink(id);
  if (dead || (call.url.searchParams.get('v') ?? '0') !== String(job.link)) {
    const status = dead?.status ?? 404;
    return refuse(call, status, status === 403 ? 'AccessDenied' : 'NoSuchKey');
  }
  await sendFile(service, call, {
    path: service.store.clipFile(id),
    bytes: job.clipBytes,
    etag: `"${job.clipSha256.slice(0, 32)}"`,
    contentType: 'video/mp4',
  });
}
