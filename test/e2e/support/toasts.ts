import type { Page } from '@playwright/test';
import { expect } from '../fixtures.ts';

declare global {
  interface Window {
    toastsSeen?: Set<string>;
  }
}

/** What the page has said in toasts. They go after a few seconds, so each is written down as it shows. */
export class Toasts {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  /** Listens from now on. */
  static async listen(page: Page): Promise<Toasts> {
    await page.evaluate(writeDown);
    return new Toasts(page);
  }

  /** Loads the page anew and listens from its first moment: what main wants to be known is said again. */
  static async listenFromStart(page: Page): Promise<Toasts> {
    await page.addInitScript(writeDown);
    await page.reload();
    return new Toasts(page);
  }

  /** Waits until these words, or words with them in it, have been said. */
  async said(words: string): Promise<void> {
    const seen = (): Promise<string> => this.#page.evaluate(() => [...(window.toastsSeen ?? [])].join('\n'));
    await expect.poll(seen).toContain(words);
  }
}

function writeDown(): void {
  const seen = new Set<string>();
  window.toastsSeen = seen;
  const look = (): void => {
    for (const line of document.querySelectorAll('[role="region"][aria-label="Notifications"] p'))
      if (line.checkVisibility()) seen.add(line.textContent);
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
  look();
}
