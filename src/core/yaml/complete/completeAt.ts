import type { Completion, Completions } from '../../model/completion.ts';
import type { MeshNames } from '../../model/meshNames.ts';
import { inline } from '../emit.ts';
import { rootTable } from '../form/roots.ts';
import { apiVersions, qualifiedKind } from '../kinds.ts';
import type { ListSchema, MapSchema, ObjSchema, Schema } from '../schema/dsl.ts';
import { type CursorPlace, cursorPlace } from './cursorPlace.ts';
import { schemaAt } from './schemaAt.ts';

/** More than this many are not offered: what is typed narrows them down. */
const most = 400;

/** What could be written where a cursor stands: fields, values and names of the mesh. Never throws. */
export function completeAt(text: string, offset: number, names: MeshNames): Completions | null {
  const cursor = cursorPlace(text, offset);
  if (cursor === null) return null;
  const items = itemsAt(cursor, names).slice(0, most);
  return items.length === 0 ? null : { from: cursor.from, to: offset, items };
}

function itemsAt(cursor: CursorPlace, names: MeshNames): readonly Completion[] {
  const root = rootTable(qualifiedKind(cursor.kind, cursor.apiVersion)) ?? rootTable('AuthorizationPolicy');
  const known = rootTable(qualifiedKind(cursor.kind, cursor.apiVersion)) !== null;
  if (root === null) return [];
  const [first] = cursor.path;
  if (cursor.place === 'value' && cursor.path.length === 1) {
    if (first === 'kind') return values(Object.keys(apiVersions), cursor, 'kind');
    if (first === 'apiVersion') return values(versionsFor(cursor.kind), cursor, 'apiVersion');
  }
  // Of a kind without a table only what all kinds have is known.
  if (!known && first === 'spec') return [];
  const schema = schemaAt(root, cursor.path);
  if (schema === null) return [];
  return cursor.place === 'value' ? valueItems(schema, cursor, names) : keyItems(schema, cursor, names);
}

function versionsFor(kind: string): readonly string[] {
  const own = apiVersions[kind];
  return own === undefined ? [...new Set(Object.values(apiVersions))] : [own];
}

function keyItems(schema: Schema, cursor: CursorPlace, names: MeshNames): readonly Completion[] {
  switch (schema.kind) {
    case 'object':
      return fields(schema, cursor, '');
    case 'map':
      return keys(schema, cursor, names);
    case 'list':
      return listItems(schema, cursor, names);
    case 'any':
    case 'boolean':
    case 'duration':
    case 'enum':
    case 'integer':
    case 'intOrString':
    case 'number':
    case 'string':
      // An item of a list, or a value on a line of its own.
      return valueItems(schema, cursor, names);
  }
}

/** A list without its dash: each item comes with one. */
function listItems({ item }: ListSchema, cursor: CursorPlace, names: MeshNames): readonly Completion[] {
  if (item.kind === 'object') return fields(item, { ...cursor, keys: [], column: (cursor.column ?? 0) + 2 }, '- ');
  return valueItems(item, cursor, names).map((each) => ({ ...each, insert: `- ${each.insert}` }));
}

function fields(
  { fields: known }: ObjSchema,
  { keys: there, column, quote }: CursorPlace,
  before: string,
): Completion[] {
  return Object.entries(known).flatMap(([name, field]) => {
    if (there.includes(name)) return [];
    const insert = quote === '' ? `${before}${name}:${after(field, column)}` : name;
    const { doc, required } = field;
    return [{ label: name, insert, kind: 'field', type: typeOf(field), required, doc }] satisfies Completion[];
  });
}

/** What follows the colon of a new field: the place where one goes on writing. */
function after(schema: Schema, column: number | null): string {
  if (column === null) return ' ';
  const indent = ' '.repeat(column + 2);
  if (schema.kind === 'object' || schema.kind === 'map') return `\n${indent}`;
  return schema.kind === 'list' ? `\n${indent}- ` : ' ';
}

/** The type of a field as people say it. */
export function typeOf(schema: Schema): string {
  return schema.kind === 'list' ? `list of ${schema.item.kind}` : schema.kind;
}

function keys(schema: MapSchema, cursor: CursorPlace, names: MeshNames): readonly Completion[] {
  const known = schema.names === undefined ? [] : names.byKind[schema.names];
  return known
    .filter((key) => !cursor.keys.includes(key))
    .map((label) => {
      const written = cursor.quote === '' ? inline(label, 'flow') : label;
      const insert = `${written}:${after(schema.item, cursor.column)}`;
      return { label, insert, kind: 'name', type: schema.names ?? '', required: false, doc: schema.item.doc };
    });
}

function valueItems(schema: Schema, cursor: CursorPlace, names: MeshNames): readonly Completion[] {
  const { doc } = schema;
  if (schema.kind === 'enum') return values(schema.values, cursor, 'value', doc);
  if (schema.kind === 'boolean') {
    return ['true', 'false'].map((label) => ({ label, insert: label, kind: 'value', type: '', required: false, doc }));
  }
  if (schema.kind === 'object' || schema.kind === 'list' || schema.kind === 'map') return [];
  const last = cursor.path.at(-1);
  const ofLabel = typeof last === 'string' && schema.names === undefined ? (names.labels[last] ?? []) : [];
  const known = schema.names === undefined ? ofLabel : names.byKind[schema.names];
  const number = schema.kind === 'integer' || schema.kind === 'number' || schema.kind === 'intOrString';
  return known.map((label) => {
    const bare = cursor.quote !== '' || (number && /^\d+$/.test(label));
    const insert = bare ? label : inline(label, 'flow');
    return { label, insert, kind: 'name', type: schema.names ?? 'podLabel', required: false, doc };
  });
}

function values(all: readonly string[], { quote }: CursorPlace, type: string, doc = ''): readonly Completion[] {
  return all.map((label) => {
    const insert = quote === '' ? inline(label, 'flow') : label;
    return { label, insert, kind: 'value', type: type === 'value' ? '' : type, required: false, doc };
  });
}
