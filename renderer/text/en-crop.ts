import { number } from './format.ts';

/** Words of the crop dialog. */
export const crop = {
  open: 'Crop…',
  title: (name: string) => `Crop ${name}`,
  shape: 'Shape',
  asItIs: 'As it is',
  size: 'Size',
  percent: (share: number) => `${share} percent`,
  frame: (shape: string) => `Part that is sent, ${shape}`,
  hint: 'Drag the frame or its corners. Arrow keys move it, + and − change its size. Your original is not changed.',
  sent: (width: number, height: number) => `Sent as ${number(width)} × ${number(height)} px`,
  cancel: 'Cancel',
  apply: 'Crop',
} as const;
