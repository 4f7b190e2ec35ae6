import path from 'node:path';
import { app, type BrowserWindow, powerMonitor, session, shell } from 'electron';
import { PRACTICE_ACCOUNT } from '../../preload/contract/vocabulary.ts';
import { Engine } from '../core/job/engine.ts';
import { auditAccount } from '../core/job/foreign-jobs.ts';
import { isTransferring, isUnderWay } from '../core/job/under-way.ts';
import { isVideoName } from '../core/library/import.ts';
import { Outputs } from '../core/output/outputs.ts';
import type { Log } from '../core/ports.ts';
import { systemClock, systemIds } from '../core/system.ts';
import { libraryStats } from '../ipc/folders.ts';
import { createHandlers } from '../ipc/handlers.ts';
import { Intake } from '../ipc/intake.ts';
import { Publisher } from '../ipc/publish.ts';
import { Account } from './account.ts';
import { answersOf } from './answers.ts';
import { CleanUpDesk } from './clean-up-desk.ts';
import type { OwnCommand } from './command/client.ts';
import type { CommandDesk } from './command/desk.ts';
import type { CommandParts } from './command/run.ts';
import { Connections } from './connections.ts';
import { CopiedPicture } from './copied-picture.ts';
import { runDemo } from './demo.ts';
import { type Answers, publishTo } from './door.ts';
import type { Environment } from './environment.ts';
import { FileDesk } from './file-desk.ts';
import { createFormServices } from './form-services.ts';
import { accountOfKey } from './key.ts';
import { KeyWindow } from './key-window.ts';
import { speakAs } from './language.ts';
import { FolderDesk } from './library-folder.ts';
import { Leaving, onQuit } from './lifecycle.ts';
import { findMedia } from './media.ts';
import { watchForMistakes } from './mistakes.ts';
import type { Native } from './native.ts';
import { createNetwork, Wake } from './network.ts';
import type { OpenedFiles } from './opened-files.ts';
import { patience } from './patience.ts';
import { PRACTICE_SCALE, Practice } from './practice.ts';
import { PracticeMode } from './practice-mode.ts';
import type { FindMedia } from './protocol.ts';
import { rememberPictures } from './recent.ts';
import { KeyStore } from './secrets.ts';
import { askForFolder, askForVideos, createServices, settingsView, trashFile } from './services.ts';
import { openStorage } from './storage.ts';
import { createStudio } from './studio.ts';
import type { Support } from './support.ts';
import { Tell } from './tell.ts';
import { UpdateDesk, updateFile } from './update-desk.ts';
import { applyTheme, loadPage } from './window.ts';

/** What a start has from its first moment on, while the rest of Kinora is still being loaded. */
export interface Beginning {
  readonly environment: Environment;
  readonly log: Log;
  /** What must not stand in the log. */
  hidden: () => readonly string[];
  /** The command that this process does itself; it has no window, unless one is opened meanwhile. */
  readonly command: OwnCommand | null;
  readonly commands: CommandDesk;
  readonly openedFiles: OpenedFiles;
  /** That command is still at it. */
  ownWork: boolean;
  wantsWindow: boolean;
  window: BrowserWindow | null;
  /** Makes the window and loads its page. */
  readonly showWindow: () => BrowserWindow;
  /** Opens the window where one is wanted and there is none; until everything is there it is only wanted. */
  openWindow: () => void;
  /** What the page has asked for meanwhile is answered from here on. */
  readonly answer: (answers: Answers) => void;
  readonly serve: (media: FindMedia) => void;
  /** Settles when the window has been shown; what nobody sees can wait for it. */
  readonly shown: Promise<void>;
  /** The file of a preload. */
  readonly preload: (name: string) => string;
  /** Says why Kinora cannot start, where the person is, and ends. */
  readonly refuse: (reason: string) => Promise<void>;
}

