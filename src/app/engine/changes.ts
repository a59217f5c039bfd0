import type { HopwiseDocument } from '../../core/model/scenario.ts';
import { type Change, changeText } from '../../core/yaml/change.ts';
import type { ParseCache } from '../../core/yaml/reading.ts';
import type { Edited } from './protocol.ts';

/** Edits one resource of one file; every other byte stays. */
export function changeResource(
  document: HopwiseDocument,
  name: string,
  index: number,
  change: Change,
  cache: ParseCache,
): Edited {
  const file = document.files.find((one) => one.name === name);
  if (file === undefined) return { kind: 'refused', reason: 'notFound' };
  const patched = changeText(file.text, index, change, cache);
  if ('error' in patched) return { kind: 'refused', reason: patched.error };
  const files = document.files.map((one) => (one === file ? { name, text: patched.text } : one));
  return { kind: 'edited', document: { files } };
}
