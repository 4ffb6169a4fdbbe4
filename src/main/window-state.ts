/** Size and place of the window, remembered in a small file and made to fit the screens that are there now. */

import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowState {
  /** Without x and y the system places the window. */
  readonly bounds: { readonly x?: number; readonly y?: number; readonly width: number; readonly height: number };
  readonly isMaximized: boolean;
}

export const smallestWindow = { width: 480, height: 360 } as const;
export const firstWindowState: WindowState = { bounds: { width: 1280, height: 800 }, isMaximized: false };

/** Pixels of the window's top edge that must lie on a screen, or the window could not be moved. */
const graspablePixels = 80;

function isRectangle(value: unknown): value is Rectangle {
  if (typeof value !== 'object' || value === null) return false;
  return ['x', 'y', 'width', 'height'].every((key) => Number.isFinite((value as Record<string, unknown>)[key]));
}

/** Reads what was saved; anything unreadable counts as nothing saved. */
export function parseWindowState(text: string): WindowState | null {
  try {
    const saved = JSON.parse(text) as { bounds?: unknown; isMaximized?: unknown } | null;
    return isRectangle(saved?.bounds) ? { bounds: saved.bounds, isMaximized: saved.isMaximized === true } : null;
  } catch {
    return null;
  }
}

/** Fits a remembered window to the work areas of the screens: not larger than its screen, and where its title bar can be reached; otherwise centred by the system. */
export function fitWindowState(saved: WindowState | null, workAreas: readonly Rectangle[]): WindowState {
  const wanted = saved ?? firstWindowState;
  const { x, y } = wanted.bounds;
  const isOn = (area: Rectangle): boolean =>
    x !== undefined &&
    y !== undefined &&
    x + wanted.bounds.width >= area.x + graspablePixels &&
    x <= area.x + area.width - graspablePixels &&
    y >= area.y - 1 &&
    y <= area.y + area.height - graspablePixels;
  const screen = workAreas.find(isOn);
  const largest = screen ?? workAreas[0] ?? { x: 0, y: 0, ...firstWindowState.bounds };
  const width = Math.max(smallestWindow.width, Math.min(Math.round(wanted.bounds.width), largest.width));
  const height = Math.max(smallestWindow.height, Math.min(Math.round(wanted.bounds.height), largest.height));
  const place = screen === undefined || x === undefined || y === undefined ? {} : { x: Math.round(x), y: Math.round(y) };
  return { bounds: { ...place, width, height }, isMaximized: wanted.isMaximized };
}

export function loadWindowState(path: string): WindowState | null {
  try {
    return parseWindowState(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

/** Saves by replacing the file whole. A window that cannot be remembered is no reason to disturb anyone, so failures are passed over. */
export function saveWindowState(path: string, state: WindowState): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.new`, JSON.stringify(state));
    renameSync(`${path}.new`, path);
  } catch {
    return;
  }
}
