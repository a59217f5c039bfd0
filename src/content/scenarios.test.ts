import { describe, expect, it } from 'vitest';
import { createMemory, evaluate } from '../core/scenario/evaluate.ts';
import { scenarios } from './scenarios.ts';

const memory = createMemory();
const evaluated = scenarios.map((scenario) => ({
  ...scenario,
  evaluation: evaluate({ files: scenario.files }, null, memory),
}));
const verdicts = (id: string) =>
  Object.fromEntries(
    evaluated.find((each) => each.id === id)?.evaluation.overview.requests.map((each) => [each.id, each.verdict]) ?? [],
  );

describe('the built-in scenarios', () => {
  it.each(evaluated)('$id is free of problems and named as it says itself', ({ id, title, evaluation }) => {
    expect(evaluation.diagnostics).toEqual([]);
    expect(evaluation.scenario).toMatchObject({ name: id, title });
    expect(evaluation.scenario.opens).not.toBeNull();
    expect(evaluation.scenario.description).not.toBe('');
  });

  it('begin with a request that stops at the ALLOW gate', () => {
    expect(verdicts('shop-and-payments')).toEqual({
      'reviews-charges': 'denied',
      'browser-frontend': 'allowed',
      'frontend-charges': 'allowed',
      'frontend-delete': 'denied',
      'frontend-refunds': 'denied',
      'frontend-admin': 'denied',
      'batch-charges': 'denied',
      'backend-ledger': 'allowed',
      'reviews-ledger': 'denied',
      'frontend-catalog': 'allowed',
      'catalog-reviews': 'allowed',
      'frontend-outside': 'allowed',
    });
    expect(evaluated[0]?.evaluation.story?.trace.verdict).toMatchObject({ cause: 'rbacNotAllowed' });
  });

  it('show what gateways let in and out', () => {
    expect(verdicts('front-and-back-door')).toEqual({
      'editor-export': 'allowed',
      'web-export': 'denied',
      'batch-export': 'denied',
      'editor-unknown': 'denied',
      'reader-front-page': 'allowed',
      'reader-plain': 'denied',
      'reader-wrong-host': 'denied',
      'reader-drafts': 'denied',
      'office-drafts': 'allowed',
    });
  });

  it('climb a ladder from everything allowed to only what is wanted', () => {
    expect(new Set(Object.values(verdicts('ladder-plain-kubernetes')))).toEqual(new Set(['allowed']));
    expect(new Set(Object.values(verdicts('ladder-istio-as-installed')))).toEqual(new Set(['allowed']));
    expect(verdicts('ladder-zero-trust')).toEqual({
      'reviews-charges': 'denied',
      'frontend-charges': 'allowed',
      'frontend-catalog': 'allowed',
      'frontend-reviews': 'allowed',
      'catalog-reviews': 'denied',
      'backend-ledger': 'allowed',
      'reviews-ledger': 'denied',
      'batch-charges': 'denied',
    });
  });

  it('ask the same of every rung: only resources differ', () => {
    const rungs = evaluated.filter(({ id }) => id.startsWith('ladder-'));
    const [first] = rungs;
    expect(rungs).toHaveLength(3);
    for (const { evaluation } of rungs) {
      expect(evaluation.scenario.requests).toEqual(first?.evaluation.scenario.requests);
      expect(evaluation.overview.workloads.map(({ id }) => id)).toEqual(
        first?.evaluation.overview.workloads.map(({ id }) => id),
      );
    }
  });

  it('show what a token, an authorizer and a policy on trial do', () => {
    const story = (id: string) =>
      evaluate({ files: evaluated.find((each) => each.id === 'token-and-authorizer')?.files ?? [] }, id, memory).story
        ?.trace;
    const answers = [
      'clerk-refund',
      'clerk-refund-approved',
      'expired-read',
      'anonymous-read',
      'guest-write',
      'guest-export',
    ];
    expect(answers.map((id) => [id, story(id)?.caller])).toMatchObject([
      ['clerk-refund', { status: 403, body: 'refunds need an approval' }],
      ['clerk-refund-approved', { status: 200 }],
      ['expired-read', { status: 401, body: 'Jwt is expired' }],
      ['anonymous-read', { status: 403, body: 'RBAC: access denied' }],
      ['guest-write', { status: 403, body: 'RBAC: access denied' }],
      ['guest-export', { status: 200 }],
    ]);
  });

  it('encrypts as soon as there are sidecars', () => {
    const wire = (id: string) =>
      evaluated.find((each) => each.id === id)?.evaluation.overview.requests[0]?.legs[0]?.encryption;
    expect([wire('ladder-plain-kubernetes'), wire('ladder-istio-as-installed')]).toEqual(['plaintext', 'mtls']);
  });
});
