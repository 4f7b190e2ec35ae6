// The least that an app with a window can be: what everything else is measured against.
import { app, BrowserWindow } from 'electron';

void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1440, height: 900 });
  void window.loadFile('index.html');
});
