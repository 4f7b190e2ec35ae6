import path from 'node:path';
import { app, type BrowserWindow, clipboard, dialog, type OpenDialogOptions, shell } from 'electron';
import { fail, type Outcome, ok } from '../../preload/contract/errors.ts';
import type { SettingsView } from '../../preload/contract/schemas/views.ts';
import { LINKS } from '../../preload/contract/vocabulary.ts';
import type { Engine } from '../core/job/engine.ts';
import type { Outputs } from '../core/output/outputs.ts';
import { withEnding } from '../core/output/own-file.ts';
import type { Log } from '../core/ports.ts';
import type { FormServices } from '../ipc/form.ts';
import type { Services } from '../ipc/handlers.ts';
import type { Intake } from '../ipc/intake.ts';
import type { Publisher } from '../ipc/publish.ts';
import type { Account } from './account.ts';
import type { CleanUpDesk } from './clean-up-desk.ts';
import type { ClipFolder } from './clip-folder.ts';
import type { CopiedPicture } from './copied-picture.ts';
import type { FileDesk } from './file-desk.ts';
import type { KeyWindow } from './key-window.ts';
import { speakAs } from './language.ts';
import type { FolderDesk } from './library-folder.ts';
import type { Native } from './native.ts';
import type { PracticeMode } from './practice-mode.ts';
import type { SettingsStore } from './settings.ts';
import { exportSpending } from './spending-export.ts';
import type { Support } from './support.ts';
import type { Tell } from './tell.ts';
import type { UpdateDesk } from './update-desk.ts';
import { applyTheme } from './window.ts';

export interface Desktop {
  readonly engine: Engine;
  readonly form: FormServices;
  readonly intake: Intake;
  readonly publisher: Publisher;
  readonly tell: Tell;
  readonly account: Account;
  readonly settings: SettingsStore;
  readonly mode: PracticeMode;
  readonly clips: ClipFolder;
  readonly folders: FolderDesk;
  readonly files: FileDesk;
  readonly cleanUp: CleanUpDesk;
  readonly keyWindow: KeyWindow;
  readonly outputs: Outputs;
  readonly updates: UpdateDesk;
  readonly version: string;
  readonly apiOverride: string | null;
  readonly log: Log;
  /** Null until the window is there. */
  readonly native: () => Native | null;
  readonly networkBack: () => void;
  readonly support: (askWhere: (name: string) => Promise<string | null>) => () => Promise<Support>;
  readonly copied: CopiedPicture;
  readonly window: () => BrowserWindow | null;
}

/** The settings as the page may see them: a folder's name, never its path; no key. */
export function settingsView(
  settings: SettingsStore,
  folderName: string,
  apiOverride: string | null,
): SettingsView {
  const {
    theme,
    practice,
    textSize,
    language,
    apiBase,
    askAbove,
    monthlyBudget,
    atBudget,
    webhookUrl,
    singleKeys,
  } = settings.get();
  const { notifyReady, notifyFailed, notifyOnlyAway, sound, tray, downloads, nameTemplate } = settings.get();
  const { updates, updateChannel } = settings.get();
  return {
    theme,
    practice,
    textSize,
    language,
    apiBase,
    apiOverride,
    askAbove,
    monthlyBudget,
    atBudget,
    webhookUrl,
    singleKeys,
    notifyReady,
    notifyFailed,
    notifyOnlyAway,
    sound,
    tray,
    downloads,
    nameTemplate,
    updates,
    updateChannel,
    libraryName: folderName,
  };
}

/** Lets the person choose a folder; null: they changed their mind. */
export async function askForFolder(own: BrowserWindow | null): Promise<string | null> {
  const options = { properties: ['openDirectory' as const, 'createDirectory' as const] };
  const chosen = await (own ? dialog.showOpenDialog(own, options) : dialog.showOpenDialog(options));
  const [folder] = chosen.canceled ? [] : chosen.filePaths;
  return folder ?? null;
}

/** Moves a file to the system's trash. */
export async function trashFile(file: string): Promise<Outcome<null>> {
  try {
    await shell.trashItem(file);
    return ok(null);
  } catch {
    return fail('trash-failed');
  }
}

/** Lets the person choose videos, or folders of them. @param name of the one that is looked for. */
export async function askForVideos(
  own: BrowserWindow | null,
  what: 'files' | 'folder',
  name?: string,
): Promise<readonly string[]> {
  const many = name === undefined ? ['multiSelections' as const] : [];
  const options: OpenDialogOptions = {
    properties: [what === 'files' ? 'openFile' : 'openDirectory', ...many],
    ...(what === 'files' && { filters: [{ name: 'Video', extensions: ['mp4', 'm4v', 'mov'] }] }),
    ...(name !== undefined && { title: name }),
  };
  const chosen = await (own ? dialog.showOpenDialog(own, options) : dialog.showOpenDialog(options));
  return chosen.canceled ? [] : chosen.filePaths;
}

