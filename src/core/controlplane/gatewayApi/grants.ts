import type { ReferenceGrantSpec } from '../../yaml/schema/gatewayApi/referenceGrant.ts';
import type { Admitted } from '../world.ts';
import { gatewayGroup } from './names.ts';

/** A reference from a Gateway or route to an object of another namespace. */
export interface Reference {
  readonly kind: string;
  readonly namespace: string;
  readonly to: { readonly group: string; readonly kind: string; readonly namespace: string; readonly name: string };
}

/** "A ReferenceGrant in the namespace that is referred to names the kind and namespace that refers, and the kind it refers to." */
export function isGranted(
  grants: readonly Admitted<ReferenceGrantSpec>[],
  { kind, namespace, to }: Reference,
): boolean {
  return grants.some(
    ({ resource, spec }) =>
      resource.namespace === to.namespace &&
      (spec.from ?? []).some(
        (from) => from.group === gatewayGroup && from.kind === kind && from.namespace === namespace,
      ) &&
      (spec.to ?? []).some(
        (each) =>
          each.group === to.group && each.kind === to.kind && (each.name === undefined || each.name === to.name),
      ),
  );
}
