import type { HopwiseDocument } from '../../core/model/scenario.ts';
import { toBundle } from '../store/bundle.ts';
import { saveFile } from '../ui/saveFile.ts';

/** Hands the document to the browser as one file: dropped on Hopwise, it is the same document. */
export function downloadDocument(document: HopwiseDocument, name: string): void {
  saveFile(new Blob([toBundle(document)], { type: 'application/yaml' }), `${name}.hopwise.yaml`);
}
