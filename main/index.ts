import path from 'node:path';
import { app, type BrowserWindow, Menu, powerMonitor, session, shell } from 'electron';
import { PRACTICE_ACCOUNT } from '../preload/contract/vocabulary.ts';
import { Account } from './app/account.ts';
import { CleanUpDesk } from './app/clean-up-desk.ts';
import { CommandDesk } from './app/command/desk.ts';
import { commandOfStart, enterCommand, takeKey } from './app/command/enter.ts';
import type { CommandParts } from './app/command/run.ts';
import { Connections } from './app/connections.ts';
import { CopiedPicture } from './app/copied-picture.ts';
import { runDemo } from './app/demo.ts';
import { openDoor, publishTo } from './app/door.ts';
import { readEnvironment } from './app/environment.ts';
import { FileDesk } from './app/file-desk.ts';
import { createFormServices } from './app/form-services.ts';
import { accountOfKey } from './app/key.ts';
import { KeyWindow } from './app/key-window.ts';
import { pageFolders, speakAs } from './app/language.ts';
import { FolderDesk } from './app/library-folder.ts';
import { keepOneInstance, Leaving, onQuit, refuseToStart } from './app/lifecycle.ts';
import { createLog } from './app/log.ts';
import { findMedia } from './app/media.ts';
import { watchForMistakes } from './app/mistakes.ts';
import type { Native } from './app/native.ts';
import { createNetwork, Wake } from './app/network.ts';
import { OpenedFiles } from './app/opened-files.ts';
import { patience } from './app/patience.ts';
import { PRACTICE_SCALE, Practice } from './app/practice.ts';
import { PracticeMode } from './app/practice-mode.ts';
import { handleScheme, registerScheme } from './app/protocol.ts';
import { rememberPictures } from './app/recent.ts';
import { KeyStore } from './app/secrets.ts';
import { denyPermissions, hardenWebContents } from './app/security.ts';
import { askForFolder, askForVideos, createServices, settingsView, trashFile } from './app/services.ts';
import { openStorage } from './app/storage.ts';
import { createStudio } from './app/studio.ts';
import type { Support } from './app/support.ts';
import { Tell } from './app/tell.ts';
import { UpdateDesk, updateFile } from './app/update-desk.ts';
import { applyTheme, loadPage, makeMainWindow } from './app/window.ts';
import { WindowPlaces } from './app/window-place.ts';
import { WORDS } from './app/words.ts';
import { Engine } from './core/job/engine.ts';
import { auditAccount } from './core/job/foreign-jobs.ts';
import { isTransferring, isUnderWay } from './core/job/under-way.ts';
import { isVideoName } from './core/library/import.ts';
import { Outputs } from './core/output/outputs.ts';
import { systemClock, systemIds } from './core/system.ts';
import { libraryStats } from './ipc/folders.ts';
import { createHandlers } from './ipc/handlers.ts';
import { Intake } from './ipc/intake.ts';
import { Publisher } from './ipc/publish.ts';

const here = import.meta.dirname;
const preload = (name: string): string => path.join(here, '..', 'preload', `${name}.cjs`);

const givenKey = takeKey();
app.enableSandbox();
// The usual one would offer developer tools, also where there is nothing to develop.
Menu.setApplicationMenu(null);
registerScheme();
let window: BrowserWindow | null = null;
const words = commandOfStart(process.argv);
const openedFiles = new OpenedFiles(words !== null);
const commands = new CommandDesk();
/** The command that this process does itself; it has no window, unless one is opened meanwhile. */
const command = words && (await enterCommand(words, givenKey));
/** That command is still at it. */
let ownWork = command !== null;
let wantsWindow = command === null;
let openWindow = (): void => undefined;
const isFirst = keepOneInstance({
  window: () => window,
  open: () => {
    wantsWindow = true;
    openWindow();
  },
  // What another start has handed over goes on there.
  mayEnd: () => !ownWork,
  isFirst: command !== null,
});
if (isFirst)
  void app
    .whenReady()
    .then(start)
    .catch((error: unknown) => refuse(WORDS.broke(error instanceof Error ? error.message : String(error))));

/** Says why Kinora cannot start, where the person is, and ends. */
async function refuse(reason: string): Promise<void> {
  if (command === null) return refuseToStart(reason);
  command.emit({ event: 'error', code: 'internal', detail: reason });
  app.exit(await command.end('broke'));
}