/** What the routes can do on this desktop. */
export function createServices(desktop: Desktop): Services {
  const { engine, form, intake, publisher, tell, account, settings, mode, clips, keyWindow, window } =
    desktop;
  const { folders, files, cleanUp, outputs, updates, version, apiOverride, log, copied } = desktop;
  const askWhere = async (place: 'documents' | 'videos', name: string): Promise<string | null> => {
    const own = window();
    const options = { defaultPath: path.join(app.getPath(place), name) };
    const chosen = await (own ? dialog.showSaveDialog(own, options) : dialog.showSaveDialog(options));
    if (chosen.canceled || chosen.filePath === '') return null;
    // Not every system's dialog adds the ending.
    return withEnding(chosen.filePath, path.extname(name));
  };
  const support = desktop.support((name) => askWhere('documents', name));
  return {
    engine,
    form,
    intake,
    publisher,
    outputs,
    updates,
    version,
    log,
    library: () => clips.library,
    clipChanged: (id) => tell.clip({ id }),
    warn: (failure) => tell.notice('warning', failure),
    batchName: (id) => engine.batches.nameOf(id),
    libraryChanged: () => tell.libraryChanged(),
    accountId: () => account.id(),
    account: () => account.view(),
    settings: () => settingsView(settings, clips.name, apiOverride),
    left: () => settings.get().left,
    setLeft: (left) => void settings.update({ left }),
    limits: () => settings.get(),
    notices: () => tell.notices,
    away: () => tell.away(),
    updateSettings: async ({ practice, ...rest }, later) => {
      const before = settings.get();
      const after = settings.update(rest);
      if (practice !== undefined) mode.setPractice(practice);
      if (after.theme !== before.theme) applyTheme(after.theme);
      // What is being made would be lost with the page: it then speaks the other language from the next start on.
      if (after.language !== before.language && !later && !outputs.busy && speakAs(after.language))
        window()?.webContents.reload();
      if (after.language !== before.language) desktop.native()?.showMenu();
      if (after.tray !== before.tray) desktop.native()?.showTray(after.tray);
      if (after.apiBase !== before.apiBase) {
        engine.accounts.reset();
        engine.quotes.forget();
      }
      updates.look();
      tell.settings();
      tell.account();
      engine.kick();
      return ok(null);
    },
    foreignChanged: () => tell.foreign(),
    dismissNotice: (id) => tell.dismiss(id),
    setPaused: (paused) => {
      settings.update({ paused });
      engine.pause(paused);
      publisher.note('paused', () => ({ kind: 'paused', paused: engine.paused }));
      desktop.native()?.queue();
    },
    folders,
    files,
    cleanUp,
    askForFolder: () => askForFolder(window()),
    askWhere: (name) => askWhere('videos', name),
    dragOut: (files) => {
      const [file] = files;
      // Without a picture under the pointer some systems begin no drag.
      const icon = path.join(import.meta.dirname, '..', 'renderer', 'drag.png');
      if (file !== undefined) window()?.webContents.startDrag({ file, files: [...files], icon });
    },
    reveal: (path) => shell.showItemInFolder(path),
    trash: trashFile,
    pasteKey: async (replace) => {
      const text = await clipboard.readText();
      return text.trim() === '' ? fail('clipboard-empty') : account.save(text, replace);
    },
    typeKey: (replace) => keyWindow.open(window(), replace),
    testKey: (id) => account.test(id),
    useKey: (id) => account.use(id),
    renameKey: (id, name) => account.rename(id, name),
    removeKey: (id) => account.remove(id),
    restoreKey: (id) => account.restore(id),
    spentBy: (period) => engine.journal.ledger.by(period),
    exportSpending: () =>
      exportSpending(engine.journal.ledger.allLines(), account, engine.clock.now(), (name) =>
        askWhere('documents', name),
      ),
    setPlace: (place) => desktop.native()?.setPlace(place),
    openMenu: () => desktop.native()?.openMenu(),
    copiedPicture: () => copied.read(),
    networkBack: desktop.networkBack,
    makeSupport: async () => (await support()).make(),
    saveSupport: async (id) => (await support()).save(id),
    openLink: (link) => void shell.openExternal(LINKS[link]),
  };
}
