import type { NameKind } from './meshNames.ts';

/** One thing that could be written. */
export interface Completion {
  readonly label: string;
  /** What is put in the place of what was typed. */
  readonly insert: string;
  readonly kind: 'field' | 'value' | 'name';
  /** The type of a field, in the words of its table; of a name what it names. */
  readonly type: string;
  readonly required: boolean;
  readonly doc: string;
}

export interface Completions {
  /** Offsets in the file: what is replaced. */
  readonly from: number;
  readonly to: number;
  readonly items: readonly Completion[];
}

/** What there is to say of a field where a pointer rests. */
export interface FieldHelp {
  /** Offsets in the file. */
  readonly from: number;
  readonly to: number;
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly values: readonly string[];
  readonly names: NameKind | null;
  readonly doc: string;
}
