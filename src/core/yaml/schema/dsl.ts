import type { Json } from '../../model/json.ts';
import type { NameKind } from '../../model/meshNames.ts';

interface Meta {
  /** One line about the field, shown on hover and in completion. */
  readonly doc: string;
  readonly required: boolean;
  /** What of the mesh its values name; of a map, its keys. */
  readonly names?: NameKind;
  /** What a form begins with where the field is added. */
  readonly start?: Json;
}
export interface StrSchema extends Meta {
  readonly kind: 'string';
}
export interface BoolSchema extends Meta {
  readonly kind: 'boolean';
}
export interface IntSchema extends Meta {
  readonly kind: 'integer';
  readonly min: number;
  readonly max: number;
}
export interface NumSchema extends Meta {
  readonly kind: 'number';
}
export interface DurationSchema extends Meta {
  readonly kind: 'duration';
}
export interface IntOrStringSchema extends Meta {
  readonly kind: 'intOrString';
}
export interface AnySchema extends Meta {
  readonly kind: 'any';
}
export interface EnumSchema<V extends string = string> extends Meta {
  readonly kind: 'enum';
  readonly values: readonly V[];
}
export interface ListSchema<I = Schema> extends Meta {
  readonly kind: 'list';
  readonly item: I;
  /** What a `null` among the items means. */
  readonly nullItem: 'refuse' | 'empty';
}
export interface MapSchema<I = Schema> extends Meta {
  readonly kind: 'map';
  readonly item: I;
}
export interface ObjSchema<F = Fields> extends Meta {
  readonly kind: 'object';
  readonly fields: F;
  /** Unknown fields are ignored without a word. */
  readonly open: boolean;
}

/** How one value of a resource looks: a node of a kind's table. */
export type Schema =
  | StrSchema
  | BoolSchema
  | IntSchema
  | NumSchema
  | DurationSchema
  | IntOrStringSchema
  | AnySchema
  | EnumSchema
  | ListSchema
  | MapSchema
  | ObjSchema;
export interface Fields {
  readonly [name: string]: Schema;
}

type RequiredKeys<F> = { [K in keyof F]: F[K] extends { readonly required: true } ? K : never }[keyof F];
type Flatten<T> = { readonly [K in keyof T]: T[K] };
type InferFields<F> = Flatten<
  { readonly [K in RequiredKeys<F>]: Infer<F[K]> } & { readonly [K in Exclude<keyof F, RequiredKeys<F>>]?: Infer<F[K]> }
>;

/** The TypeScript type of the values that a table accepts, once decoded. */
export type Infer<S> = S extends StrSchema | DurationSchema
  ? string
  : S extends IntSchema | NumSchema
    ? number
    : S extends BoolSchema
      ? boolean
      : S extends IntOrStringSchema
        ? number | string
        : S extends AnySchema
          ? Json
          : S extends EnumSchema<infer V>
            ? V
            : S extends ListSchema<infer I>
              ? readonly Infer<I>[]
              : S extends MapSchema<infer I>
                ? { readonly [key: string]: Infer<I> }
                : S extends ObjSchema<infer F>
                  ? InferFields<F>
                  : never;

const optional = { required: false };

export function str(doc: string): StrSchema {
  return { kind: 'string', doc, ...optional };
}
export function bool(doc: string): BoolSchema {
  return { kind: 'boolean', doc, ...optional };
}
/** A signed 32-bit integer. */
export function int(doc: string): IntSchema {
  return { kind: 'integer', min: -2147483648, max: 2147483647, doc, ...optional };
}
/** An unsigned 32-bit integer. */
export function uint(doc: string): IntSchema {
  return { kind: 'integer', min: 0, max: 4294967295, doc, ...optional };
}
export function num(doc: string): NumSchema {
  return { kind: 'number', doc, ...optional };
}
/** A Go duration: `10s`, `1m30s`, `500ms`. */
export function duration(doc: string): DurationSchema {
  return { kind: 'duration', doc, ...optional };
}
export function intOrString(doc: string): IntOrStringSchema {
  return { kind: 'intOrString', doc, ...optional };
}
/** Kept as it is, not looked into. */
export function any(doc: string): AnySchema {
  return { kind: 'any', doc, ...optional };
}
export function enumOf<const V extends string>(values: readonly V[], doc: string): EnumSchema<V> {
  return { kind: 'enum', values, doc, ...optional };
}
export function list<const I extends Schema>(
  item: I,
  doc: string,
  nullItem: ListSchema['nullItem'] = 'refuse',
): ListSchema<I> {
  return { kind: 'list', item, nullItem, doc, ...optional };
}
export function map<const I extends Schema>(item: I, doc: string): MapSchema<I> {
  return { kind: 'map', item, doc, ...optional };
}
export function obj<const F extends Fields>(fields: F, doc = ''): ObjSchema<F> {
  return { kind: 'object', fields, open: false, doc, ...optional };
}
/** An object whose unknown fields are ignored without a word. */
export function openObj<const F extends Fields>(fields: F, doc = ''): ObjSchema<F> {
  return { kind: 'object', fields, open: true, doc, ...optional };
}
/** The API server refuses an object without this field. */
export function required<S extends Schema>(schema: S): S & { readonly required: true } {
  return { ...schema, required: true };
}
/** A value that names something of the mesh: what is there is offered. */
export function naming<S extends Schema>(names: NameKind, schema: S): S {
  return { ...schema, names };
}
/** A form that adds this field begins with a value. */
export function startsAs<S extends Schema>(start: Json, schema: S): S {
  return { ...schema, start };
}
