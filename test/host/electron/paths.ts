/** The folders of the desktop that `app.getPath` names. */
import os from 'node:os';
import path from 'node:path';

function appData(): string {
  switch (process.platform) {
    case 'darwin':
      return path.join(os.homedir(), 'Library/Application Support');
    case 'win32':
      return process.env['APPDATA'] ?? path.join(os.homedir(), 'AppData/Roaming');
    default:
      return process.env['XDG_CONFIG_HOME'] ?? path.join(os.homedir(), '.config');
  }
}

/** A folder that does not depend on the app. */
export function standardPath(name: string): string {
  const inHome = (folder: string): string => path.join(os.homedir(), folder);
  switch (name) {
    case 'home':
      return os.homedir();
    case 'appData':
      return appData();
    case 'temp':
      return os.tmpdir();
    case 'exe':
      return process.execPath;
    case 'desktop':
      return inHome('Desktop');
    case 'documents':
      return inHome('Documents');
    case 'downloads':
      return inHome('Downloads');
    case 'music':
      return inHome('Music');
    case 'pictures':
      return inHome('Pictures');
    case 'videos':
      return inHome(process.platform === 'darwin' ? 'Movies' : 'Videos');
    default:
      throw new Error(`Failed to get '${name}' path`);
  }
}
