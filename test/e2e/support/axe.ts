import AxeBuilder from '@axe-core/playwright';
import type { ElectronApplication, Page } from '@playwright/test';
import { expect } from '../fixtures.ts';

/** Changes the theme, and waits until all that moves by the clock has come to rest; only spinners go on. */
async function theme(app: ElectronApplication, page: Page, source: 'dark' | 'light'): Promise<void> {
  await app.evaluate(({ nativeTheme }, value) => {
    nativeTheme.themeSource = value;
  }, source);
  await page.mouse.move(0, 0);
  const rests = (dark: boolean): boolean =>
    matchMedia('(prefers-color-scheme: dark)').matches === dark &&
    document
      .getAnimations()
      .filter(({ timeline }) => timeline === document.timeline)
      .every((each) => each.effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY);
  await expect.poll(() => page.evaluate(rests, source === 'dark')).toBe(true);
}

/** What axe finds that matters, as one line each. */
async function trouble(page: Page): Promise<string[]> {
  // Legacy mode: a blank page for the results cannot be opened in Electron.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
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
