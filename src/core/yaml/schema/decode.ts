import type { Diagnostic, DiagnosticCode, Severity } from '../../model/diagnostic.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { isList, isObject } from '../../model/json.ts';
import type { Path, Resource } from '../../model/resource.ts';
import { parseDuration } from './duration.ts';
import type { Infer, ListSchema, ObjSchema, Schema } from './dsl.ts';
import { suggest } from './suggest.ts';

/** A value that follows its table, or null with at least one error among the diagnostics. */
export interface Decoded<T> {
  readonly value: T | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Collects what is wrong with one resource. */
interface Sink {
  readonly report: (code: DiagnosticCode, severity: Severity, path: Path, args: Record<string, string>) => void;
}

/** Stands for "as if the field were not there". */
const absent = Symbol('absent');
type Value = Json | typeof absent;

/**
 * Reads `spec` of a resource by the table of its kind. Errors are what the API server's schema refuses;
 * an unknown field is a warning, and ignored. Never throws. Lines are 0 until `placeDiagnostics` sets them.
 */
export function decode<S extends Schema>(table: S, resource: Resource): Decoded<Infer<S>> {
  const known = ['apiVersion', 'kind', 'metadata', 'spec', 'status'];
  const decoded = decodeJson(table, resource.body['spec'] ?? {}, resource, ['spec']);
  const { diagnostics, sink } = collect(resource);
  for (const key of Object.keys(resource.body)) {
    if (!known.includes(key))
      sink.report('unknownField', 'warning', [key], { field: key, suggestion: suggest(key, known) });
  }
  return { value: decoded.value, diagnostics: [...diagnostics, ...decoded.diagnostics] };
}

/** The same for any value: `path` is where it lives in the resource, `resource` is null if it lives in none. */
export function decodeJson<S extends Schema>(
  table: S,
  json: Json,
  resource: Resource | null,
  path: Path,
): Decoded<Infer<S>> {
  const { diagnostics, sink } = collect(resource);
  const value = read(table, json, path, sink);
  const refused = value === absent || diagnostics.some((d) => d.severity === 'error');
  // The walk above has checked every value against the very table that the type is inferred from.
  return { value: refused ? null : (value as Infer<S>), diagnostics };
}

function collect(resource: Resource | null): { diagnostics: Diagnostic[]; sink: Sink } {
  const diagnostics: Diagnostic[] = [];
  const place = { file: resource?.file ?? '', line: 0, column: 0, endLine: 0, endColumn: 0 };
  return {
    diagnostics,
    sink: {
      report: (code, severity, path, args) =>
        diagnostics.push({ code, severity, ...place, args, resource: resource?.id ?? null, path }),
    },
  };
}

function typeName(json: Json): string {
  if (json === null) return 'null';
  if (Array.isArray(json)) return 'list';
  return typeof json;
}

function read(schema: Schema, json: Json, path: Path, sink: Sink): Value {
  // Protobuf JSON: null equals absent.
  if (json === null) return schema.kind === 'any' ? null : absent;
  const wrong = (): typeof absent => {
    sink.report('wrongType', 'error', path, { expected: schema.kind, actual: typeName(json) });
    return absent;
  };
  switch (schema.kind) {
    case 'any':
      return json;
    case 'string':
      return typeof json === 'string' ? json : wrong();
    case 'boolean':
      return typeof json === 'boolean' ? json : wrong();
    case 'number':
      return typeof json === 'number' ? json : wrong();
    case 'intOrString':
      return typeof json === 'string' || typeof json === 'number' ? json : wrong();
    case 'duration':
      return typeof json === 'string' && parseDuration(json) !== null ? json : wrong();
    case 'integer': {
      // Protobuf JSON: an integer may be given as a string of digits.
      const value = typeof json === 'string' && /^-?\d+$/.test(json) ? Number(json) : json;
      return typeof value === 'number' && Number.isInteger(value) && value >= schema.min && value <= schema.max
        ? value
        : wrong();
    }
    case 'enum':
      if (typeof json !== 'string') return wrong();
      if (schema.values.includes(json)) return json;
      sink.report('wrongEnum', 'error', path, {
        value: json,
        allowed: schema.values.join(', '),
        suggestion: suggest(json, schema.values),
      });
      return absent;
    case 'list':
      return isList(json) ? readList(schema, json, path, sink) : wrong();
    case 'map':
      if (!isObject(json)) return wrong();
      return Object.fromEntries(
        Object.entries(json).flatMap(([key, item]) => {
          const value = read(schema.item, item ?? zero(schema.item), [...path, key], sink);
          return value === absent ? [] : [[key, value] as const];
        }),
      );
    case 'object':
      return isObject(json) ? readObject(schema, json, path, sink) : wrong();
  }
}

/** A map keeps a key whose value is null: with the zero value of its type, as Go reads it. */
function zero({ kind }: Schema): Json {
  if (kind === 'string') return '';
  if (kind === 'integer' || kind === 'number') return 0;
  return kind === 'object' ? {} : null;
}

function readList(schema: ListSchema, json: readonly Json[], path: Path, sink: Sink): Json {
  return json.flatMap((item, index) => {
    const at = [...path, index];
    if (item === null && schema.item.kind !== 'any') {
      if (schema.nullItem === 'empty') return [{}];
      sink.report('wrongType', 'error', at, { expected: schema.item.kind, actual: 'null' });
      return [];
    }
    const value = read(schema.item, item, at, sink);
    return value === absent ? [] : [value];
  });
}

function readObject(schema: ObjSchema, json: JsonObject, path: Path, sink: Sink): Json {
  const names = Object.keys(schema.fields);
  for (const key of Object.keys(json)) {
    if (!schema.open && !Object.hasOwn(schema.fields, key)) {
      sink.report('unknownField', 'warning', [...path, key], { field: key, suggestion: suggest(key, names) });
    }
  }
  return Object.fromEntries(
    Object.entries(schema.fields).flatMap(([name, field]) => {
      const given = Object.hasOwn(json, name) ? (json[name] ?? null) : null;
      if (given === null && field.required) sink.report('requiredField', 'error', path, { field: name });
      const value = given === null ? absent : read(field, given, [...path, name], sink);
      return value === absent ? [] : [[name, value] as const];
    }),
  );
}
