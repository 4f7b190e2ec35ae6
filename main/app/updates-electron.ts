import { app } from 'electron';
import updaters, { type AppUpdater } from 'electron-updater';
import type { UpdateProblem } from '../../preload/contract/schemas/updates.ts';
import { UpdateFailure, type UpdateNeeds, type Updater, Updates } from './updates.ts';

const PROBLEMS: Readonly<Record<string, UpdateProblem>> = {
  ERR_UPDATER_INVALID_SIGNATURE: 'unsigned',
  ERR_CHECKSUM_MISMATCH: 'damaged',
};

const failureOf = (error: unknown): UpdateFailure =>
  new UpdateFailure(PROBLEMS[String(Reflect.get(Object(error), 'code'))] ?? 'unreachable', error);

/** Makes electron-updater do as it is told: nothing by itself, nothing told about who asks. */
export function adapt(updater: AppUpdater): Updater {
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = false;
  updater.disableWebInstaller = true;
  // Its messages have addresses and paths in them; ours say what matters.
  updater.logger = null;
  // It would send an id of this copy, made for staged roll-outs; everybody sends the same instead.
  updater.requestHeaders = { 'x-user-staging-id': 'none' };
  return {
    check: async (channel) => {
      updater.channel = channel === 'beta' ? 'beta' : 'latest';
      updater.allowPrerelease = channel === 'beta';
      // Choosing a channel allows older versions too; their databases would not open.
      updater.allowDowngrade = false;
      try {
        const found = await updater.checkForUpdates();
        return found?.isUpdateAvailable ? found.updateInfo.version.slice(0, 64) : null;
      } catch (error) {
        throw failureOf(error);
      }
    },
    download: async (signal, progress) => {
      const token = new updaters.CancellationToken();
      const stop = (): void => token.cancel();
      const hear = ({ percent }: { readonly percent: number }): void =>
        progress(Math.min(1, Math.max(0, percent / 100 || 0)));
      signal.addEventListener('abort', stop, { once: true });
      updater.on('download-progress', hear);
      try {
        await updater.downloadUpdate(token);
      } catch (error) {
        throw failureOf(error);
      } finally {
        updater.off('download-progress', hear);
        signal.removeEventListener('abort', stop);
      }
    },
    // The installer shows itself where it has something to show, and the new copy starts after it.
    install: () => updater.quitAndInstall(false, true),
  };
}

/** What finds updates where `file` says that they are published. */
export function startUpdates(
  file: string,
  needs: Omit<UpdateNeeds, 'updater'>,
): { readonly updates: Updates; readonly updater: () => Updater } {
  let made: Updater | null = null;
  const updater = (): Updater => {
    if (made) return made;
    const { autoUpdater } = updaters;
    if (!app.isPackaged) {
      autoUpdater.forceDevUpdateConfig = true;
      autoUpdater.updateConfigPath = file;
    }
    made = adapt(autoUpdater);
    return made;
  };
  return { updates: new Updates({ ...needs, updater: async () => updater() }), updater };
}
