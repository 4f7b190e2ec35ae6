/** What the desktop draws around a window: kept and recorded, since nothing is drawn here. */
import { recordCall } from '../state.ts';
import { StrictEmitter } from '../strict.ts';

export class WindowDecoration extends StrictEmitter {
  #title: string;
  #backgroundColor: string;

  constructor(events: readonly string[], title: string, backgroundColor: string) {
    super('BrowserWindow', events);
    this.#title = title;
    this.#backgroundColor = backgroundColor;
  }

  setTitle(title: string): void {
    this.#title = title;
  }

  getTitle(): string {
    return this.#title;
  }

  setBackgroundColor(color: string): void {
    this.#backgroundColor = color;
  }

  getBackgroundColor(): string {
    return this.#backgroundColor;
  }

  setProgressBar(progress: number, options?: object): void {
    recordCall('BrowserWindow.setProgressBar', progress, ...(options ? [options] : []));
  }

  setTitleBarOverlay(options: object): void {
    recordCall('BrowserWindow.setTitleBarOverlay', options);
  }

  flashFrame(on: boolean): void {
    recordCall('BrowserWindow.flashFrame', on);
  }

  setMinimumSize(width: number, height: number): void {
    recordCall('BrowserWindow.setMinimumSize', width, height);
  }

  setMenu(menu: unknown): void {
    recordCall('BrowserWindow.setMenu', menu);
  }

  removeMenu(): void {
    recordCall('BrowserWindow.removeMenu');
  }

  setMenuBarVisibility(visible: boolean): void {
    recordCall('BrowserWindow.setMenuBarVisibility', visible);
  }

  setAutoHideMenuBar(hide: boolean): void {
    recordCall('BrowserWindow.setAutoHideMenuBar', hide);
  }

  setWindowButtonVisibility(visible: boolean): void {
    recordCall('BrowserWindow.setWindowButtonVisibility', visible);
  }
}
