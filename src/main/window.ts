/** The window: sandboxed, where and as large as it was, and in the colour of its theme before anything is drawn. */

import { BrowserWindow, nativeTheme, screen } from 'electron';
import { iconPath, preloadPath } from '../host/places.ts';
import { appAddress } from './app-address.ts';
import { fitWindowState, loadWindowState, saveWindowState, smallestWindow } from './window-state.ts';

/** The grounds of the light and the dark theme (renderer/styles/tokens.css), so that no white flashes up. */
const grounds = { light: '#f7f6f3', dark: '#181716' } as const;

function groundColour(): string {
  return nativeTheme.shouldUseDarkColors ? grounds.dark : grounds.light;
}

/** Opens the window on the app's first page; `statePath` is the file that remembers its size and place. */
export function openWindow(statePath: string): BrowserWindow {
  const workAreas = screen.getAllDisplays().map(({ workArea }) => workArea);
  const state = fitWindowState(loadWindowState(statePath), workAreas);
  const window = new BrowserWindow({
    ...state.bounds,
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    title: 'Versus',
    icon: iconPath,
    show: false,
    backgroundColor: groundColour(),
    webPreferences: {
      preload: preloadPath,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  if (state.isMaximized) window.maximize();
  const remember = (): void => saveWindowState(statePath, { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() });
  const recolour = (): void => window.setBackgroundColor(groundColour());
  nativeTheme.on('updated', recolour);
  window.on('close', remember);
  window.on('closed', () => nativeTheme.off('updated', recolour));
  window.once('ready-to-show', () => window.show());
  void window.loadURL(appAddress);
  return window;
}
