/** The bridge between the sandboxed window and the main process: six functions, and no way to any other channel. */

import { contextBridge, ipcRenderer, webUtils, type IpcRendererEvent } from 'electron';
import { ipcChannels, type DesktopBridge } from '../contract/bridge.ts';
import type { AppEvent } from '../contract/transport.ts';

const bridge: DesktopBridge = {
  call: (name, input) => ipcRenderer.invoke(ipcChannels.call, name, input),
  onEvent: (listener) => {
    const forward = (_event: IpcRendererEvent, event: AppEvent): void => listener(event);
    ipcRenderer.on(ipcChannels.event, forward);
    ipcRenderer.send(ipcChannels.listening);
    return () => ipcRenderer.off(ipcChannels.event, forward);
  },
  fileTicket: async (file) => {
    const path = webUtils.getPathForFile(file);
    return path === ''
      ? ipcRenderer.invoke(ipcChannels.fileBytes, file.name, await file.arrayBuffer())
      : ipcRenderer.invoke(ipcChannels.filePath, path);
  },
  folderTicket: (file, path) => {
    const filePath = webUtils.getPathForFile(file);
    const belongs = path !== '' && filePath.replaceAll('\\', '/').endsWith(`/${path}`);
    return ipcRenderer.invoke(ipcChannels.filePath, belongs ? filePath.slice(0, -path.length - 1) : '');
  },
  chooseTarget: (suggestedName) => ipcRenderer.invoke(ipcChannels.chooseTarget, suggestedName),
  printPdf: (suggestedName) => ipcRenderer.invoke(ipcChannels.printPdf, suggestedName),
};

contextBridge.exposeInMainWorld('versus', bridge);
