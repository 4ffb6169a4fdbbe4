/** What a handler is: one function per operation, given the open library and the outside world as arguments. */

import type { Contract, NamesOfKind, OperationName, OutputOf, ParsedInputOf } from '../contract/contract.ts';
import type { AppEvent, Topic } from '../contract/transport.ts';
import type { Clock, Random } from '../core/clock.ts';
import type { FileTicket, SaveTicket } from '../core/ids.ts';
import type { Library } from '../store/library.ts';
import type { OfferOptions } from './backend.ts';

/** A file a host has taken in. */
export interface OfferedFile {
  readonly path: string;
  readonly fileName: string;
}

export interface HandlerContext {
  readonly library: Library;
  readonly clock: Clock;
  readonly random: Random;
  /** Throws AppError file-missing when the ticket is unknown. */
  readonly fileOf: (ticket: FileTicket) => OfferedFile;
  /** Takes in a file that an operation has made or found, as hosts do. The same part of the same folder has one ticket. */
  readonly offerFile: (path: string, options?: OfferOptions) => FileTicket;
  /** Says that a file is no longer needed; temporary uploads are deleted then, and at the latest when the backend closes. */
  readonly releaseFile: (ticket: FileTicket) => void;
  /** The path that a host lets be written to; good for one file. Throws AppError file-missing when the ticket is unknown. */
  readonly takeTarget: (ticket: SaveTicket) => string;
  readonly emit: (event: AppEvent) => void;
  /** Registers what must be ended before the library is closed, such as running jobs. Returns the function that takes it back. */
  readonly onClose: (end: () => void | Promise<void>) => () => void;
  /** Writes a bug to the library's log. For work that outlives its call; what a handler throws is logged by the backend. */
  readonly logBug: (where: string, thrown: unknown) => void;
  /** Gives the running command's undo step a more telling label than its default ("Delete deck “Spanish”"). */
  readonly describe: (label: string) => void;
}

export type Handler<Name extends OperationName> = (context: HandlerContext, input: ParsedInputOf<Name>) => OutputOf<Name> | Promise<OutputOf<Name>>;
/** A handler for every name of one contract file; a missing one fails to compile. Command handlers are synchronous. */
export type HandlersOf<Part extends Partial<Contract>> = {
  readonly [Name in keyof Part & OperationName]: Name extends NamesOfKind<'command'>
    ? (context: HandlerContext, input: ParsedInputOf<Name>) => OutputOf<Name>
    : Handler<Name>;
};

/**
 * How a command is carried out: under `label` as one undoable step, with a null label as one transaction outside undo,
 * or `unwrapped` for those that run no transaction of their own (undo and redo, job control). `topics` are announced afterwards.
 */
export type CommandRule = { readonly label: string | null; readonly topics: readonly Topic[] } | { readonly unwrapped: true; readonly topics: readonly Topic[] };
export type CommandRules = { readonly [Name in NamesOfKind<'command'>]: CommandRule };
