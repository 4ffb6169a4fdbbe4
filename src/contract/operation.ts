/** The building blocks of the contract: what an operation is, and how one is declared. */

import type * as z from 'zod';

/** A query reads; a command is one transaction that may change things; a job runs in the background and reports by events. */
export type OperationKind = 'query' | 'command' | 'job';

export interface Operation<Kind extends OperationKind, Input extends z.ZodType, Output> {
  readonly kind: Kind;
  readonly input: Input;
  /** Carries the output's type; never set. */
  readonly output?: Output;
}

type Declare<Kind extends OperationKind> = <Output>() => <Input extends z.ZodType>(input: Input) => Operation<Kind, Input, Output>;

const declare =
  <Kind extends OperationKind>(kind: Kind): Declare<Kind> =>
  () =>
  (input) => ({ kind, input });

export const query = declare('query');
export const command = declare('command');
export const job = declare('job');
