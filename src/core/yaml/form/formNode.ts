import { isAlias, isMap, isSeq } from 'yaml';
import type { Addable, FormField, FormNode, MapNode, ObjectNode, OnlyInYaml } from '../../model/form.ts';
import type { Json } from '../../model/json.ts';
import { isList, isObject } from '../../model/json.ts';
import type { Path } from '../../model/resource.ts';
import { asNode, keyText } from '../locate.ts';
import type { ObjSchema, Schema } from '../schema/dsl.ts';
import { blankOf } from './blank.ts';

/** What only the YAML can show is told to `keep`. */
export type Keep = (path: Path, why: OnlyInYaml) => void;

/** A value by its table, with the node of the text that it was read from; null: only the YAML can show it. */
export function formNode(schema: Schema, json: Json, node: unknown, path: Path, keep: Keep): FormNode | null {
  const refuse = (why: OnlyInYaml): null => {
    keep(path, why);
    return null;
  };
  // An edit here would also change what the alias stands for.
  if (isAlias(node) && typeof json === 'object') return refuse('alias');
  const common = { path, doc: schema.doc };
  switch (schema.kind) {
    case 'any':
      return refuse('opaque');
    case 'object':
      if (json !== null && !isObject(json)) return refuse('wrongType');
      return objectNode(schema, json, node, path, keep);
    case 'list': {
      if (json !== null && !isList(json)) return refuse('wrongType');
      const nodes = isSeq(node) ? node.items : [];
      const items = (json ?? []).map((item, index) => {
        return formNode(schema.item, item, nodes[index], [...path, index], keep);
      });
      const { kind: item, doc: itemDoc } = schema.item;
      const names = schema.item.names ?? null;
      return {
        ...common,
        kind: 'list',
        items,
        item: item === 'any' ? 'object' : item,
        itemDoc,
        blank: blankOf(schema.item),
        names,
      };
    }
    case 'map': {
      if (json !== null && !isObject(json)) return refuse('wrongType');
      const entries = writtenEntries(json ?? {}, node).flatMap(
        ([key, value, valueNode]): MapNode['entries'][number][] => {
          if (valueNode === undefined) return [...keepMerged([...path, key], keep)];
          return [{ key, node: formNode(schema.item, value, valueNode, [...path, key], keep) }];
        },
      );
      const { kind: item } = schema.item;
      const names = schema.names ?? null;
      const blank = blankOf(schema.item);
      return { ...common, kind: 'map', entries, item: item === 'any' ? 'object' : item, blank, names };
    }
    case 'boolean':
    case 'enum':
    case 'string':
    case 'integer':
    case 'number':
    case 'duration':
    case 'intOrString':
      if (typeof json === 'object' && json !== null) return refuse('wrongType');
      if (schema.kind === 'enum') return { ...common, kind: 'enum', value: json, values: schema.values };
      if (schema.kind === 'boolean') return { ...common, kind: 'boolean', value: json };
      return { ...common, kind: schema.kind, value: json, names: schema.names ?? null };
  }
}

/** A value that a merge key brings is written elsewhere. */
function keepMerged(path: Path, keep: Keep): readonly never[] {
  keep(path, 'alias');
  return [];
}

/** The entries of a map in the order of the text, each with its node; `undefined`: it does not stand in this map. */
function writtenEntries(json: { readonly [key: string]: Json }, node: unknown): readonly [string, Json, unknown][] {
  const pairs = new Map(isMap(node) ? node.items.map(({ key, value }) => [keyText(key), asNode(value)] as const) : []);
  const order = [...pairs.keys()];
  return Object.entries(json)
    .map(([key, value]): [string, Json, unknown] => [key, value, pairs.get(key)])
    .sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
}

/** An object by its table: the fields that are set, and those that could be. */
export function objectNode(
  schema: ObjSchema,
  json: { readonly [key: string]: Json } | null,
  node: unknown,
  path: Path,
  keep: Keep,
): ObjectNode {
  const fields = writtenEntries(json ?? {}, node).flatMap(([name, value, valueNode]): FormField[] => {
    const at = [...path, name];
    const field = Object.hasOwn(schema.fields, name) ? schema.fields[name] : undefined;
    if (field === undefined) {
      keep(at, 'unknown');
      return [];
    }
    if (valueNode === undefined) return [...keepMerged(at, keep)];
    const shown = formNode(field, value, valueNode, at, keep);
    return shown === null ? [] : [{ name, required: field.required, node: shown }];
  });
  const addable = Object.entries(schema.fields).flatMap(([name, field]): Addable[] => {
    if (field.kind === 'any' || Object.hasOwn(json ?? {}, name)) return [];
    return [{ name, doc: field.doc, blank: blankOf(field) }];
  });
  return { kind: 'object', path, doc: schema.doc, fields, addable };
}
