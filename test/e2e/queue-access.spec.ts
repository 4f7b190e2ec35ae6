import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, launch, readyPage, test } from './fixtures.ts';
import { addPictures, cards, describe, showView, shutter, writeSettings } from './support/creator.ts';
import { SAMPLE } from './support/pictures.ts';

async function expectNoTrouble(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(grave.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`))).toEqual(
    [],
  );
}

/** Cards whose words run out of them, sideways or down. */
const cut = (page: Page): Promise<string[]> =>
  page
    .locator('[data-job] p')
    .evaluateAll((lines) =>
      lines
        .filter(
          (line) => line.scrollWidth > line.clientWidth + 1 || line.scrollHeight > line.clientHeight + 2,
        )
        .map((line) => line.textContent),
    );

const queue = (page: Page) => page.getByRole('region', { name: 'Queue' });

test('with text twice as large and in the smallest window the queue keeps its words and its buttons', async ({
  userData,
}) => {
  writeSettings(userData, { practice: true, paused: true });
  const page = await readyPage(await launch(userData));
  await addPictures(page, [SAMPLE, SAMPLE]);
  await describe(page);
  await shutter(page).click();
  await expect(cards(page, 'queued')).toHaveCount(2);
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '200%';
  });
  for (const [width, height] of [
    [1440, 900],
    [960, 640],
  ] as const) {
    await page.setViewportSize({ width, height });
    await expect(queue(page).getByRole('button', { name: 'Resume', exact: true })).toBeInViewport();
    await expect(cards(page, 'queued').first()).toBeInViewport();
    expect(await cut(page)).toEqual([]);
  }
  await expectNoTrouble(page);

  // Elsewhere it opens as a popover, by key, and closes again.
  await showView(page, 'Library');
  await page.keyboard.press('q');
  const popover = page.getByRole('dialog', { name: 'Queue' });
  await expect(popover.getByText('Sends on resume').first()).toBeVisible();
  expect(await cut(page)).toEqual([]);
  await expectNoTrouble(page);
  await page.keyboard.press('q');
  await expect(popover).toBeHidden();
});
