/** What can be done on the study screen besides seeing the answer and grading it. */

import type { Flag } from '../../../core/cards/model.ts';

export interface StudyCommands {
  readonly leave: () => void;
  readonly undo: () => void;
  readonly flag: (flag: Flag) => void;
  readonly edit: () => void;
  readonly replay: () => void;
  readonly bury: () => void;
  readonly suspend: () => void;
  readonly showKeys: () => void;
}
