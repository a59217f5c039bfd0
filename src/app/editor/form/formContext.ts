import { createContext, type ReactNode, useContext } from 'react';
import type { ObjectNode } from '../../../core/model/form.ts';
import type { MeshNames } from '../../../core/model/meshNames.ts';
import type { Path } from '../../../core/model/resource.ts';
import type { Change } from '../../../core/yaml/change.ts';

/** What every part of a form needs. */
export interface FormContext {
  /** Broken text: the form shows what was there, and changes nothing. */
  readonly readOnly: boolean;
  readonly names: MeshNames | null;
  /** `focus`: the field that the person goes on with. */
  readonly change: (change: Change, focus?: Path) => void;
  /** The fields of an object that is part of a field. `of`: what they are fields of. */
  readonly fieldsOf: (node: ObjectNode, of: string) => ReactNode;
}

export const FormContext = createContext<FormContext>({
  readOnly: true,
  names: null,
  change: () => undefined,
  fieldsOf: () => null,
});

export function useForm(): FormContext {
  return useContext(FormContext);
}

/** How a path is written into `data-field`. */
export function fieldKey(path: Path): string {
  return JSON.stringify(path);
}
