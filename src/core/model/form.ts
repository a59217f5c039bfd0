import type { Json } from './json.ts';
import type { NameKind } from './meshNames.ts';
import type { Path, ResourceId } from './resource.ts';

interface Common {
  readonly path: Path;
  /** One line about it. */
  readonly doc: string;
}

/** A single value; `value` is null for one that is written but empty. */
export interface ScalarNode extends Common {
  readonly kind: 'string' | 'integer' | 'number' | 'duration' | 'intOrString';
  readonly value: string | number | boolean | null;
  readonly names: NameKind | null;
}
export interface BooleanNode extends Common {
  readonly kind: 'boolean';
  readonly value: string | number | boolean | null;
}
export interface EnumNode extends Common {
  readonly kind: 'enum';
  readonly value: string | number | boolean | null;
  readonly values: readonly string[];
}
export interface ListNode extends Common {
  readonly kind: 'list';
  /** Null among them: an item that only the YAML can show. */
  readonly items: readonly (FormNode | null)[];
  /** What an item is. */
  readonly item: FormNode['kind'];
  readonly itemDoc: string;
  /** What a new item begins as. */
  readonly blank: Json;
  readonly names: NameKind | null;
}
export interface MapNode extends Common {
  readonly kind: 'map';
  readonly entries: readonly { readonly key: string; readonly node: FormNode | null }[];
  readonly item: FormNode['kind'];
  /** What a new value begins as. */
  readonly blank: Json;
  /** What the keys name. */
  readonly names: NameKind | null;
}
export interface ObjectNode extends Common {
  readonly kind: 'object';
  /** The fields that are set, in the order of the text. */
  readonly fields: readonly FormField[];
  /** The fields that could be added, in the order of the table. */
  readonly addable: readonly Addable[];
}
export interface FormField {
  readonly name: string;
  readonly required: boolean;
  readonly node: FormNode;
}
export interface Addable {
  readonly name: string;
  readonly doc: string;
  /** What the field begins as. */
  readonly blank: Json;
}

/** One value of a resource, as a form shows it. */
export type FormNode = ScalarNode | BooleanNode | EnumNode | ListNode | MapNode | ObjectNode;

/** Why a value is shown only as YAML: the table does not know it or look into it, it is of a wrong type, or it is written elsewhere. */
export type OnlyInYaml = 'unknown' | 'opaque' | 'wrongType' | 'alias';

/** A value that only the YAML shows, and the line of the file (from 1) on which it begins. */
export interface KeptField {
  readonly path: Path;
  readonly why: OnlyInYaml;
  readonly line: number;
}

/** A resource as a form. */
export interface Form {
  readonly resource: ResourceId;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** Where it stands in its file. */
  readonly index: number;
  readonly root: ObjectNode;
  readonly onlyInYaml: readonly KeptField[];
}

/** What there is of a form at a place in a file. */
export type FormAnswer =
  | { readonly kind: 'form'; readonly form: Form }
  /** The text around it cannot be read. */
  | { readonly kind: 'broken'; readonly index: number; readonly line: number }
  /** There is no table for this kind. */
  | { readonly kind: 'noTable'; readonly index: number; readonly of: string }
  | { readonly kind: 'nothing' };
