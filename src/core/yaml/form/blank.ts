import type { Json } from '../../model/json.ts';
import type { Schema } from '../schema/dsl.ts';

/** What a value begins as where a form adds it: as its table says, else the least that has its type. */
export function blankOf(schema: Schema): Json {
  if (schema.start !== undefined) return schema.start;
  switch (schema.kind) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.fields).flatMap(([name, field]) => (field.required ? [[name, blankOf(field)]] : [])),
      );
    case 'list':
      // A list of parts begins with one of them, a list of values with none: that is typed.
      return schema.item.kind === 'object' ? [blankOf(schema.item)] : [];
    case 'map':
    case 'any':
      return {};
    case 'boolean':
      return true;
    case 'enum':
      return schema.values[0] ?? '';
    case 'string':
      return '';
    case 'integer':
    case 'number':
    case 'intOrString':
      return 0;
    case 'duration':
      return '10s';
  }
}
