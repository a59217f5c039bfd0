import type { Json } from '../../model/json.ts';
import type { Path, Resource } from '../../model/resource.ts';
import type { HopwiseDocument } from '../../model/scenario.ts';
import { setAt } from '../../yaml/patch.ts';

export interface Setting {
  readonly resource: Resource;
  readonly path: Path;
  readonly value: Json;
}

/** The document with other values in some places; a place that cannot be written is left as it is. */
export function setEach(document: HopwiseDocument, settings: readonly Setting[]): HopwiseDocument {
  return {
    files: document.files.map((file) => {
      const own = settings.filter(({ resource }) => resource.file === file.name);
      const text = own.reduce((before, { resource, path, value }) => {
        const patched = setAt(before, resource.id, path, value);
        return 'text' in patched ? patched.text : before;
      }, file.text);
      return { name: file.name, text };
    }),
  };
}
