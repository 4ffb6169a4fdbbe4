/** Where a file may be written: the system's dialog asks, and only the main process ever knows the path. */

import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { BrowserWindow, dialog, type WebContents } from 'electron';
import type { PrintOutcome } from '../contract/host-doors.ts';
import type { ErrorReport } from '../core/errors.ts';
import { plainFileName } from '../host/plain-file-name.ts';

/** Resolves to the chosen path, or to null when the learner thinks better of it. The name is only a proposal. */
export async function askWhereTo(window: BrowserWindow | null, suggestedName: string): Promise<string | null> {
  const name = plainFileName(suggestedName);
  const extension = extname(name).slice(1);
  const options: Electron.SaveDialogOptions = {
    title: 'Save',
    defaultPath: name,
    properties: ['showOverwriteConfirmation', 'createDirectory'],
    ...(extension === '' ? {} : { filters: [{ name: extension.toUpperCase(), extensions: [extension] }] }),
  };
  const { canceled, filePath } = await (window === null ? dialog.showSaveDialog(options) : dialog.showSaveDialog(window, options));
  return canceled || filePath === '' ? null : filePath;
}

/** Writes the page, as its style for print lays it out, into a PDF. A file that stood there stands until the new one is whole. */
export async function printToPdf(contents: WebContents, suggestedName: string): Promise<PrintOutcome | { readonly kind: 'failed'; readonly error: ErrorReport }> {
  const path = await askWhereTo(BrowserWindow.fromWebContents(contents), suggestedName);
  if (path === null) return { kind: 'cancelled' };
  const bytes = await contents.printToPDF({ printBackground: true, preferCSSPageSize: true });
  try {
    await replaceFile(path, bytes);
  } catch (error) {
    return { kind: 'failed', error: describeWriteFailure(basename(path), error) };
  }
  return { kind: 'saved', fileName: basename(path) };
}

function describeWriteFailure(name: string, error: unknown): ErrorReport {
  if ((error as NodeJS.ErrnoException).code === 'ENOSPC') {
    return { code: 'disk-full', message: `The disk is full, so “${name}” was not written. Your cards are safe; free some space, or choose another place.` };
  }
  return { code: 'file-unreadable', message: `“${name}” could not be written there. Your cards are safe; choose another place, where you may write.` };
}

async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  const besides = join(dirname(path), `.${basename(path)}.${randomUUID()}.part`);
  try {
    const file = await open(besides, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(besides, path);
  } catch (error) {
    await rm(besides, { force: true });
    throw error;
  }
}
