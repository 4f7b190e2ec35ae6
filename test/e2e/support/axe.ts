import AxeBuilder from '@axe-core/playwright';
import type { ElectronApplication, Page } from '@playwright/test';
import { expect } from '../fixtures.ts';

/** What colours of the system, and text that is twice as large, can break. */
const OF_LOOKS = ['color-contrast', 'scrollable-region-focusable'];

/** Waits until all that moves by the clock has come to rest; only spinners go on. */
async function rest(page: Page): Promise<void> {
  const rests = (): boolean =>
    document
      .getAnimations()
      .filter(({ timeline }) => timeline === document.timeline)
      .every((each) => each.effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY);
  await expect.poll(() => page.evaluate(rests)).toBe(true);
}

async function theme(app: ElectronApplication, page: Page, source: 'dark' | 'light'): Promise<void> {
  await app.evaluate(({ nativeTheme }, value) => {
    nativeTheme.themeSource = value;
  }, source);
  await page.mouse.move(0, 0);
  const isDark = (): boolean => matchMedia('(prefers-color-scheme: dark)').matches;
  await expect.poll(() => page.evaluate(isDark)).toBe(source === 'dark');
  await rest(page);
}

/** What axe finds that matters, as one line each. */
async function trouble(page: Page, rules?: string[]): Promise<string[]> {
  // Legacy mode: a blank page for the results cannot be opened in Electron.
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

/** Lets axe look at what is shown, in both themes unless one is enough. */
export async function look(
  app: ElectronApplication,
  page: Page,
  where: string,
  themes: readonly ('dark' | 'light')[] = ['dark', 'light'],
): Promise<void> {
  for (const source of themes) {
    await theme(app, page, source);
    expect({ where, source, found: await trouble(page) }).toEqual({ where, source, found: [] });
  }
}

/** The same where the system gives the colours, for contrast, and text is twice as large in the smallest window. */
export async function lookAtEdges(page: Page, where: string): Promise<void> {
  const { width, height } = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }));
  const textAs = (size: string): Promise<void> =>
    page.evaluate((value) => {
      document.documentElement.style.fontSize = value;
    }, size);
  await page.emulateMedia({ forcedColors: 'active' });
  await page.setViewportSize({ width: 960, height: 640 });
  await textAs('200%');
  await rest(page);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  const found = await trouble(page, OF_LOOKS);
  await textAs('');
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ forcedColors: null });
  expect.soft({ where, wide, found }).toEqual({ where, wide: false, found: [] });
}
