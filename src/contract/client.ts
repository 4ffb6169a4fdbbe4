/** The typed client: what the contract declares, over any transport. */

import { AppError } from '../core/errors.ts';
import type { FileTicket } from '../core/ids.ts';
import type { InputOf, OperationName, OutputOf } from './contract.ts';
import type { AppEvent, Transport } from './transport.ts';

export interface Client {
  /** Resolves to the operation's output; throws AppError with the backend's sentence. */
  readonly call: <Name extends OperationName>(name: Name, input: InputOf<Name>) => Promise<OutputOf<Name>>;
  readonly onEvent: (listener: (event: AppEvent) => void) => () => void;
  readonly sendFile: (file: File) => Promise<FileTicket>;
}

export function createClient(transport: Transport): Client {
  return {
    call: async (name, input) => {
      const reply = await transport.call(name, input);
      if (!reply.ok) throw new AppError(reply.error.code, reply.error.message);
      return reply.value as OutputOf<typeof name>;
    },
    onEvent: transport.onEvent,
    sendFile: transport.sendFile,
  };
}
