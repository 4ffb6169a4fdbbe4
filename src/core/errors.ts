/** The one error a person is meant to read: a code to act on and a sentence that says what is wrong and what to do. */

export type ErrorCode =
  | 'bad-input'
  | 'not-found'
  | 'conflict'
  | 'library-busy'
  | 'library-newer'
  | 'library-damaged'
  | 'nothing-to-undo'
  | 'cancelled'
  | 'disk-full'
  | 'file-missing'
  | 'file-unreadable'
  | 'file-empty'
  | 'file-damaged'
  | 'file-encrypted'
  | 'file-too-large'
  | 'file-placeholder'
  | 'file-newer-version'
  | 'file-too-old'
  | 'file-unsafe'
  | 'format-unknown'
  | 'format-unsupported'
  | 'nothing-to-import'
  | 'internal';

export interface ErrorReport {
  readonly code: ErrorCode;
  /** A sentence in plain words: what happened, what it means for the learner's cards, what to do. */
  readonly message: string;
}

export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  toReport(): ErrorReport {
    return { code: this.code, message: this.message };
  }
}

/** Turns anything thrown into a report. A bug becomes `internal`; its details are for the log, not for the screen. */
export function toErrorReport(thrown: unknown): ErrorReport {
  if (thrown instanceof AppError) return thrown.toReport();
  return {
    code: 'internal',
    message: 'Something went wrong inside Versus. Your cards are as they were; please try again.',
  };
}
