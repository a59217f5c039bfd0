import type { SourceRef } from '../../core/model/resource.ts';

/** Whether two references point at the same value. */
export function sameRef(a: SourceRef | null, b: SourceRef | null): boolean {
  return a !== null && b !== null && a.path.length === b.path.length && isWithin(a, b);
}

/** Whether `inner` points at `outer` or at something inside it. */
export function isWithin(inner: SourceRef, outer: SourceRef): boolean {
  return inner.resource === outer.resource && outer.path.every((part, index) => part === inner.path[index]);
}

/** The parts of a resource's id. */
export function partsOf(id: string): { readonly kind: string; readonly namespace: string; readonly name: string } {
  const [kind = '', namespace = '', ...name] = id.split('/');
  return { kind, namespace, name: name.join('/') };
}
