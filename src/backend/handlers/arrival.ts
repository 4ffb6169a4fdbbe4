/** Ways in besides a single file: pasted texts become files, and folders and archives are taken apart into the decks in them. */

import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { arrivalContract } from '../../contract/import.ts';
import type { FileTicket } from '../../core/ids.ts';
import { ARRIVALS_FOLDER } from '../../store/library.ts';
import type { CommandRule, HandlerContext, HandlersOf } from '../handler.ts';
import { expandArrival } from '../jobs/expand-arrival.ts';
import type { Part } from '../jobs/expand-arrival.ts';
import { listDiskFiles } from '../jobs/folder-sources.ts';

const PASTED_FOLDER = 'pasted';

function arrivalsDirOf({ library }: HandlerContext): string {
  return join(library.stagingDir, ARRIVALS_FOLDER);
}

/** Forgets an earlier text of the paste box. Tickets of other files stay as they are, known or not. */
function forgetPasted(context: HandlerContext, ticket: FileTicket, pastedDir: string): void {
  try {
    if (dirname(context.fileOf(ticket).path) === pastedDir) context.releaseFile(ticket);
  } catch {
    // Imported in the meantime, and used up by that.
  }
}

async function measure(part: Part): Promise<number> {
  const found = await stat(part.path).catch(() => null);
  if (found === null) return 0;
  if (!found.isDirectory()) return found.size;
  const sizes = await Promise.all((await listDiskFiles(part.path)).map((path) => stat(join(part.path, path)).then(({ size }) => size, () => 0)));
  return sizes.reduce((sum, size) => sum + size, 0);
}

export const arrivalHandlers: HandlersOf<typeof arrivalContract> = {
  'import.text': (context, { text, name, replaces }) => {
    const pastedDir = join(arrivalsDirOf(context), PASTED_FOLDER);
    mkdirSync(pastedDir, { recursive: true, mode: 0o700 });
    if (replaces !== null) forgetPasted(context, replaces, pastedDir);
    const path = join(pastedDir, randomUUID());
    writeFileSync(path, text);
    return { ticket: context.offerFile(path, { fileName: name, deleteWhenDone: true }) };
  },
  'import.expand': async (context, { ticket }) => {
    const given = context.fileOf(ticket);
    const { parts, unpackedTo } = await expandArrival(given, arrivalsDirOf(context));
    const isWhole = parts.length === 1 && parts[0]?.path === given.path;
    const inside = unpackedTo === null ? ticket : context.offerFile(unpackedTo, { deleteWhenDone: true });
    return await Promise.all(
      parts.map(async (part) => ({
        ticket: isWhole ? ticket : context.offerFile(part.path, { fileName: part.fileName, inside }),
        fileName: part.fileName,
        sizeBytes: await measure(part),
      })),
    );
  },
};

export const arrivalRules: { readonly 'import.text': CommandRule } = {
  'import.text': { unwrapped: true, topics: [] },
};
