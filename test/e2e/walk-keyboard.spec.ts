/** The whole app by keyboard alone: no mouse, no focus that a key did not bring, and the focus always in sight. */
import fs from 'node:fs';
import path from 'node:path';
import { expect, launch, readyPage, test } from './fixtures.ts';
import { cards, clips, finished, total } from './support/creator.ts';
import { answerDialog } from './support/desktop.ts';
import { Hands } from './support/hands.ts';
import { quartersPng, SAMPLE } from './support/pictures.ts';
import { seedCounted } from './support/seeded.ts';
import { Service } from './support/service.ts';
import { Toasts } from './support/toasts.ts';

const SCALE = 0.01;

test('from the first start to a clip that is tagged, rated and run again, by keyboard alone', async ({
  userData,
}) => {
  const service = await Service.start(path.join(userData, 'service'), { timeScale: SCALE });
  const app = await launch(userData, {
    env: { KINORA_API_URL: service.url, KINORA_TIME_SCALE: String(SCALE) },
  });
  const page = await readyPage(app);
  const hands = new Hands(page);
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });

  // A key: the banner leads to where it is entered.
  await hands.choose(button('Add API key'));
  await expect(button('Paste key')).toBeFocused();
  const opening = app.waitForEvent('window');
  await hands.tabTo(button('Type key…'), 'Shift+Tab');
  await hands.press('Enter');
  const small = await opening;
  const gone = small.waitForEvent('close');
  await expect(small.getByLabel('API key')).toBeFocused();
  await small.keyboard.type(service.key);
  // The window may go before the release of the key is told.
  await small.keyboard.press('Enter').catch(() => undefined);
  await gone;
  await expect(page.getByText('Key works')).toBeVisible();
  await hands.seesFocus('the key window closed');

  // Pictures: chosen, put in order, taken out and brought back.
  await hands.press('1');
  const chooser = page.waitForEvent('filechooser');
  // Playwright begins to catch choosers in the background: a key at once could be faster.
  await page.evaluate(() => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go))));
  await hands.choose(button('Choose images…'));
  await (await chooser).setFiles([SAMPLE, quartersPng(path.join(userData, 'quarters.png'), 800, 600)]);
  await expect(page.locator('[data-part="clips"]')).toHaveText('2');
  await hands.seesFocus('the pictures came');
  await hands.tabTo(button(/^Image 1 of 2: sample/));
  await hands.press('ArrowRight');
  await expect(button(/^Image 2 of 2: quarters/)).toBeFocused();
  await hands.press('Alt+ArrowLeft');
  await expect(button(/^Image 1 of 2: quarters/)).toBeFocused();
  await hands.press('Delete');
  await expect(button(/^Image 1 of 1: sample/)).toBeFocused();
  await hands.press('Control+z');
  await expect(button(/^Image 1 of 2: quarters/)).toBeVisible();

  // What is to move, for how long and how large; the price follows.
  await hands.tabTo(page.getByRole('textbox', { name: 'Describe the motion' }));
  await hands.type('The water moves[');
  // In a text field single keys are letters; outside they are shortcuts.
  await expect(page.getByRole('textbox', { name: 'Describe the motion' })).toHaveValue('The water moves[');
  await hands.press('Backspace');
  await hands.press('Tab', '[', '[', '[');
  await expect(total(page)).toHaveText('$2.00');
  await hands.tabTo(page.getByRole('radio', { name: '720p' }));
  await hands.press('ArrowRight');
  await expect(total(page)).toHaveText('$3.00');
  await hands.press('Control+Shift+m');
  await expect(total(page)).toHaveText('$0.90');
  for (const name of ['Batch', 'Presets', 'Recent'])
    await hands.openAndClose(button(name), page.locator('[role="menu"], [role="dialog"]'));

  // The button that pays, and the queue.
  await service.holdJobs('processing');
  await hands.choose(button(/^Animate 2 images · \$0\.90/));
  await expect(cards(page, 'processing')).toHaveCount(2);
  await hands.seesFocus('sent');
  await hands.press('q');
  await hands.openAndClose(
    page.getByRole('button', { name: 'More: The water moves' }).first(),
    page.getByRole('menu'),
  );
  await hands.press('ArrowRight', 'ArrowLeft');
  await service.clearFaults();
  await finished(page, 2);
  await hands.seesFocus('ready');
  expect(await service.spent()).toBe(900_000);
  await hands.choose(page.getByRole('button', { name: 'Play: The water moves' }).first());

  // The clip: watched, judged, tagged.
  const view = page.locator('[data-view="clip"]');
  await expect(view).toBeFocused();
  const timer = page.getByRole('timer');
  // It plays, as its sign has promised.
  await expect(button('Pause')).toBeVisible();
  await hands.press('k', 'Home');
  await expect(timer).toHaveText('0.00 / 2.00 s');
  await hands.press('ArrowRight');
  await expect(timer).not.toHaveText(/^0\.00/);
  await hands.press('Shift+ArrowRight', 'i', 'ArrowRight', 'o', 'Home', 'End');
  await hands.press('Space');
  await expect(button('Pause')).toBeVisible();
  await hands.press('k', 'l', 'k', ',', '.', 'Shift+l', 'm');
  await hands.press('h');
  await expect(button('Favourite')).toHaveAttribute('aria-pressed', 'true');
  await hands.press('Alt+4');
  await hands.press('t');
  await expect(page.getByRole('combobox', { name: 'Find or make a tag' })).toBeFocused();
  await hands.type('Dawn');
  await hands.press('Enter', 'Escape');
  await expect(button('Remove the tag Dawn')).toBeVisible();
  await hands.press('p');
  await expect(button('Keep')).toHaveAttribute('aria-pressed', 'true');
  await hands.press('Control+z');
  await expect(button('Keep')).toHaveAttribute('aria-pressed', 'false');
  await hands.openAndClose(button('More actions'), page.getByRole('menu'));
  await hands.press('r');
  await expect(page.getByRole('textbox', { name: 'Describe the motion' })).toHaveValue('The water moves');

  // The library: looked at, thrown away and brought back.
  await hands.press('2');
  await expect(clips(page)).toHaveCount(2);
  await hands.press('ArrowRight', 'Space');
  const preview = page.getByRole('dialog', { name: /^Preview/ });
  await expect(preview).toBeVisible();
  await hands.press('Escape');
  await expect(preview).toHaveCount(0);
  await hands.press('Delete');
  await expect(clips(page)).toHaveCount(1);
  await hands.seesFocus('a clip went');
  await hands.press('Control+z');
  await expect(clips(page)).toHaveCount(2);
  await hands.seesFocus('a clip came back');
});