/** Builds everything once and wires it together. */
async function start(): Promise<void> {
  speakAs('system');
  const userData = app.getPath('userData');
  const logs = app.getPath('logs');
  // Known once the settings are read.
  let hidden = (): readonly string[] => [];
  const log = createLog(logs, () => hidden());
  const clock = systemClock;
  const ids = systemIds(clock);
  const environment = readEnvironment(app.isPackaged, process.env, process.argv);
  if (process.platform === 'win32') app.setAppUserModelId(app.name);
  hardenWebContents(app, log);
  denyPermissions(session.defaultSession);
  const makeWindow = (): BrowserWindow => makeMainWindow(preload('index'), new WindowPlaces(userData));
  // Made meanwhile: what is opened here takes as long as the system needs for a window.
  let made = wantsWindow && environment.demo === null ? makeWindow() : null;

  const storage = openStorage({
    userData,
    videos: app.getPath('videos'),
    library: command?.request.kind === 'animate' ? command.request.library : null,
    clock,
    ids,
    log,
    onClip: (clip) => {
      tell.clip(clip);
      native?.clip(clip);
      commands.changed();
    },
    onReading: (_, more) => (more ? tell.libraryChanged() : tell.library()),
  });
  if ('refused' in storage) return refuse(storage.refused);
  const { journal, settings, clips } = storage;
  speakAs(settings.get().language);
  hidden = () => {
    const { webhookUrl } = settings.get();
    return [
      environment.apiKey ?? '',
      command?.key ?? '',
      URL.canParse(webhookUrl) ? new URL(webhookUrl).host : '',
    ];
  };
  applyTheme(settings.get().theme);
  const publisher = new Publisher(clock, log);

  const keys = new KeyStore({
    settings,
    ids,
    log,
    environmentKey: command?.key ?? environment.apiKey,
    environmentAccount: command?.key === undefined ? undefined : accountOfKey(command.key),
  });
  const studio = createStudio({ preload: preload('studio'), log });
  const practice = new Practice({
    userData,
    timeScale: environment.timeScale ?? PRACTICE_SCALE,
    makeClip: studio.makeClip,
    log,
    onStarted: () => engine.accounts.reset(PRACTICE_ACCOUNT),
  });
  let native: Native | null = null;
  let supporting: Promise<Support> | null = null;
  const wake = new Wake(clock, () => engine.accounts.reset());
  const leaving = new Leaving({
    window: () => window,
    // Whoever has only started a command is not asked.
    inProgress: () => (wantsWindow ? engine.jobs().filter(isUnderWay).length : 0),
    staysOpen: () => settings.get().tray || process.platform === 'darwin',
    onStay: () => updates.stay(),
  });
  // It hears the person's signals from here on.
  command?.begun();
  const quitting = new AbortController();
  const { signal } = quitting;
  const proxy = createNetwork(session.defaultSession, log);
  const connections = new Connections({ keys, settings, practice, environment, proxy, signal });
  const engine = new Engine({
    journal,
    clock,
    ids,
    log,
    clips,
    sources: { open: (sha256) => clips.sources.open(sha256) },
    connect: (accountId) => connections.client(accountId),
    timing: (accountId) => connections.timing(accountId),
    limits: () => settings.get(),
    downloadsPerHost: () => settings.get().downloads,
    proxy,
    paused: settings.get().paused,
    onJob: (job) => {
      tell.job(job);
      native?.job(job);
      commands.changed();
      updates.look();
      if (job.accountId === PRACTICE_ACCOUNT) mode.look();
    },
    onMoney: () => [tell.money(), tell.foreign(), tell.account()],
    onAccount: () => tell.account(),
    patience: () => (commands.busy ? 1 : patience(window)),
  });
  const mode = new PracticeMode({ settings, practice, jobs: () => engine.jobs() });
  const account = new Account({
    keys,
    settings,
    engine,
    setPractice: (on) => mode.setPractice(on),
    audit: (accountId) => auditAccount(engine, accountId),
    changed: () => [tell.account(), tell.settings(), tell.foreign()],
  });
  const tell = new Tell(publisher, ids, {
    engine: () => engine,
    settings: () => settingsView(settings, clips.name, environment.apiUrl),
    account: () => account.view(),
    accountId: () => account.id(),
    clip: (id) => clips.library.get(id),
    stats: () => libraryStats(clips.library, { files, folders }),
    update: () => updates.view(),
  });
  const updates = new UpdateDesk(updateFile(environment.updates), {
    now: clock.now,
    settings: () => settings.get(),
    busy: () => isTransferring(engine),
    changed: () => tell.update(),
    log,
  });
  const folders = new FolderDesk({
    engine: () => engine,
    clips,
    settings,
    tell,
    ask: () => askForFolder(window),
    trash: (place) => shell.trashItem(place),
  });
  const files = new FileDesk({
    ids,
    library: () => clips.library,
    tell,
    askForVideo: async (name) => (await askForVideos(window, 'files', name))[0] ?? null,
    askForVideos: (what) => askForVideos(window, what),
  });
  watchForMistakes(log, (code) => tell.notice('error', { code }));
  storage.hear((level, failure) => {
    tell.notice(level, failure);
    if (failure.code === 'index-set-aside')
      void clips.library.fillMissing().then(() => [publisher.skip(), tell.libraryChanged()]);
  });

  const intake: Intake = new Intake({
    journal,
    clock,
    ids,
    files: () => clips.sources,
    onOpened: () => tell.opened(() => intake.opened),
  });
  const outputs = new Outputs({
    clock,
    ids,
    library: () => clips.library,
    folder: path.join(userData, 'outputs'),
    index: async (clip) => {
      await clips.library.indexClip(clip);
      tell.clip(clip);
    },
  });
  const keyWindow = new KeyWindow(preload('key'), (text, replace) => account.save(text, replace));
  const form = createFormServices({
    userData,
    clock,
    ids,
    journal,
    has: (sha256) => clips.sources.has(sha256),
    jobs: () => engine.jobs(),
    window: () => window,
  });
  const cleanUp = new CleanUpDesk({
    engine: () => engine,
    library: () => clips.library,
    formSources: async () => (await form.savedForm.load()).sources.map(({ sha256 }) => sha256),
    hasOtherFolders: () => settings.get().earlierFolders.length > 0,
    trash: trashFile,
  });
  const copied = new CopiedPicture(() => clock.now());
  const services = createServices({
    copied,
    engine,
    form,
    intake,
    publisher,
    tell,
    account,
    settings,
    mode,
    clips,
    folders,
    files,
    cleanUp,
    keyWindow,
    outputs,
    updates,
    log,
    native: () => native,
    networkBack: () => wake.now(),
    support: (askWhere) => () =>
      (supporting ??= import('./app/support.ts').then(
        ({ Support }) =>
          new Support({
            ids,
            version: app.getVersion(),
            packaged: app.isPackaged,
            engine: () => engine,
            library: () => clips.library,
            settings,
            logs,
            hidden,
            keychain: () => account.view().keychain,
            askWhere,
          }),
      )),
    version: app.getVersion(),
    apiOverride: environment.apiUrl,
    window: () => window,
  });
  handleScheme(
    () => pageFolders(path.join(here, '..', 'renderer')),
    findMedia(
      () => clips,
      journal,
      (id) => intake.pathOf(id),
    ),
  );
  let begun = false;
  /** Takes up what the journal holds. A command that only asks is answered without. */
  const begin = (): void => {
    if (begun) return;
    begun = true;
    engine.start();
    mode.look();
    void account.start();
    void clips.library.fillMissing().then(() => tell.libraryChanged());
  };
  // Before anything can ask: the first snapshot has every job.
  if (wantsWindow) begin();
  openDoor(() => window, { handlers: createHandlers(services), intake, files, log });
  const left = new AbortController();
  onQuit(
    [
      () => quitting.abort(),
      () => left.abort(),
      () => native?.stop(),
      () => engine.stop(),
      () => practice.stop(),
      () => studio.close(),
      () => clips.library.settle(),
      () => clips.library.close(),
      () => journal.close(),
      () => updates.finish(),
    ],
    (error) => log('error', 'quit.step', { error: String(error) }),
    async () => (command === null ? null : command.end('interrupted')),
  );

  openWindow = () => {
    if (window !== null || !wantsWindow || environment.demo !== null) return;
    begin();
    void updates.start();
    openedFiles.to((paths) => {
      const videos = paths.filter(isVideoName);
      if (videos.length > 0) void files.open(videos);
      const others = paths.filter((place) => !isVideoName(place));
      if (others.length > 0)
        void intake.open(others).then((results) => rememberPictures(results, (id) => intake.pathOf(id)));
    });
    window = made ?? makeWindow();
    made = null;
    loadPage(window);
    publishTo(window, publisher);
    copied.watch(window);
    leaving.watch(window);
    const own = window;
    void import('./app/native.ts').then(({ Native }) => {
      const { setPaused } = services;
      const openStatus = (): void => services.openLink('status');
      native = new Native({ engine, settings, tell, leaving, window: own, setPaused, openStatus, log });
    });
    window.webContents.on('did-navigate', () => void outputs.discardAll());
    window.on('focus', () => {
      engine.kick();
      void folders.lookForDisks();
      updates.look();
    });
    window.on('closed', () => {
      window = null;
      // A hidden window would keep the app running after its person has closed it.
      if (!ownWork) studio.close();
      keyWindow.close();
    });
  };
  openWindow();
  wake.follow(powerMonitor);
  const parts: CommandParts = {
    engine,
    intake,
    studio,
    keys,
    settings,
    log,
    library: () => clips.library,
    libraryFolder: () => clips.library.folders.path,
    watch: (look) => commands.watch(look),
    leaving: left.signal,
    begin,
    onBatch: (id) =>
      publisher.note(`batch:${id}`, () => ({ kind: 'batch', batch: { ...engine.batches.get(id) } })),
  };
  const serving = () => import('./app/command/serve.ts');
  commands.to(async (handover) => (await serving()).serve(parts, handover));
  if (command !== null)
    void commands.during(async () => {
      const { request, emit } = command;
      await command.end(await (await serving()).run(parts, request, emit, left.signal));
      ownWork = false;
      // Commands that were handed over go on by themselves, one of them in this one's place.
      if (window === null) leaving.quit();
    });
  if (environment.demo !== null)
    app.exit(await runDemo(environment.demo, { engine, intake, library: clips.library }, console.log));
}
