import { requestWords } from '../../core/model/naming.ts';
import type { Request } from '../../core/model/request.ts';
import { useStore } from './store.ts';

/** Plays one request of a class, to its verdict, in the place of the dialog. */
export function playWitness(witness: Request): void {
  const { target } = witness;
  const whom = target.kind === 'host' ? target.host : target.workload;
  const id = `${requestWords(witness)}-${whom}`
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  useStore.setState({ choice: { ...witness, id }, arrival: { kind: 'verdict' }, playing: false, dialog: null });
}
