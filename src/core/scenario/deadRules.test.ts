import { describe, expect, it } from 'vitest';
import { documentWith, resource } from '../analysis/lint/lint.fixture.ts';
import type { Problem } from '../model/lint.ts';
import type { HopwiseDocument } from '../model/scenario.ts';
import { applyEdits } from '../yaml/applyEdits.ts';
import { lineChanges } from '../yaml/lineChanges.ts';
import { deadRules } from './deadRules.ts';
import { createMemory } from './evaluate.ts';
import { prepare } from './prepare.ts';
import { problemsOf } from './problems.ts';

const policy = (name: string, spec: string): string => resource(`AuthorizationPolicy b/${name}`, spec);
const paths = (...values: readonly string[]): string => `{to: [{operation: {paths: ${JSON.stringify(values)}}}]}`;

function proved(document: HopwiseDocument): readonly Problem[] {
  return deadRules(document, Number.POSITIVE_INFINITY, createMemory()).problems;
}

const brief = ({ severity, code, path, resource: of, args, proof }: Problem): string =>
  [
    severity,
    code,
    of?.split('/').at(-1),
    path.join('.'),
    args['why'],
    args['by'] === '' ? 'nobody' : args['by'],
    proof?.witness === null ? 'no witness' : 'plays',
  ].join(' ');

/** The lines that a fix changes; what is left to say after it. */
function mended(document: HopwiseDocument, { fix }: Problem) {
  const applied = applyEdits(document, fix);
  if ('error' in applied) throw new Error(applied.error);
  const changed = lineChanges(document, applied.document).flatMap(({ removed, added }) => [
    ...removed.map((line) => `- ${line.trim()}`),
    ...added.map((line) => line.trim()),
  ]);
  return { changed, left: proved(applied.document) };
}

const open = policy('open', `{rules: [${paths('/a/b')}, ${paths('/a/*')}, ${paths('/c')}]}`);
const wide = policy('wide', `{rules: [${paths('/c*')}]}`);

describe('rules that are proved to decide nothing', () => {
  it('are told as problems, with what decides instead, and a fix after which they are gone', () => {
    const document = documentWith(
      policy('get', `{rules: [{to: [{operation: {methods: [GET]}}]}, ${paths('/z')}]}`),
      policy('rest', `{rules: [{to: [{operation: {notMethods: [GET]}}]}]}`),
    );
    const [found, ...more] = proved(document);
    expect([found, more.length].map((each) => (typeof each === 'object' ? brief(each) : each))).toEqual([
      'warning ruleDecidesNothing get spec.rules.1 shadowed b/get 1, b/rest 1 plays',
      0,
    ]);
    if (found === undefined) throw new Error('nothing was found');
    const witness = found.proof?.witness ?? null;
    if (witness === null) throw new Error('nothing plays');
    expect(prepare(document, createMemory()).sendOf(witness).verdict.kind).toBe('allowed');
    const { changed, left } = mended(document, found);
    expect(changed).toEqual([
      `- spec: {rules: [{to: [{operation: {methods: [GET]}}]}, ${paths('/z')}]}`,
      'spec: {rules: [{to: [{operation: {methods: [GET]}}]}]}',
    ]);
    expect(left).toEqual([]);
  });

  it('are told once, of a policy as a whole, and go with it', () => {
    const deny = policy('second-lock', `{action: DENY, rules: [${paths('/d')}, ${paths('/e')}]}`);
    const document = documentWith(deny, wide);
    const found = proved(document);
    expect(found.map(brief)).toEqual(['hint policyDecidesNothing second-lock spec shadowed b/wide no witness']);
    const [first] = found;
    if (first === undefined) throw new Error('nothing was found');
    const { changed, left } = mended(document, first);
    expect(changed.every((line) => line.startsWith('- '))).toBe(true);
    expect(changed).toContain('- metadata: {name: second-lock, namespace: b}');
    expect(left).toEqual([]);
  });

  it('leave a policy behind that still refuses', () => {
    const shut = policy('shut', `{action: DENY, rules: [${paths('/a*')}]}`);
    const document = documentWith(shut, policy('allow', `{rules: [${paths('/a/b')}]}`));
    const [found] = proved(document);
    if (found === undefined) throw new Error('nothing was found');
    expect(brief(found)).toBe('warning ruleDecidesNothing allow spec.rules.0 shadowed b/shut 1 plays');
    const { changed, left } = mended(document, found);
    expect(changed).toContain('spec: {rules: []}');
    // Beside a policy that lets nothing in, a DENY decides nothing.
    expect(left.map(({ code, resource: of }) => `${code} ${of?.split('/').at(-1) ?? ''}`)).toEqual([
      'policyDecidesNothing shut',
    ]);
  });

  it.each([
    ['each decides something', [policy('p', `{rules: [${paths('/a')}, ${paths('/b')}]}`)]],
    ['an authorizer is asked', [policy('p', `{action: CUSTOM, provider: {name: opa}, rules: [${paths('/a')}]}`)]],
    ['nobody enforces it', [policy('p', `{selector: {matchLabels: {app: none}}, rules: [${paths('/a')}]}`)]],
  ])('are not told where %s', (_what, yaml) => {
    expect(proved(documentWith(...yaml))).toEqual([]);
  });

  it.each([
    [
      'ruleCovered',
      [policy('p', `{rules: [{to: [{operation: {methods: [GET]}}]}, {to: [{operation: {methods: [GET]}}]}]}`)],
    ],
    ['allowedAnyway', [policy('p', '{rules: [{}]}'), policy('q', `{rules: [${paths('/a')}]}`)]],
    ['portUnused', [policy('p', '{rules: [{to: [{operation: {ports: ["7777"]}}]}]}')]],
    ['servicePortInRule', [policy('p', '{rules: [{to: [{operation: {ports: ["80"]}}]}]}')]],
  ])('are not told again where %s says it', (code, yaml) => {
    const document = documentWith(...yaml);
    expect(problemsOf(document, createMemory()).map((each) => each.code)).toContain(code);
    expect(proved(document)).toEqual([]);
  });

  it('are not looked for while a part of the text cannot be read', () => {
    expect(proved(documentWith(open, wide, 'kind: ['))).toEqual([]);
    expect(proved(documentWith(open, wide)).length).toBeGreaterThan(0);
  });

  it('are found piece by piece', () => {
    const memory = createMemory();
    const document = documentWith(open, wide);
    let until = 1;
    for (let told = deadRules(document, until, memory); told.asked < told.rules; until += 1)
      told = deadRules(document, until, memory);
    expect(deadRules(document, until, memory).problems).toEqual(proved(document));
  });
});
