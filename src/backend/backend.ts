/** What a backend is, to the hosts, the command line and the tests that hold one. */

import type { AppEvent, Reply } from '../contract/transport.ts';
import type { Clock, Random } from '../core/clock.ts';
import type { FileTicket, SaveTicket } from '../core/ids.ts';

export interface BackendOptions {
  /** Folder of the library; made when missing. */
  readonly libraryDir: string;
  readonly clock: Clock;
  readonly random: Random;
  /** Puts the starter deck into a library that has just been made. Default true. */
  readonly withStarterDeck?: boolean;
}

export interface OfferOptions {
  /** The name to show; default: the path's last part. */
  readonly fileName?: string;
  /** For temporary uploads: the file is deleted when it is no longer needed, at the latest when the backend closes. */
  readonly deleteWhenDone?: boolean;
  /** A ticket drawn by the caller, who then knows it at once. */
  readonly ticket?: FileTicket;
  /** The offered folder that this is a part of: a temporary one is deleted when none of its parts is needed any longer. */
  readonly inside?: FileTicket;
}

export interface Backend {
  /** Validates, dispatches and replies; never throws. */
  readonly call: (name: string, input: unknown) => Promise<Reply>;
  readonly onEvent: (listener: (event: AppEvent) => void) => () => void;
  /**
   * Takes in a file by its path and returns the ticket that operations know it by. Not part of the contract, because
   * only hosts and the command line may name paths.
   */
  readonly offerFile: (path: string, options?: OfferOptions) => FileTicket;
  /** Lets one file be written at the path, and returns the ticket that export.start knows the place by. `ticket`: one drawn by the caller. */
  readonly offerTarget: (path: string, ticket?: SaveTicket) => SaveTicket;
  /** Ends running jobs, leaves the library as it was for unfinished ones, and closes the database. */
  readonly close: () => Promise<void>;
}
