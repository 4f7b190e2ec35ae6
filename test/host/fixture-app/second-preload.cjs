const { contextBridge, ipcRenderer } = require('electron');

contextBridge.exposeInMainWorld('second', { whoami: () => ipcRenderer.invoke('whoami') });
