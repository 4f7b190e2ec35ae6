import { expect, launch, readyPage, test } from '../e2e/fixtures.ts';
import { showView } from '../e2e/support/creator.ts';
import { makeGallery } from '../e2e/support/gallery.ts';
import { shoot } from './shoot.ts';

test('a library of some hundred clips', async ({ userData }) => {
  makeGallery(userData, {
    clips: 300,
    perDay: 9,
    missing: (at) => at === 14,
    edits: (at) => ({
      favourite: at % 7 === 0,
      rating: at % 5,
      flag: at % 11 === 3 ? 'keep' : at % 11 === 5 ? 'reject' : null,
      played: at > 3,
    }),
  });
  const page = await readyPage(await launch(userData));
  await showView(page, 'Library');
  await expect(page.locator('[data-clip] ~ *').first()).toBeVisible();
  await expect(page.locator('li img').first()).toBeVisible();
  await shoot(page, 'library');
  await page.locator('[data-clip]').nth(2).hover();
  await page.mouse.move(300, 240);
  await page
    .getByRole('checkbox', { name: /^Select/ })
    .nth(1)
    .check({ force: true });
  await page
    .getByRole('checkbox', { name: /^Select/ })
    .nth(3)
    .check({ force: true });
  await page.locator('[data-clip]').first().hover();
  await shoot(page, 'library-selected');
  await page.getByRole('slider', { name: 'Jump to date' }).focus();
  await page.keyboard.press('ArrowDown');
  await shoot(page, 'library-rail');
  await page.keyboard.press('Home');
  await page.locator('[data-clip]').first().focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  await expect(page.getByRole('dialog')).toBeVisible();
  await shoot(page, 'library-preview');
});
