/** The host's doors in an ordinary browser: folders go over file by file, exports are downloads, printing is the browser's. */

import type { HostDoors } from '../../contract/host-doors.ts';
import { AppError } from '../../core/errors.ts';
import { readTicket, upload } from './http-transport.ts';

/** A browser grants a host six connections: calls and events need some too. */
const UPLOADS_AT_ONCE = 3;

export function createBrowserDoors(): HostDoors {
  return {
    sendFolder: async ({ name, listFiles }) => {
      const files = await listFiles();
      if (files.length === 0) throw new AppError('file-empty', `There is nothing in “${name}”. Your cards are as they were.`);
      const ticket = await readTicket(await upload(`/api/folders?name=${encodeURIComponent(name)}`, null));
      const waiting = files[Symbol.iterator]();
      const send = async (): Promise<void> => {
        for (const { path, file } of waiting) {
          await readTicket(await upload(`/api/files?name=${encodeURIComponent(path)}&folder=${encodeURIComponent(ticket)}`, file));
        }
      };
      await Promise.all(Array.from({ length: UPLOADS_AT_ONCE }, send));
      return ticket;
    },
    chooseTarget: () => Promise.resolve({ kind: 'download' }),
    printPdf: () => {
      window.print();
      return Promise.resolve({ kind: 'printing' });
    },
  };
}
