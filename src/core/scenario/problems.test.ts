import { describe, expect, it } from 'vitest';
import type { Problem } from '../model/lint.ts';
import { applyEdits } from '../yaml/applyEdits.ts';
import { createMemory } from './evaluate.ts';
import { problemsOf } from './problems.ts';

const pod =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop, labels: {app: web}}\nspec: {containers: [{name: app}]}\n';
const policy = (spec: string, annotations = ''): string =>
  `apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {name: p, namespace: shop${annotations}}\nspec:\n${spec}`;
const misses = policy('  selector:\n    matchLabels:\n      app: wbe\n');

function problems(...texts: readonly string[]): readonly Problem[] {
  return problemsOf({ files: [{ name: 'a.yaml', text: texts.join('---\n') }] }, createMemory());
}

const brief = ({ severity, code, line, column }: Problem): string => `${severity} ${code} ${line}:${column}`;

describe('problems', () => {
  it('stand where they are, in the order of the text', () => {
    expect(problems(pod, misses).map(brief)).toEqual(['hint allowsNothing 9:1', 'warning selectorMatchesNothing 12:7']);
  });

  it('tell of no pitfalls while a part of the text cannot be read', () => {
    expect(problems(pod, misses, 'kind: [\n').map(({ code }) => code)).toEqual(['yamlSyntax']);
  });

  it('of a document without workloads are not about them', () => {
    expect(problems(misses).map(({ code }) => code)).toEqual(['allowsNothing']);
  });

  it.each([
    ['a misspelt field', policy('  ruls: []\n'), 'unknownField', '  rules: []'],
    ['a misspelt value', policy('  action: DENYY\n  rules: [{}]\n'), 'wrongEnum', '  action: DENY'],
    ['a provider where none may be', policy('  rules: [{}]\n  provider: {name: x}\n'), 'rejected', '  rules: [{}]'],
  ])('have a quick fix for %s', (_what, text, code, line) => {
    const document = { files: [{ name: 'a.yaml', text }] };
    const found = problemsOf(document, createMemory()).find((each) => each.code === code);
    const applied = applyEdits(document, found?.fix ?? []);
    if ('error' in applied) throw new Error(applied.error);
    expect(applied.document.files[0]?.text.split('\n')).toContain(line);
    expect(problemsOf(applied.document, createMemory()).filter((each) => each.code === code)).toEqual([]);
  });

  it('have no fix where what is right cannot be known', () => {
    expect(problems(policy('  zzz: 1\n')).find(({ code }) => code === 'unknownField')?.fix).toEqual([]);
    expect(problems(policy('  action: DENY\n')).find(({ code }) => code === 'rejected')?.fix).toEqual([]);
  });
});
