import fc from 'fast-check';

/** What becomes of a value in a policy: mostly itself, else one of the forms that matchers tell apart. */
const shapes: readonly ((value: string, at: number) => string)[] = [
  (value) => value,
  (value) => value,
  (value) => value,
  (value) => value,
  (value, at) => `${value.slice(0, at)}*`,
  (value, at) => `${value.slice(0, at)}*`,
  (value, at) => `*${value.slice(at)}`,
  (value, at) => `*${value.slice(at)}`,
  () => '*',
  (value, at) => `*${value.slice(at)}*`,
  (value, at) => `${value.slice(0, at)}*${value.slice(at)}`,
  () => '**',
  (value) => value.toUpperCase(),
  (value) => `${value}x`,
];

/** One of the values, or something that is nearly it: a prefix, a suffix, stars in odd places, another case. Never empty. */
export function near(values: readonly string[]): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...values), fc.nat(40), fc.constantFrom(...shapes))
    .map(([value, cut, shape]) => shape(value, cut % (value.length + 1)) || '*');
}

/** Mostly the first, seldom the second. */
export function mostly<T>(usual: fc.Arbitrary<T>, odd: fc.Arbitrary<T>, weight = 30): fc.Arbitrary<T> {
  return fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: odd });
}
