import type { Locator, Page } from '@playwright/test';
import { expect } from '../fixtures.ts';

/** Longer than the focus is ever on its way, in milliseconds. */
const PATIENCE = 60_000;
/** More presses of Tab than any view of the app needs from one end to the other. */
const MOST_TABS = 90;

/** What has the focus, as far as a person sees and hears it. */
interface Focus {
  readonly what: string;
  /** What is wrong with it; empty: nothing. */
  readonly trouble: string;
}

/** A person at the keyboard: no mouse, and no focus but the one that keys bring about. */
export class Hands {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Presses keys one after the other; after each the focus is somewhere in sight and can be seen. */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      await this.page.keyboard.press(key);
      await this.seesFocus(key);
    }
  }

  /** Types words where the focus is. */
  async type(words: string): Promise<void> {
    await this.page.keyboard.type(words);
    await this.seesFocus(`typed ${words}`);
  }

  /** Goes on with Tab until something has the focus. */
  async tabTo(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    await expect(target).toBeVisible();
    const has = (): Promise<boolean> => target.evaluate((element) => element === document.activeElement);
    const way: string[] = [];
    for (let tabs = 0; tabs < MOST_TABS && !(await has()); tabs += 1) {
      await this.page.keyboard.press(key);
      // Past the last control comes the window's frame, and then the first one.
      const isPast = await this.page.evaluate(() => document.activeElement === document.body);
      way.push(isPast ? 'end' : await this.seesFocus(key));
    }
    expect({ way, reached: await has() }).toEqual({ way, reached: true });
  }

  /** Opens something by its button, and closes it with Escape: the button has the focus again. */
  async openAndClose(button: Locator, opened: Locator): Promise<void> {
    await this.choose(button);
    await expect(opened).toBeVisible();
    await this.press('Escape');
    await expect(opened).toHaveCount(0);
    await expect(button).toBeFocused();
  }

  /** Goes to something with Tab and presses Enter there. */
  async choose(target: Locator, key = 'Enter'): Promise<void> {
    await this.tabTo(target);
    await this.press(key);
  }

  /** Waits until the focus can be seen. @returns what has it. */
  async seesFocus(after: string): Promise<string> {
    let seen: Focus = { what: '', trouble: 'nothing seen yet' };
    await expect(async () => {
      seen = await this.page.evaluate(focusNow);
      expect({ after, ...seen }).toEqual({ after, ...seen, trouble: '' });
    }).toPass({ timeout: PATIENCE });
    return seen.what;
  }
}

/** In the page: what has the focus, and whether it shows. */
function focusNow(): Focus {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement) || active === document.body) return { what: 'body', trouble: 'lost' };
  const words = active.getAttribute('aria-label') ?? active.textContent.trim().slice(0, 40);
  const what = `${active.getAttribute('role') ?? active.localName} ${words}`;
  // A whole view or dialog has the focus without a ring: nothing in it is meant yet.
  const isWhole = active.matches('[data-view], [role="dialog"], [role="alertdialog"]');
  const labels = active instanceof HTMLInputElement ? [...(active.labels ?? [])] : [];
  const near = [
    active,
    ...labels,
    active.firstElementChild,
    active.nextElementSibling,
    active.parentElement,
    active.closest('li, section'),
  ].filter((element) => element !== null);
  const hasRing = (element: Element): boolean =>
    [null, '::before', '::after'].some((part) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(element, part);
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1;
    });
  // What a rule gives only to the focus, such as the ring of a slider's thumb, cannot be asked of the element.
  const isStyled = (element: Element): boolean =>
    [...document.styleSheets]
      .flatMap(({ cssRules }) => [...cssRules])
      .some(
        (rule) =>
          rule instanceof CSSStyleRule &&
          /:focus/.test(rule.selectorText) &&
          ['outline', 'border-color', 'box-shadow', 'background'].some(
            (name) => !/^$|none/.test(rule.style.getPropertyValue(name)),
          ) &&
          element.matches(rule.selectorText.replace(/::[-\w]+/g, '')),
      );
  const ring = near.find(hasRing) ?? near.find(isStyled) ?? (isWhole ? active : undefined);
  if (!ring) return { what, trouble: 'no ring' };
  const { left, right, top, bottom } = ring.getBoundingClientRect();
  const inSight = right > 0 && bottom > 0 && left < window.innerWidth && top < window.innerHeight;
  return { what, trouble: inSight && ring.checkVisibility() ? '' : 'out of sight' };
}
