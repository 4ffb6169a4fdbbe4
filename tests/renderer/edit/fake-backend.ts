/** A backend played by the test: it answers by functions, keeps what was asked, and holds answers back when told to. */

import { createClient, type Client } from '../../../src/contract/client.ts';
import type { InputOf, OperationName, OutputOf } from '../../../src/contract/contract.ts';
import type { AppEvent, Transport } from '../../../src/contract/transport.ts';
import { toErrorReport } from '../../../src/core/errors.ts';
import type { FileTicket } from '../../../src/core/ids.ts';

export type Answers = { [Name in OperationName]?: (input: InputOf<Name>) => OutputOf<Name> | Promise<OutputOf<Name>> };

export interface FakeBackend {
  readonly client: Client;
  readonly calls: { readonly name: OperationName; readonly input: unknown }[];
  readonly emit: (event: AppEvent) => void;
  /** Inputs of every call of that name, in order. */
  readonly callsOf: <Name extends OperationName>(name: Name) => InputOf<Name>[];
}

export function createFakeBackend(answers: Answers): FakeBackend {
  const calls: { name: OperationName; input: unknown }[] = [];
  const listeners = new Set<(event: AppEvent) => void>();
  const transport: Transport = {
    call: async (name, input) => {
      calls.push({ name: name as OperationName, input: structuredClone(input) });
      const answer = answers[name as OperationName] as ((input: unknown) => unknown) | undefined;
      if (answer === undefined) throw new Error(`the test has no answer for ${name}`);
      try {
        return { ok: true, value: await answer(input) };
      } catch (error) {
        return { ok: false, error: toErrorReport(error) };
      }
    },
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    sendFile: async (file) => `ticket-of-${file.name}` as FileTicket,
  };
  return {
    client: createClient(transport),
    calls,
    emit: (event) => {
      for (const listener of listeners) listener(event);
    },
    callsOf: <Name extends OperationName>(name: Name) => calls.filter((call) => call.name === name).map((call) => call.input as InputOf<Name>),
  };
}

/** Lets every answer that is ready arrive. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 100; turn += 1) await Promise.resolve();
}
