/** The native menus: the platform's roles where it has them, and what Versus does as events to the window. */

import type { MenuItemConstructorOptions } from 'electron';
import type { MenuAction } from '../contract/transport.ts';

export interface MenuDoings {
  readonly choose: (action: MenuAction) => void;
  /** Opens the system's file dialog. */
  readonly chooseFiles: () => void;
  readonly print: () => void;
}

/**
 * Builds the menu bar for a platform. Undo and redo are the page's own keys, because in a text field they belong to the text: elsewhere than on a
 * Mac, where menus take all keys, their accelerators are shown and not registered.
 */
export function buildMenu(platform: NodeJS.Platform, doings: MenuDoings): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin';
  const item = (label: string, action: MenuAction, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    id: action,
    click: () => doings.choose(action),
    ...(accelerator === undefined ? {} : { accelerator }),
  });
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const pageKeys = isMac ? {} : { registerAccelerator: false };
  const settings: MenuItemConstructorOptions = { ...item('Settings…', 'settings', 'CmdOrCtrl+,'), ...pageKeys };
  const appMenu: MenuItemConstructorOptions = {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      separator,
      settings,
      separator,
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      { role: 'quit' },
    ],
  };
  return [
    ...(isMac ? [appMenu] : []),
    {
      label: '&File',
      submenu: [
        item('New Note', 'new-note', 'CmdOrCtrl+N'),
        item('New Deck…', 'new-deck', 'CmdOrCtrl+Shift+N'),
        separator,
        { label: 'Import…', id: 'import', accelerator: 'CmdOrCtrl+O', click: doings.chooseFiles },
        item('Export…', 'export', 'CmdOrCtrl+E'),
        separator,
        { label: 'Print…', accelerator: 'CmdOrCtrl+P', click: doings.print },
        separator,
        ...(isMac ? [{ role: 'close' } as const] : [settings, separator, { role: 'quit' } as const]),
      ],
    },
    {
      label: '&Edit',
      submenu: [
        { ...item('Undo', 'undo', 'CmdOrCtrl+Z'), ...pageKeys },
        { ...item('Redo', 'redo', isMac ? 'Shift+Cmd+Z' : 'Ctrl+Shift+Z'), ...pageKeys },
        separator,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'pasteAndMatchStyle' },
        { role: 'delete' },
        { role: 'selectAll' },
      ],
    },
    {
      label: '&View',
      submenu: [
        item('Decks', 'library', 'CmdOrCtrl+Shift+D'),
        { ...item('Search Commands and Decks…', 'palette', 'CmdOrCtrl+K'), ...pageKeys },
        separator,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        separator,
        { role: 'togglefullscreen' },
        { role: 'toggleDevTools' },
      ],
    },
    { role: 'windowMenu' },
    { role: 'help', submenu: [item('Keys', 'keys', 'F1'), ...(isMac ? [] : [separator, { role: 'about' } as const])] },
  ];
}
