/** The desktop app: one instance per library, one window over one backend, and an orderly end. */

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { app, BrowserWindow, dialog, Menu } from 'electron';
import { IMPORT_EXTENSIONS } from '../core/formats/import-format.ts';
import { describeFailure } from '../host/describe-failure.ts';
import { defaultLibraryDir, resolveLibraryDir } from '../host/library-dir.ts';
import { exportsDirOf, mediaDirOf, rendererDir } from '../host/places.ts';
import { createRoutes } from '../host/routes.ts';
import { spawnBackend, type Backend } from '../host/spawn-backend.ts';
import { declareAppProtocol, serveAppProtocol } from './app-protocol.ts';
import { guardApp } from './guard.ts';
import { connectIpc, type Ipc } from './ipc.ts';
import { buildMenu } from './menu.ts';
import { readStartArguments } from './start-arguments.ts';
import { followTheme } from './theme.ts';
import { openWindow } from './window.ts';

const closingLimitMillis = 20_000;
const started = readStartArguments(process.argv, app.getAppPath(), process.cwd());
const libraryDir = resolveLibraryDir(started.library);
const developmentUrl = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'];
/** Files of the system's "open with" may come before there is a window. */
const earlyFiles: string[] = [...started.files];
let openPaths: (paths: readonly string[]) => void = (paths) => void earlyFiles.push(...paths);

function statePath(): string {
  return join(app.getPath('userData'), 'window.json');
}

function focusWindow(): void {
  const [window] = BrowserWindow.getAllWindows();
  if (window === undefined) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

function logFailure(error: unknown): void {
  process.stderr.write(`${describeFailure(error)}\n`);
}

async function chooseFiles(ipc: Ipc): Promise<void> {
  const options: Electron.OpenDialogOptions = {
    title: 'Import decks',
    properties: ['openFile', 'multiSelections'],
    filters: [
      { name: 'Decks', extensions: [...IMPORT_EXTENSIONS] },
      { name: 'All files', extensions: ['*'] },
    ],
  };
  const window = BrowserWindow.getFocusedWindow();
  const { canceled, filePaths } = await (window === null ? dialog.showOpenDialog(options) : dialog.showOpenDialog(window, options));
  if (!canceled && filePaths.length > 0) ipc.openFiles(filePaths);
}

function setMenu(ipc: Ipc): void {
  const template = buildMenu(process.platform, {
    choose: (action) => ipc.send({ type: 'menu', action }),
    chooseFiles: () => void chooseFiles(ipc),
    print: () => BrowserWindow.getFocusedWindow()?.webContents.print(),
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

/** Quitting waits until the library is closed: an import in progress is cancelled and leaves nothing behind. */
function closeBeforeQuit(backend: Backend, ipc: Ipc): void {
  let isClosed = false;
  app.on('will-quit', (event) => {
    if (isClosed) return;
    event.preventDefault();
    const tooLong = new Promise<void>((resolve) => setTimeout(resolve, closingLimitMillis).unref());
    void Promise.race([backend.close().catch(logFailure), tooLong])
      .then(() => ipc.close())
      .finally(() => {
        isClosed = true;
        app.quit();
      });
  });
}

async function startApp(): Promise<void> {
  await app.whenReady();
  guardApp(developmentUrl);
  const backend = await spawnBackend({ libraryDir });
  serveAppProtocol(createRoutes({ rendererDir, mediaDir: mediaDirOf(libraryDir), exportsDir: exportsDirOf(libraryDir), ...(developmentUrl === undefined ? {} : { developmentUrl }) }));
  const ipc = connectIpc(backend);
  closeBeforeQuit(backend, ipc);
  await followTheme(backend);
  setMenu(ipc);
  openWindow(statePath());
  openPaths = (paths) => {
    if (BrowserWindow.getAllWindows().length === 0) openWindow(statePath());
    ipc.openFiles(paths);
  };
  openPaths(earlyFiles);
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openWindow(statePath());
  });
}

app.setName('Versus');
app.enableSandbox();
// Nothing here is ever fetched from the network.
for (const name of ['disable-background-networking', 'disable-component-update', 'disable-domain-reliability']) app.commandLine.appendSwitch(name);
declareAppProtocol();
if (libraryDir !== defaultLibraryDir()) {
  // Another library is another instance, with a window of its own.
  const name = createHash('sha256').update(libraryDir).digest('hex').slice(0, 16);
  app.setPath('userData', join(app.getPath('userData'), 'other-libraries', name));
}
app.on('window-all-closed', () => {
  if (process.platform !== 'darwin') app.quit();
});
app.on('open-file', (event, path) => {
  event.preventDefault();
  openPaths([path]);
});

if (app.requestSingleInstanceLock({ files: started.files })) {
  app.on('second-instance', (_event, _argv, _workingDir, data) => {
    focusWindow();
    openPaths((data as { files: readonly string[] }).files);
  });
  startApp().catch((error: unknown) => {
    logFailure(error);
    dialog.showErrorBox('Versus cannot open your library', describeFailure(error));
    app.exit(1);
  });
} else {
  app.exit(0);
}
