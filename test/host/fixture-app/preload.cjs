const { contextBridge, ipcRenderer, webUtils } = require('electron');

contextBridge.exposeInMainWorld('fixture', {
  platform: process.platform,
  nested: { list: [1, { two: 2 }], greet: (name) => `hello ${name}` },
  invoke: (channel, ...args) => ipcRenderer.invoke(channel, ...args),
  count: (count) => ipcRenderer.send('count', count),
  onTick: (listener) => {
    const forward = (_event, n) => listener(n);
    ipcRenderer.on('tick', forward);
    return () => ipcRenderer.off('tick', forward);
  },
  map: (items, transform) => items.map((item) => transform(item)),
  same: (value) => value,
  later: async (value) => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    return value;
  },
  fail: () => {
    throw new TypeError('the preload says no');
  },
  failLater: async () => {
    throw new Error('no, later');
  },
  pathFor: (file) => webUtils.getPathForFile(file),
  refusals: () =>
    [() => require('electron').webFrame, () => require('node:fs'), () => ipcRenderer.sendSync('x')].map(
      (attempt) => {
        try {
          attempt();
          return 'allowed';
        } catch (error) {
          return error.message;
        }
      },
    ),
});
