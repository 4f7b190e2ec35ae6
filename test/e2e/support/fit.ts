import type { Page } from '@playwright/test';
import { expect } from '../fixtures.ts';

/** Buttons, labels and headings whose words are wider than they are; what a person wrote may be cut short. */
const cutOff = (): string[] => {
  const said = 'button, label, legend, h1, h2, h3, dt, th, [role="menuitem"], [role="tab"], nav span';
  const own = '[data-job], [data-clip], [data-own-words]';
  return [...document.querySelectorAll<HTMLElement>(said)].flatMap((element) => {
    const shown = element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    if (!shown || element.closest(own) || element.clientWidth < 2) return [];
    const cut = [element, ...element.querySelectorAll<HTMLElement>('*')].find(
      (each) =>
        each.clientWidth > 1 &&
        each.scrollWidth > each.clientWidth + 1 &&
        (each === element || getComputedStyle(each).overflowX !== 'visible'),
    );
    return cut ? [`${element.textContent} (${cut.scrollWidth} in ${cut.clientWidth})`] : [];
  });
};

/** Nothing that the app itself says is cut off, and the page does not have to be scrolled sideways. */
export async function fits(page: Page, where: string): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  expect({ where, wide, cut: await page.evaluate(cutOff) }).toEqual({ where, wide: false, cut: [] });
}
