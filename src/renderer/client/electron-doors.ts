/** The host's doors in the desktop window: folders go over by their path, files are written where the system's dialog says. */

import type { DesktopBridge } from '../../contract/bridge.ts';
import type { HostDoors } from '../../contract/host-doors.ts';
import { AppError } from '../../core/errors.ts';

export function createElectronDoors(bridge: DesktopBridge): HostDoors {
  return {
    sendFolder: async ({ entry, listFiles, name }) => {
      if (entry !== null) return bridge.fileTicket(entry);
      const [first] = await listFiles();
      if (first === undefined) throw new AppError('file-empty', `There is nothing in “${name}”. Your cards are as they were.`);
      return bridge.folderTicket(first.file, first.path);
    },
    chooseTarget: bridge.chooseTarget,
    printPdf: async (suggestedName) => {
      const outcome = await bridge.printPdf(suggestedName);
      if (outcome.kind === 'failed') throw new AppError(outcome.error.code, outcome.error.message);
      return outcome;
    },
  };
}