test('a library is searched, filtered, compared, cut, joined, exported and tidied by keyboard alone', async ({
  userData,
}) => {
  seedCounted(userData);
  const app = await launch(userData);
  const page = await readyPage(app);
  const hands = new Hands(page);
  const said = await Toasts.listen(page);
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  const popup = page.locator('[role="menu"], [role="dialog"]');

  await hands.press('2');
  await expect(clips(page)).toHaveCount(4);
  await hands.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await hands.type('pier');
  await expect(clips(page)).toHaveCount(2);
  await hands.press('Escape');
  await expect(clips(page)).toHaveCount(4);
  for (const name of ['Date', 'Model', 'Tag', 'Cost', 'More', 'Saved searches', 'Sort: Newest first'])
    await hands.openAndClose(button(name), popup);
  await hands.press('/');
  await hands.choose(button('Favourites'));
  await hands.choose(page.getByRole('main').getByRole('button', { name: 'Clear filters' }));
  await expect(clips(page)).toHaveCount(4);
  await hands.seesFocus('the filters went');

  // Two are compared.
  await expect(page.getByRole('searchbox')).toBeFocused();
  await hands.press('Escape');
  await expect(page.locator('[data-clip]:focus')).toHaveCount(1);
  await hands.press('Home', 'x', 'Shift+ArrowRight');
  await expect(page.getByText('2 selected')).toBeVisible();
  await hands.press('c');
  const wipe = page.getByRole('slider', { name: 'Where the wipe stands' });
  await hands.tabTo(wipe);
  await hands.press('ArrowRight');
  await expect(wipe).toHaveAttribute('aria-valuenow', '52');
  await hands.press('w', 'Escape');
  await expect(page.getByText('2 selected')).toBeVisible();

  // And joined.
  await hands.choose(button('Join…'));
  const join = page.getByRole('dialog', { name: 'Join 2 clips' });
  await expect(join.getByText('Joined without loss.')).toBeVisible();
  await hands.tabTo(join.getByRole('button', { name: 'Move pier-01 down' }));
  await hands.press('Alt+ArrowDown');
  await hands.choose(join.getByRole('button', { name: 'Join 2 clips' }));
  await said.said('Saved as pier-02-join-01.mp4');
  await expect(clips(page)).toHaveCount(5);
  await hands.seesFocus('joined');
  await hands.press('Escape');

  // One is opened, cut, and given out as a frame and a GIF.
  await hands.press('Home', 'ArrowRight', 'Enter');
  await expect(page.locator('[data-view="clip"]')).toBeFocused();
  const timer = page.getByRole('timer');
  await expect(timer).toHaveText('0.00 / 2.00 s');
  await hands.press('ArrowRight', 'i', 'Shift+ArrowRight', 'o');
  await hands.choose(button('Save the trim as a clip'));
  await said.said('Saved as pier-01-trim-01.mp4');
  await hands.seesFocus('cut');
  const frame = path.join(userData, 'frame.png');
  await answerDialog(app, 'showSaveDialog', { canceled: false, filePath: frame });
  await hands.press('s');
  await said.said('Saved frame.png');
  const gif = path.join(userData, 'clip.gif');
  await answerDialog(app, 'showSaveDialog', { canceled: false, filePath: gif });
  await hands.choose(button(/^Export GIF/));
  const sheet = page.getByRole('dialog', { name: /^Export/ });
  await expect(sheet).toBeVisible();
  await hands.choose(sheet.getByRole('button', { name: /^Export/ }));
  await said.said('Exported clip.gif');
  expect(fs.existsSync(gif)).toBe(true);
  await hands.seesFocus('exported');

  // Folders and settings.
  await hands.press('3');
  const more = path.join(userData, 'disk', 'More');
  fs.mkdirSync(more, { recursive: true });
  await answerDialog(app, 'showOpenDialog', { canceled: false, filePaths: [more] });
  await hands.choose(button('Add folder…'));
  await expect(button('More for disk/More')).toBeVisible();
  await hands.choose(button('More for disk/More'));
  const remove = page.getByRole('menuitem', { name: 'Remove from library' });
  await expect(remove).toBeVisible();
  while (!(await remove.evaluate((item) => item === document.activeElement))) await hands.press('ArrowDown');
  await hands.press('Enter');
  await expect(button('More for disk/More')).toHaveCount(0);
  await hands.seesFocus('a folder went');
  await expect(button('Add folder…')).toBeFocused();
  await hands.tabTo(page.getByRole('switch', { name: /tray/ }));
  await hands.press('Space');
  const map = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await hands.openAndClose(button('Show… Keyboard shortcuts'), map);

  // Tidying up.
  await hands.press('2');
  await expect(clips(page)).toHaveCount(6);
  const tidy = page.getByRole('dialog', { name: 'Clean up' });
  await hands.openAndClose(button('Clean up…'), tidy);
  await hands.press('Enter');
  await hands.tabTo(tidy.getByRole('radio', { name: /^Duplicates 1/ }));
  await hands.press('ArrowRight');
  await expect(tidy.getByRole('radio', { name: /^Largest 6/ })).toBeChecked();
  await hands.tabTo(tidy.getByRole('checkbox', { name: /pier-02-join-01/ }));
  await hands.press('Space');
  await expect(tidy.getByText(/^1 clip, .* would be freed$/)).toBeVisible();
  await hands.choose(tidy.getByRole('button', { name: 'Move to trash' }));
  await expect(clips(page)).toHaveCount(5);
  await hands.seesFocus('tidied');
  await hands.press('Control+z');
  await expect(clips(page)).toHaveCount(6);
  await hands.press('?');
  await expect(map).toBeVisible();
  await hands.press('Escape');
  await expect(map).toHaveCount(0);
  await hands.seesFocus('all closed');
});
