/** webFrameMain: the one frame of a window that the app deals with. */
import type { Page } from '../page.ts';
import { originOf } from '../schemes.ts';

/** The main frame; its address follows the page. */
export class MainFrame {
  readonly #page: () => Page;
  readonly parent = null;
  readonly routingId = 1;
  readonly processId = 1;
  readonly frameTreeNodeId = 1;
  readonly frameToken = 'main';
  readonly name = '';
  readonly detached = false;

  constructor(page: () => Page) {
    this.#page = page;
  }

  get url(): string {
    return this.#page().url;
  }

  get origin(): string {
    return originOf(this.url);
  }

  isDestroyed(): boolean {
    return false;
  }
}
