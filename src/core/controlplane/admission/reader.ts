import type { Diagnostic } from '../../model/diagnostic.ts';
import { onceEach } from '../../model/onceEach.ts';
import type { Resource } from '../../model/resource.ts';
import { decode } from '../../yaml/schema/decode.ts';
import type { Infer, Schema } from '../../yaml/schema/dsl.ts';
import type { Admitted } from '../world.ts';
import { type Finding, rejection } from './finding.ts';

/** What becomes of one resource: accepted with its spec, or, for the reasons among the diagnostics, null. */
export interface Admission<Spec> {
  readonly entry: Admitted<Spec> | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the resources of one kind. */
export interface Reader<Spec> {
  readonly kind: string;
  readonly read: (resource: Resource) => Admission<Spec>;
}

/** A reader by a kind's table and what istiod's webhook finds. */
export function reader<S extends Schema>(
  kind: string,
  table: S,
  check: (candidate: Admitted<Infer<S>>) => readonly Finding[],
): Reader<Infer<S>> {
  // A resource that stands unchanged in the next world is not read again.
  const read = onceEach((resource: Resource): Admission<Infer<S>> => {
    const { value: spec, diagnostics } = decode(table, resource);
    if (spec === null) return { entry: null, diagnostics };
    const entry = { resource, spec };
    const findings = check(entry);
    // What the webhook refuses is not stored, so it takes no part.
    if (findings.length > 0) return { entry: null, diagnostics: findings.map((each) => rejection(resource, each)) };
    return { entry, diagnostics };
  });
  return { kind, read };
}
