import { isList, isObject, type Json } from '../model/json.ts';
import type { Path } from '../model/resource.ts';

/** The value at a path; undefined if there is none. */
export function valueAtPath(json: Json | undefined, path: Path): Json | undefined {
  return path.reduce<Json | undefined>((value, segment) => {
    if (isList(value)) return typeof segment === 'number' ? value[segment] : undefined;
    return isObject(value) && Object.hasOwn(value, segment) ? value[segment] : undefined;
  }, json);
}
