import type { Path } from '../../model/resource.ts';
import type { Schema } from '../schema/dsl.ts';

/** What the table says of the value at a path; null where it knows nothing. */
export function schemaAt(root: Schema, path: Path): Schema | null {
  let schema: Schema | undefined = root;
  for (const segment of path) {
    if (schema?.kind === 'object') {
      schema = Object.hasOwn(schema.fields, segment) ? schema.fields[String(segment)] : undefined;
    } else if (schema?.kind === 'list') schema = typeof segment === 'number' ? schema.item : undefined;
    else if (schema?.kind === 'map') schema = schema.item;
    else return null;
  }
  return schema ?? null;
}
