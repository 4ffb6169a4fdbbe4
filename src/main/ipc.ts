/** The window's calls, files and events over Electron's IPC. Every message is taken from the app's own page only. */

import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { BrowserWindow, ipcMain, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron';
import { ipcChannels } from '../contract/bridge.ts';
import type { SaveTarget } from '../contract/host-doors.ts';
import type { AppEvent, Reply } from '../contract/transport.ts';
import type { FileTicket } from '../core/ids.ts';
import { plainFileName } from '../host/plain-file-name.ts';
import type { Backend } from '../host/spawn-backend.ts';
import { isAppAddress } from './app-address.ts';
import { askWhereTo, printToPdf } from './save-dialog.ts';

/** True when the page itself asks: its top frame, at an address of the app. */
function isOwnPage(event: IpcMainEvent | IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame === event.sender.mainFrame && isAppAddress(frame.url);
}

function checkSender(event: IpcMainInvokeEvent): void {
  if (!isOwnPage(event)) throw new Error('only pages of Versus may ask this');
}

export interface Ipc {
  /** Sends the event to every window. */
  readonly send: (event: AppEvent) => void;
  /** Tells of files now, or as soon as a window listens. */
  readonly openFiles: (paths: readonly string[]) => void;
  /** Removes what is left of files that came as bytes. */
  readonly close: () => Promise<void>;
}

export function connectIpc(backend: Backend): Ipc {
  let waitingTickets: readonly FileTicket[] = [];
  const listening = new Set<number>();
  let uploadDir: Promise<string> | null = null;

  const send = (event: AppEvent): void => {
    for (const { webContents } of BrowserWindow.getAllWindows()) if (!webContents.isDestroyed()) webContents.send(ipcChannels.event, event);
  };
  const announceFiles = (): void => {
    if (waitingTickets.length === 0 || listening.size === 0) return;
    send({ type: 'files-opened', tickets: waitingTickets });
    waitingTickets = [];
  };

  ipcMain.handle(ipcChannels.call, (event, name: unknown, input: unknown): Promise<Reply> => {
    checkSender(event);
    return backend.call(String(name), input);
  });
  ipcMain.handle(ipcChannels.filePath, (event, path: unknown): FileTicket => {
    checkSender(event);
    if (typeof path !== 'string' || !isAbsolute(path)) throw new Error('a file needs its whole path');
    return backend.offerFile(path);
  });
  ipcMain.handle(ipcChannels.fileBytes, async (event, name: unknown, bytes: unknown): Promise<FileTicket> => {
    checkSender(event);
    if (typeof name !== 'string' || !(bytes instanceof ArrayBuffer)) throw new Error('a file needs a name and bytes');
    uploadDir ??= mkdtemp(join(tmpdir(), 'versus-upload-'));
    const path = join(await uploadDir, randomUUID());
    await writeFile(path, new Uint8Array(bytes), { flag: 'wx', mode: 0o600 });
    return backend.offerFile(path, { fileName: plainFileName(name), deleteWhenDone: true });
  });
  ipcMain.handle(ipcChannels.chooseTarget, async (event, suggestedName: unknown): Promise<SaveTarget> => {
    checkSender(event);
    const path = await askWhereTo(BrowserWindow.fromWebContents(event.sender), String(suggestedName));
    return path === null ? { kind: 'cancelled' } : { kind: 'file', ticket: backend.offerTarget(path) };
  });
  ipcMain.handle(ipcChannels.printPdf, (event, suggestedName: unknown) => {
    checkSender(event);
    return printToPdf(event.sender, String(suggestedName));
  });
  ipcMain.on(ipcChannels.listening, (event) => {
    if (!isOwnPage(event)) return;
    const { id } = event.sender;
    listening.add(id);
    event.sender.once('destroyed', () => listening.delete(id));
    announceFiles();
  });
  backend.onEvent(send);

  return {
    send,
    openFiles: (paths) => {
      waitingTickets = [...waitingTickets, ...paths.map((path) => backend.offerFile(path))];
      announceFiles();
    },
    close: async () => {
      if (uploadDir !== null) await rm(await uploadDir, { recursive: true, force: true });
    },
  };
}
