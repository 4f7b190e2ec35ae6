import { create } from 'zustand';

/** The picture that is being cropped; null: none. */
export const useCropping = create<{ readonly key: string | null }>()(() => ({ key: null }));

/** Opens the dialog for a picture of the strip. */
export function openCrop(key: string): void {
  useCropping.setState({ key });
}

export function closeCrop(): void {
  useCropping.setState({ key: null });
}
