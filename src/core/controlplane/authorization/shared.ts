import type { Attribute } from './attributes.ts';
import type { FieldContext, FieldKind } from './fields.ts';
import type { RbacTest } from './rbac.ts';

/** What the rules of one filter have in common: equal attributes and equal values are one object in all of them. */
export interface Shared {
  /** Each attribute that is read, once. */
  readonly attributes: Attribute[];
  readonly tests: Map<string, RbacTest>;
}

export function nothingShared(): Shared {
  return { attributes: [], tests: new Map() };
}

/** Bits of a number that are surely fast; attributes beyond them share the last one. */
const bits = 30;

/** The bit of the attribute at an index of a filter's `reads`. */
export function bitOf(index: number): number {
  return 1 << Math.min(index, bits - 1);
}

/** The index of an attribute, which is added if it is new. */
export function indexOf({ attributes }: Shared, attribute: Attribute): number {
  const text = JSON.stringify(attribute);
  const index = attributes.findIndex((each) => each === attribute || JSON.stringify(each) === text);
  return index >= 0 ? index : attributes.push(attribute) - 1;
}

/** The test of one value of a field; null if the value cannot be compiled. */
export function testOf(
  { tests }: Shared,
  name: string,
  kind: FieldKind,
  text: string,
  context: FieldContext,
): RbacTest | null {
  // A bare service account means another one in each namespace.
  const key = JSON.stringify([name, text, context.policyNamespace]);
  const known = tests.get(key);
  if (known !== undefined) return known;
  const matchers = kind.matchers(text, context);
  if (matchers === null) return null;
  const test = { expected: { kind: 'value', value: text }, matchers } as const;
  tests.set(key, test);
  return test;
}

/** What parts read together. */
export function readsOf(parts: readonly { readonly reads: number }[]): number {
  return parts.reduce((all, { reads }) => all | reads, 0);
}
