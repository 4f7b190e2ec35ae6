import { lazy, type ReactElement, Suspense } from 'react';
import { useStrip } from '../../../state/strip.ts';
import { useCropping } from './crop-state.ts';

const CropDialog = lazy(async () => ({ default: (await import('./crop-dialog.tsx')).CropDialog }));

/** Cuts a picture of the strip to a shape; the file it came from is never touched. Loaded when it is wanted. */
export function Crop(): ReactElement | null {
  const key = useCropping((cropping) => cropping.key);
  const item = useStrip((strip) => strip.items.find((one) => one.key === key));
  return item?.source ? (
    <Suspense>
      <CropDialog key={item.key} item={item} />
    </Suspense>
  ) : null;
}
