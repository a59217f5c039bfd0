import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChallengeDraft } from '../../model/lesson.ts';
import type { HopwiseDocument } from '../../model/scenario.ts';
import { gradeAll } from '../lessons/gradeAll.ts';
import { createMemory } from '../memory.ts';
import { prepare } from '../prepare.ts';
import { fileEdits, withFileEdits } from './fileEdits.ts';
import { makeChallenge } from './makeChallenge.ts';
import { takeChallenge } from './takeChallenge.ts';

const pod = (name: string): string => `apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: shop, labels: { app: ${name} } }
spec: { containers: [{ name: ${name}, image: ${name}, ports: [{ containerPort: 8080 }] }] }
---
`;
const workloads = pod('web') + pod('api');
const scenario = `apiVersion: hopwise.dev/v1
kind: Scenario
metadata: { name: test }
spec:
  # Whoever wrote this wants it to stay.
  title: Mine
  invariants:
    - { id: closed, kind: onlyCallers, to: shop/api, callers: [] }
  requests:
    - { id: web-api, from: { workload: shop/web }, to: { workload: shop/api, port: 8080 } }
---
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { istio-injection: enabled } }
---
`;
const nothing = `apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: nothing, namespace: shop }
spec: {}
`;
const of = (text: string): HopwiseDocument => ({ files: [{ name: 'a.yaml', text }] });
const start = of(scenario + workloads);
const solution = of(scenario + workloads + nothing);
const draft: ChallengeDraft = {
  title: 'Shut it',
  brief: 'Nobody calls **api**.',
  goals: [{ text: 'web cannot call api', request: 'web-api', wants: 'denied' }],
  hints: ['where', 'what', 'edit'],
  limits: { resources: 1 },
};
const make = (a: HopwiseDocument, b: HopwiseDocument, says: ChallengeDraft) =>
  makeChallenge(a, b, says, createMemory());
const withField = (challenge: string): HopwiseDocument =>
  of(scenario.replace('  requests:', `  challenge: ${challenge}\n  requests:`) + workloads);

describe('a challenge of one’s own', () => {
  it('opens as it was made, and neither hints nor solution stand in the text', () => {
    const made = make(start, solution, draft);
    const challenge = made.kind === 'made' ? takeChallenge(made.document, createMemory()) : null;
    expect(challenge).toMatchObject({ ...draft, solution });
    expect(challenge?.start.files[0]?.text).toContain('# Whoever wrote this wants it to stay.');
    expect(challenge?.start.files[0]?.text).not.toContain('challenge');
    expect(made.kind === 'made' ? prepare(made.document, createMemory()).problems : null).toEqual([]);
  });

  it('takes an invariant as a goal', () => {
    const goals = [{ text: 'api is closed', invariant: 'closed' }] as const;
    expect(make(start, solution, { ...draft, goals }).kind).toBe('made');
    const kinds = (document: HopwiseDocument) =>
      gradeAll(document, start, goals, createMemory()).map(({ kind }) => kind);
    expect([...kinds(start), ...kinds(solution)]).toEqual(['failed', 'met']);
  });

  it('is refused where there is nothing to do, or it cannot be done', () => {
    const allowed = { ...draft, goals: [{ text: 'x', request: 'web-api', wants: 'allowed' }] } as const;
    expect(make(start, solution, allowed)).toEqual({ kind: 'refused', why: 'unsolved', goal: 0 });
    expect(make(start, of(`${scenario + workloads}# only a word\n`), allowed)).toMatchObject({ why: 'solvedAtStart' });
    expect(make(start, of(`${scenario + workloads}a: [`), draft)).toMatchObject({ why: 'unreadable' });
    const more = { files: [...start.files, { name: 'b.yaml', text: nothing }] };
    expect(make(start, more, draft)).toMatchObject({ why: 'otherFiles' });
  });

  it('is made of a document without a Scenario, too', () => {
    const bare = scenario.slice(scenario.indexOf('---\n') + 4) + workloads;
    const request = { from: { workload: 'shop/web' }, to: { workload: 'shop/api', port: 8080 } };
    const goals = [{ text: 'no', request, wants: 'denied' }] as const;
    const made = make(of(bare), of(bare + nothing), { ...draft, goals });
    expect(made.kind === 'made' ? takeChallenge(made.document, createMemory())?.title : made).toBe('Shut it');
  });

  it('that is not one says where', () => {
    const wrong = (challenge: string): readonly string[] =>
      prepare(withField(challenge), createMemory()).problems.map(({ path }) => path.slice(2).join('.'));
    expect(wrong('3')).toEqual(['']);
    expect(wrong('{ title: 3 }')).toEqual(['title']);
    expect(wrong('{ title: a, colour: red }')).toEqual(['colour']);
    expect(wrong('{ title: a, hints: [a, b] }')).toEqual(['hints']);
    const rest = (goals: string, edits = '[{ file: a.yaml, find: a, replace: b }]'): string =>
      `{ title: a, hints: [a, b, c], goals: ${goals}, solution: ${edits} }`;
    const good = '[{ text: a, request: web-api, wants: denied }]';
    expect(wrong(rest('[]'))).toEqual(['goals']);
    expect(wrong(rest('[{ text: a, request: nobody, wants: denied }]'))).toEqual(['goals.0.request']);
    expect(wrong(rest('[{ text: a, request: web-api, wants: maybe }]'))).toEqual(['goals.0.wants']);
    expect(wrong(rest('[{ text: a, invariant: open }]'))).toEqual(['goals.0.invariant']);
    expect(wrong(rest(good, '[{ find: a }]'))).toEqual(['solution.0']);
    expect(wrong(rest(good))).toEqual([]);
  });

  it('takes whatever stands there', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(takeChallenge(withField(text), createMemory())).toBeNull();
      }),
      { numRuns: 60 },
    );
  });
});

describe('edits between two texts', () => {
  const line = fc.constantFrom('a', 'b', '  c: 1', '', '---', '  c: 2');
  const text = fc.array(line, { minLength: 1, maxLength: 12 }).map((lines) => `${lines.join('\n')}\n`);

  it('lead from one to the other', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const edits = fileEdits(of(before), of(after));
        expect(edits === null ? null : withFileEdits(of(before), edits)).toEqual(of(after));
      }),
    );
  });
});
