import { expect, it } from 'vitest';
import type { ChallengeDraft } from '../../../core/model/lesson.ts';
import type { HopwiseDocument } from '../../../core/model/scenario.ts';
import { makeChallenge } from '../../../core/scenario/challenge/makeChallenge.ts';
import { takeChallenge } from '../../../core/scenario/challenge/takeChallenge.ts';
import { evaluate } from '../../../core/scenario/evaluate.ts';
import { createMemory } from '../../../core/scenario/memory.ts';
import { makingOf } from './edit.ts';
import { draftOf, proposalsOf } from './proposals.ts';

const pod = (name: string): string => `---
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: shop, labels: { app: ${name} } }
spec: { containers: [{ name: ${name}, image: ${name}, ports: [{ containerPort: 8080 }] }] }
`;
const text = `apiVersion: hopwise.dev/v1
kind: Scenario
metadata: { name: test }
spec:
  invariants:
    - { id: closed, kind: onlyCallers, to: shop/api, callers: [] }
  requests:
    - { id: web-api, from: { workload: shop/web }, to: { workload: shop/api, port: 8080 } }
    - { id: web-own, from: { workload: shop/web }, to: { workload: shop/web, port: 8080 } }
---
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { istio-injection: enabled } }
${pod('web')}${pod('api')}`;
const nothing = `---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: nothing, namespace: shop }
spec: { selector: { matchLabels: { app: api } } }
`;
const of = (all: string): HopwiseDocument => ({ files: [{ name: 'a.yaml', text: all }] });
const asks = { from: { workload: 'shop/web' }, to: { workload: 'shop/api', port: 8080 } };

const drafts: readonly ChallengeDraft[] = [
  {
    title: 'Shut it',
    brief: 'Nobody calls **api**.',
    goals: [{ text: 'web cannot call api', request: 'web-api', wants: 'denied' }],
    hints: ['where', 'what', 'edit'],
    limits: { resources: 1 },
  },
  {
    title: 'Written by hand',
    brief: '',
    goals: [
      { text: 'closed', invariant: 'closed' },
      { text: 'a request of its own', request: asks, wants: 'denied' },
      { text: 'nobody else', request: 'web-api', wants: 'denied', but: [] },
    ],
    hints: ['1', '2', '3'],
    limits: { resources: 2, leave: ['payments'] },
  },
  {
    title: 'No limits',
    brief: 'x',
    goals: [{ text: 'api is shut', request: 'web-api', wants: 'denied' }],
    hints: ['1', '2', '3'],
    limits: null,
  },
];

it.each(drafts)('$title: what was made is written in the dialog again, and makes the same', (draft) => {
  const made = makeChallenge(of(text), of(text + nothing), draft, createMemory());
  const challenge = made.kind === 'made' ? takeChallenge(made.document, createMemory()) : null;
  if (made.kind !== 'made' || challenge === null) throw new Error('not made');
  const making = makingOf(challenge);
  const [before, now] = [challenge.start, challenge.solution].map((each) => evaluate(each, null, createMemory()));
  if (before === undefined || now === undefined) throw new Error('not evaluated');
  const { requests, invariants } = before.scenario;
  const ends = { requests, overview: now.overview.requests };
  const again = draftOf(making, proposalsOf(ends, before.overview.requests, invariants, making));
  expect(again).toMatchObject({ ...draft, goals: expect.arrayContaining([...draft.goals]) });
  expect(again?.goals).toHaveLength(draft.goals.length);
  if (again === null) throw new Error('no draft');
  const second = makeChallenge(challenge.start, challenge.solution, again, createMemory());
  const taken = second.kind === 'made' ? takeChallenge(second.document, createMemory()) : null;
  expect(taken).toMatchObject({ ...again, start: challenge.start, solution: challenge.solution });
});
