import { expect, test } from 'vitest';
import type { Path } from '../model/resource.ts';
import { renameKey } from './renameKey.ts';

function renamed(text: string, path: Path, to: string): string {
  const patched = renameKey(text, 0, path, to);
  return 'error' in patched ? patched.error : patched.text;
}

const text = 'kind: A\nspec:\n  prots: [80] # which\n  ports2:\n    80: {mode: x}\n';

test('a key gets another name, and its value and comment stay', () => {
  expect(renamed(text, ['spec', 'prots'], 'ports')).toBe(text.replace('prots', 'ports'));
});
test('a number without quotes stays without', () => {
  expect(renamed(text, ['spec', 'ports2', '80'], '8080')).toBe(text.replace('80: {', '8080: {'));
});
test('a name that YAML would read as something else is quoted', () => {
  expect(renamed(text, ['spec', 'prots'], 'yes')).toBe(text.replace('prots', '"yes"'));
});
test('in JSON it is quoted', () => {
  expect(renamed('{"kind": "A", "spec": {"prots": 1}}', ['spec', 'prots'], 'ports')).toBe(
    '{"kind": "A", "spec": {"ports": 1}}',
  );
});
test('a key that is there already is not written twice', () => {
  expect(renamed(text, ['spec', 'prots'], 'ports2')).toBe('notAContainer');
});
test('what is not there has no name', () => {
  expect(renamed(text, ['spec', 'x'], 'y')).toBe('notAContainer');
});
