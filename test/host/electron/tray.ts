/** Tray: nothing is drawn. Specs find the icon among the recorded calls, click on it and on the items of its menu. */
import { recordCall } from '../state.ts';
import { StrictEmitter, strict } from '../strict.ts';
import type { Menu } from './menu.ts';

export class Tray extends StrictEmitter {
  readonly image: string;
  #destroyed = false;

  constructor(image: unknown) {
    super('Tray', ['click', 'right-click', 'double-click']);
    if (typeof image !== 'string' || image === '') throw new TypeError('Tray: an image is needed');
    this.image = image;
    const own = strict('Tray', this);
    recordCall('Tray', image, own);
    // biome-ignore lint/correctness/noConstructorReturn: the app must only ever hold the strict view
    return own;
  }

  setToolTip(words: string): void {
    recordCall('Tray.setToolTip', words);
  }

  setContextMenu(menu: Menu | null): void {
    recordCall('Tray.setContextMenu', menu);
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  destroy(): void {
    this.#destroyed = true;
    recordCall('Tray.destroy');
  }
}
