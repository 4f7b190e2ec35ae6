import { randomBytes, randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { ApiError } from './api-error.ts';
import type { Service } from './call.ts';
import type { ServiceKey } from './keys.ts';
import type { Payload } from './replies.ts';
import type { UploadRow } from './store/uploads.ts';
import { filesUrl, timeText } from './wording.ts';

const MIB = 1024 * 1024;
/** Media types that presign takes, with their largest size in bytes (api-reference/uploads/presign). */
const MAX_SIZE: Readonly<Record<string, number>> = {
  'image/jpeg': 10 * MIB,
  'image/png': 10 * MIB,
  'image/webp': 10 * MIB,
  'image/gif': 10 * MIB,
  'video/mp4': 100 * MIB,
  'video/webm': 100 * MIB,
  'audio/mpeg': 50 * MIB,
  'audio/wav': 50 * MIB,
};

const bodySchema = z.object({
  filename: z.string().check(z.minLength(1), z.maxLength(255)),
  contentType: z.string().check(z.minLength(1), z.maxLength(100)),
});

/** The public address of an upload; like the service's it contains the file name. */
function fileUrl(service: Service, upload: UploadRow): string {
  const name = upload.filename.replaceAll(/[^\w.-]+/g, '_');
  return `${filesUrl(service)}/assets/temp/${upload.account}/${upload.id}_${name}`;
}

/** A new upload (api-reference/uploads/presign). @throws ApiError VALIDATION_ERROR, INVALID_CONTENT_TYPE. */
export function presign(service: Service, key: ServiceKey, body: unknown): Payload {
  const parsed = bodySchema.safeParse(body);
  if (!parsed.success) throw new ApiError('VALIDATION_ERROR', 'filename and contentType are required');
  const { filename, contentType } = parsed.data;
  const maxSize = Object.hasOwn(MAX_SIZE, contentType) ? MAX_SIZE[contentType] : undefined;
  if (maxSize === undefined)
    throw new ApiError('INVALID_CONTENT_TYPE', 'This content type is not allowed', {
      allowed: Object.keys(MAX_SIZE).join(', '),
    });
  const now = service.clock.now();
  const upload = {
    id: randomUUID(),
    account: key.account,
    filename,
    contentType,
    token: randomBytes(24).toString('base64url'),
    maxSize,
    createdAt: now,
    putUntil: now + service.putWindowMs,
    expiresAt: now + service.uploadLifeMs,
  };
  service.store.uploads.insert(upload);
  return {
    uploadUrl: `${filesUrl(service)}/storage/temp/${upload.token}`,
    fileUrl: fileUrl(service, { ...upload, bytes: null, sha256: null }),
    fileId: upload.id,
    expiresAt: timeText(service, upload.expiresAt),
    maxSize,
  };
}

/** An upload's state; `pending` means available (api-reference/uploads/get-status). @throws ApiError NOT_FOUND. */
export function uploadStatus(service: Service, key: ServiceKey, id: string): Payload {
  const upload = service.store.uploads.byId(id);
  if (!upload || upload.account !== key.account) throw new ApiError('NOT_FOUND', 'Upload not found');
  return {
    id: upload.id,
    filename: upload.filename,
    contentType: upload.contentType,
    fileUrl: fileUrl(service, upload),
    status: service.clock.now() < upload.expiresAt ? 'pending' : 'expired',
    createdAt: timeText(service, upload.createdAt),
    expiresAt: timeText(service, upload.expiresAt),
  };
}
