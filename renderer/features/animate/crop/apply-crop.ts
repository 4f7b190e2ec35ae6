import { MAX_LONG_SIDE } from '../../../../preload/contract/limits.ts';
import type { SourceView } from '../../../../preload/contract/schemas/views.ts';
import { ask } from '../../../bridge.ts';
import { cropItem, type StripItem } from '../../../state/strip.ts';
import { sayFailure } from '../../../ui/toasts.ts';
import { prepare } from '../../../work/prepare.ts';
import type { Area } from '../../../work/prepare-messages.ts';
import { originalOf } from '../intake/originals.ts';
import type { Size } from './area.ts';

const isWhole = ({ width, height }: Area): boolean => width === 1 && height === 1;

/** How large a part is as it will be sent, in pixels. Cut from the file itself where that is at hand. */
export function sentSize(whole: SourceView, area: Area): Size {
  const { width = 0, height = 0 } = originalOf(whole.id)?.size ?? {};
  const long = Math.max(whole.width, whole.height);
  const grown = Math.max(long, width, height) / long;
  const cut = { width: whole.width * area.width * grown, height: whole.height * area.height * grown };
  const scale = Math.min(1, MAX_LONG_SIDE / Math.max(cut.width, cut.height));
  return { width: Math.round(cut.width * scale), height: Math.round(cut.height * scale) };
}

/**
 * Sends only a part of a picture from now on: a source of its own, made from the file where it is at hand, else from
 * the prepared picture. The whole area brings back the picture as it was. Both can be undone.
 * @returns false where it could not be done; that has been said.
 */
export async function applyCrop(item: StripItem, ratio: string, area: Area): Promise<boolean> {
  const whole = item.crop?.whole ?? item.source;
  if (!whole) return false;
  if (isWhole(area)) {
    cropItem(item.key, whole, undefined);
    return true;
  }
  const original = originalOf(whole.id);
  const reply = await prepare(original?.file ?? `/media/${whole.id}`, { ...original?.size, area });
  if (!reply.ok) {
    sayFailure({ code: reply.code }, item.name);
    return false;
  }
  const stored = await ask('source.store', { intakeId: null, name: item.name, bytes: reply.bytes });
  if (!stored.ok) {
    sayFailure(stored.error, item.name);
    return false;
  }
  cropItem(item.key, stored.value, { whole, ratio, area });
  return true;
}