/** Builds everything once and wires it together. */
export async function start(run: Beginning): Promise<void> {
  const { command, commands, environment, log, openedFiles, preload, shown } = run;
  const userData = app.getPath('userData');
  const clock = systemClock;
  const ids = systemIds(clock);
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
  if ('refused' in storage) return run.refuse(storage.refused);
  const { journal, settings, clips } = storage;
  // What was read of them for the window was not as it was written: the page comes anew.
  if (speakAs(settings.get().language) && run.window !== null) loadPage(run.window);
  run.hidden = () => {
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
    window: () => run.window,
    // Whoever has only started a command is not asked.
    inProgress: () => (run.wantsWindow ? engine.jobs().filter(isUnderWay).length : 0),
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
    patience: () => (commands.busy ? 1 : patience(run.window)),
  });
  const mode = new PracticeMode({ settings, practice, jobs: () => engine.jobs(), shown });
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
    ask: () => askForFolder(run.window),
    trash: (place) => shell.trashItem(place),
  });
  const files = new FileDesk({
    ids,
    library: () => clips.library,
    tell,
    askForVideo: async (name) => (await askForVideos(run.window, 'files', name))[0] ?? null,
    askForVideos: (what) => askForVideos(run.window, what),
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
    window: () => run.window,
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
      (supporting ??= import('./support.ts').then(
        ({ Support }) =>
          new Support({
            ids,
            version: app.getVersion(),
            packaged: app.isPackaged,
            engine: () => engine,
            library: () => clips.library,
            settings,
            logs: app.getPath('logs'),
            hidden: () => run.hidden(),
            keychain: () => account.view().keychain,
            askWhere,
          }),
      )),
    version: app.getVersion(),
    apiOverride: environment.apiUrl,
    window: () => run.window,
  });
  run.serve(
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
    void shown.then(() => clips.library.fillMissing()).then(() => tell.libraryChanged());
  };
  // Before anything can ask: the first snapshot has every job.
  if (run.wantsWindow) begin();
  run.answer(answersOf({ handlers: createHandlers(services), intake, files, log }));
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

  /** The window that everything below knows. */
  let known: BrowserWindow | null = null;
  run.openWindow = () => {
    if (!run.wantsWindow || environment.demo !== null) return;
    begin();
    run.window ??= run.showWindow();
    const { window } = run;
    if (window === known) return;
    known = window;
    void updates.start();
    openedFiles.to((paths) => {
      const videos = paths.filter(isVideoName);
      if (videos.length > 0) void files.open(videos);
      const others = paths.filter((place) => !isVideoName(place));
      if (others.length > 0)
        void intake.open(others).then((results) => rememberPictures(results, (id) => intake.pathOf(id)));
    });
    publishTo(window, publisher);
    copied.watch(window);
    leaving.watch(window);
    void import('./native.ts').then(({ Native }) => {
      const { setPaused } = services;
      const openStatus = (): void => services.openLink('status');
      native = new Native({ engine, settings, tell, leaving, window, setPaused, openStatus, log });
    });
    window.webContents.on('did-navigate', () => void outputs.discardAll());
    window.on('focus', () => {
      engine.kick();
      void folders.lookForDisks();
      updates.look();
    });
    window.on('closed', () => {
      // A hidden window would keep the app running after its person has closed it.
      if (!run.ownWork) studio.close();
      keyWindow.close();
    });
  };
  run.openWindow();
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
  const serving = () => import('./command/serve.ts');
  commands.to(async (handover) => (await serving()).serve(parts, handover));
  if (command !== null)
    void commands.during(async () => {
      const { request, emit } = command;
      await command.end(await (await serving()).run(parts, request, emit, left.signal));
      run.ownWork = false;
      // Commands that were handed over go on by themselves, one of them in this one's place.
      if (run.window === null) leaving.quit();
    });
  if (environment.demo !== null)
    app.exit(await runDemo(environment.demo, { engine, intake, library: clips.library }, console.log));
}
