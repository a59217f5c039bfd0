import type { HopwiseDocument } from '../../core/model/scenario.ts';
import { toBundle } from '../store/bundle.ts';

/** Hands the document to the browser as one file: dropped on Hopwise, it is the same document. */
export function downloadDocument(document: HopwiseDocument, name: string): void {
  const url = URL.createObjectURL(new Blob([toBundle(document)], { type: 'application/yaml' }));
  const link = window.document.createElement('a');
  link.href = url;
  link.download = `${name}.hopwise.yaml`;
  link.click();
  URL.revokeObjectURL(url);
}
