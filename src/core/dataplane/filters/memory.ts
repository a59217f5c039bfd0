import type { RbacFilter, RbacMemory, RbacResult } from '../../controlplane/authorization/rbac.ts';
import { bitOf } from '../../controlplane/authorization/shared.ts';
import { type Facts, factOf, factsOf } from './facts.ts';
import type { RbacInput } from './input.ts';

/** Checks kept for all filters of a world together: some 25 megabytes. */
const mostChecks = 250_000;

/**
 * What a filter has said to a request with the same values in everything it reads, else what `compute` says.
 * A result is explained in full either way; it is immutable, so traces can share it.
 */
export function remembered(filter: RbacFilter, input: RbacInput, compute: (facts: Facts) => RbacResult): RbacResult {
  const { memory } = filter;
  const facts = factsOf(input);
  const keys = filter.reads.map((attribute) => factOf(attribute, facts).key);
  const text = JSON.stringify(keys);
  const known = memory.results.get(filter)?.get(text);
  if (known) return known;
  const result = compute({ ...facts, changed: changedBits(filter, keys) });
  filter.latest = keys;
  // Kept from the second time on: what is never asked again would only fill the memory.
  if (known === null) put(memory, filter, text, result, filter.size);
  else put(memory, filter, text, null, 1);
  return result;
}

function changedBits({ latest }: RbacFilter, keys: readonly (string | null)[]): number {
  return keys.reduce((bits, key, index) => (latest !== null && key === latest[index] ? bits : bits | bitOf(index)), 0);
}

function put(memory: RbacMemory, filter: RbacFilter, text: string, result: RbacResult | null, size: number): void {
  if (memory.checks + size > mostChecks) {
    memory.results.clear();
    memory.checks = 0;
  }
  const ofFilter = memory.results.get(filter);
  if (ofFilter === undefined) memory.results.set(filter, new Map([[text, result]]));
  else ofFilter.set(text, result);
  memory.checks += size;
}
