import path from 'node:path';
import { app, type BrowserWindow, Menu, session } from 'electron';
import { CommandDesk } from './app/command/desk.ts';
import { commandOfStart, enterCommand, takeKey } from './app/command/enter.ts';
import { type Answers, openDoor } from './app/door.ts';
import { readEnvironment } from './app/environment.ts';
import { firstLook, isFirstEver } from './app/first-look.ts';
import { pageFolders, speakAs } from './app/language.ts';
import { keepOneInstance, refuseToStart } from './app/lifecycle.ts';
import { createLog } from './app/log.ts';
import { OpenedFiles } from './app/opened-files.ts';
import { type FindMedia, handleScheme, registerScheme } from './app/protocol.ts';
import { denyPermissions, hardenWebContents } from './app/security.ts';
import type { Beginning } from './app/start.ts';
import { applyTheme, loadPage, makeMainWindow, shownSoon } from './app/window.ts';
import { WindowPlaces } from './app/window-place.ts';
import { WORDS } from './app/words.ts';

const here = import.meta.dirname;
const preload = (name: string): string => path.join(here, '..', 'preload', `${name}.cjs`);

const givenKey = takeKey();
app.enableSandbox();
// The usual one would offer developer tools, also where there is nothing to develop.
Menu.setApplicationMenu(null);
registerScheme();
const words = commandOfStart(process.argv);
const openedFiles = new OpenedFiles(words !== null);
const commands = new CommandDesk();
const command = words && (await enterCommand(words, givenKey));
/** Where this start is, and what is known of it before anything else has been loaded. */
const now: Pick<Beginning, 'hidden' | 'window' | 'wantsWindow' | 'ownWork' | 'openWindow'> = {
  hidden: () => [],
  window: null,
  wantsWindow: command === null,
  ownWork: command !== null,
  openWindow: () => undefined,
};
/** Before that the window comes by itself, as soon as it has painted; one that does not can be called for after a while. */
let painted = false;
const isFirst = keepOneInstance({
  window: () => (painted ? now.window : null),
  open: () => {
    now.wantsWindow = true;
    now.openWindow();
  },
  // What another start has handed over goes on there.
  mayEnd: () => !now.ownWork,
  isFirst: command !== null,
});
if (isFirst) {
  // The system goes on first: it gets ready for windows while this is loaded.
  const loading = new Promise((goOn) => setImmediate(goOn)).then(() => import('./app/start.ts'));
  // Told when there can be a window to tell it in.
  loading.catch(() => undefined);
  void app
    .whenReady()
    .then(() => begin(loading))
    .catch((error: unknown) => refuse(WORDS.broke(error instanceof Error ? error.message : String(error))));
}

/** Says why Kinora cannot start, where the person is, and ends. */
async function refuse(reason: string): Promise<void> {
  now.window?.removeAllListeners('ready-to-show').hide();
  if (command === null) return refuseToStart(reason);
  command.emit({ event: 'error', code: 'internal', detail: reason });
  app.exit(await command.end('broke'));
}

/**
 * Shows the window with its page, then builds the rest. Only the very first start waits until the page has been given
 * its script: it makes all files, and would stand in the page's way meanwhile.
 */
async function begin(loading: Promise<{ start: (run: Beginning) => Promise<void> }>): Promise<void> {
  const userData = app.getPath('userData');
  const { theme, language } = firstLook(userData);
  speakAs(language);
  const environment = readEnvironment(app.isPackaged, process.env, process.argv);
  if (process.platform === 'win32') app.setAppUserModelId(app.name);
  const log = createLog(app.getPath('logs'), () => now.hidden());
  hardenWebContents(app, log);
  denyPermissions(session.defaultSession);
  applyTheme(theme);
  const answers = Promise.withResolvers<Answers>();
  const media = Promise.withResolvers<FindMedia>();
  openDoor(() => now.window, answers.promise);
  const given = handleScheme(
    () => pageFolders(path.join(here, '..', 'renderer')),
    async (id, poster) => (await media.promise)(id, poster),
  );
  let shown = Promise.resolve();
  const showWindow = (): BrowserWindow => {
    const window = makeMainWindow(preload('index'), new WindowPlaces(userData));
    painted = false;
    shown = shownSoon(window);
    void shown.then(() => {
      painted = true;
    });
    window.on('closed', () => {
      now.window = null;
      now.wantsWindow = false;
    });
    loadPage(window);
    return window;
  };
  if (now.wantsWindow && environment.demo === null) now.window = showWindow();
  const run: Beginning = Object.assign(now, {
    environment,
    log,
    command,
    commands,
    openedFiles,
    showWindow,
    answer: answers.resolve,
    serve: media.resolve,
    shown,
    preload,
    refuse,
  });
  const { start } = await loading;
  if (now.window !== null && isFirstEver(userData)) await Promise.race([given, shown]);
  await start(run);
}
