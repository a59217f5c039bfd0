import type { Completions, FieldHelp } from '../../../core/model/completion.ts';

/** What the editor asks about the text that it holds; offsets are in the file. */
export interface Questions {
  complete: (offset: number) => Promise<Completions | null>;
  help: (offset: number) => Promise<FieldHelp | null>;
  /** Shows the resource that is named at an offset. */
  goTo: (offset: number) => void;
}
