import { createHash } from 'node:crypto';
import { bodyOf, type Call, type Service } from './call.ts';
import { deliver } from './deliver.ts';
import { fileAnswer, type ServedFile } from './file-reply.ts';
import { afterEffect, beforeBody, beforeEffect, type Wording } from './stages.ts';
import type { JobRow } from './store/jobs.ts';
import type { UploadRow } from './store/uploads.ts';
import { writeWhole } from './whole-file.ts';

/** Object storage answers in XML, not in the API's JSON. */
const inXml: Wording = (_service, { code, message }) => ({
  contentType: 'application/xml',
  text: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`,
});

type Objection = readonly [status: number, code: string, message: string];

async function refuse(service: Service, call: Call, [status, code, message]: Objection): Promise<void> {
  const { contentType, text } = inXml(service, { code, message });
  await deliver(service, call, { status, headers: { 'content-type': contentType }, body: Buffer.from(text) });
}

const EXPIRED: Objection = [403, 'AccessDenied', 'Request has expired'];
const NOTHING_HERE: Objection = [404, 'NoSuchKey', 'The specified key does not exist.'];

/** Why a PUT cannot be taken, or null. */
function objection(service: Service, call: Call, upload: UploadRow | null): Objection | null {
  const { headers } = call.request;
  const signature: Objection = [403, 'SignatureDoesNotMatch', 'The request signature does not match.'];
  if (!upload) return signature;
  if (service.clock.now() >= upload.putUntil) return EXPIRED;
  if (headers['content-type'] !== upload.contentType) return signature;
  if (headers['content-length'] === undefined) return [411, 'MissingContentLength', 'A length is required.'];
  if (Number(headers['content-length']) > upload.maxSize) return [400, 'EntityTooLarge', 'Too large.'];
  return null;
}

/** Take the bytes of a presigned upload. They are there whole or not at all. */
export async function takeUpload(service: Service, call: Call): Promise<void> {
  const { store } = service;
  if (await beforeBody(service, call, inXml)) return;
  const upload = store.uploads.byToken(call.parts[0] ?? '');
  const refused = objection(service, call, upload);
  if (refused) return refuse(service, call, refused);
  if (!upload) return;
  const hash = createHash('sha256');
  let bytes = 0;
  const counted = async function* () {
    for await (const chunk of bodyOf(service, call)) {
      bytes += chunk.byteLength;
      hash.update(chunk);
      yield chunk;
    }
  };
  await writeWhole(store.uploadFile(upload.id), counted());
  if (await beforeEffect(service, call, inXml)) return;
  const sha256 = hash.digest('hex');
  store.uploads.stored(upload.id, bytes, sha256);
  if (await afterEffect(service, call, inXml)) return;
  const headers = { etag: `"${sha256.slice(0, 32)}"` };
  await deliver(service, call, { status: 200, headers, body: Buffer.alloc(0) });
}

/** Answer GET or HEAD of a file with the faults that it meets. */
async function giveFile(service: Service, call: Call, file: ServedFile): Promise<void> {
  if (await beforeBody(service, call, inXml)) return;
  if (await beforeEffect(service, call, inXml)) return;
  if (await afterEffect(service, call, inXml)) return;
  await deliver(service, call, await fileAnswer(call, file));
}

/** The public address of an uploaded file. */
export async function giveUpload(service: Service, call: Call): Promise<void> {
  const [account = '', id = ''] = call.parts;
  const upload = service.store.uploads.byId(id);
  const isThere = upload && upload.account === account && service.clock.now() < upload.expiresAt;
  if (!isThere || upload.bytes === null || upload.sha256 === null) return refuse(service, call, NOTHING_HERE);
  await giveFile(service, call, {
    path: service.store.uploadFile(id),
    bytes: upload.bytes,
    etag: `"${upload.sha256.slice(0, 32)}"`,
    contentType: upload.contentType,
  });
}

/** Why a clip's address is good no more, or null. */
function death(service: Service, call: Call, job: JobRow): Objection | null {
  const { searchParams } = call.url;
  const dead = call.faults.get('dead-link');
  if (dead) service.store.jobs.renewLink(job.id);
  if (dead?.status === 403 || service.clock.now() >= Number(searchParams.get('expires') ?? Infinity))
    return EXPIRED;
  if (dead || (searchParams.get('v') ?? '0') !== String(job.link))
    return [dead?.status ?? 404, 'NoSuchKey', 'Nothing here.'];
  return null;
}

/** A finished clip. Its address needs no key, and dies of age or when a `dead-link` fault meets it. */
export async function giveOutput(service: Service, call: Call): Promise<void> {
  const [id = ''] = call.parts;
  service.work.settle();
  const job = service.store.jobs.byId(id);
  if (job?.state !== 'completed' || job.clipBytes === null || job.clipSha256 === null)
    return refuse(service, call, NOTHING_HERE);
  const dead = death(service, call, job);
  if (dead) return refuse(service, call, dead);
  await giveFile(service, call, {
    path: service.store.clipFile(id),
    bytes: job.clipBytes,
    etag: `"${job.clipSha256.slice(0, 32)}"`,
    contentType: 'video/mp4',
  });
}
