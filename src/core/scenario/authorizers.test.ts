import { describe, expect, it } from 'vitest';
import { scenarios } from '../../content/scenarios.ts';
import { createMemory, evaluate, type Evaluation } from './evaluate.ts';

const text = scenarios.find(({ id }) => id === 'token-and-authorizer')?.files[0]?.text ?? '';
const said = /^ {2}authorizers:\n(?: {4}.*\n)+/m;

function tell(authorizers: string, request = 'clerk-refund'): Evaluation {
  const changed = text.replace(said, () => authorizers);
  return evaluate({ files: [{ name: 's.yaml', text: changed }] }, request, createMemory());
}

describe('what an authorizer answers', () => {
  it.each([
    ['allows', '  authorizers: { opa: { answer: allow } }\n', 200, 'via_upstream'],
    ['refuses', '  authorizers: { opa: { answer: deny } }\n', 403, 'ext_authz_denied'],
    [
      'refuses in its own words',
      '  authorizers: { opa: { answer: deny, status: 429, body: slow } }\n',
      429,
      'ext_authz_denied',
    ],
    ['is down', '  authorizers: { opa: { answer: down } }\n', 403, 'ext_authz_error'],
    ['wants another header', '  authorizers: { opa: { allowWhen: { header: x-no } } }\n', 403, 'ext_authz_denied'],
  ])('is what the scenario says: it %s', (_what, authorizers, status, details) => {
    const { story, diagnostics } = tell(authorizers);
    expect(diagnostics).toEqual([]);
    expect(story?.trace.caller).toMatchObject({ status });
    expect(story?.trace.logs.at(-1)?.details).toBe(details);
  });

  it('can hang on a header, and on its value', () => {
    const when = (value: string): string =>
      `  authorizers: { opa: { answer: deny, allowWhen: { header: X-Approved-By, value: ${value} } } }\n`;
    expect(tell(when('grace'), 'clerk-refund-approved').story?.trace.verdict.kind).toBe('allowed');
    expect(tell(when('linus'), 'clerk-refund-approved').story?.trace.verdict.kind).toBe('denied');
  });

  it('can add headers to the request', () => {
    const { story } = tell('  authorizers: { opa: { answer: allow, headers: { x-user: ada } } }\n');
    expect(story?.trace.delivery?.headers).toContainEqual(['x-user', 'ada']);
  });

  it('is unknown where nothing is said, and the verdict names the provider', () => {
    const { story, authorizers } = tell('');
    expect(story?.trace.verdict).toMatchObject({
      kind: 'undetermined',
      limits: [{ code: 'answerNotSaid', name: 'opa' }],
    });
    expect(authorizers).toEqual([{ provider: 'opa', says: null }]);
  });

  it.each<[string, (string | number)[]]>([
    ['[opa]', []],
    ['{ opa: allow }', ['opa']],
    ['{ opa: {} }', ['opa', 'answer']],
    ['{ opa: { answer: maybe } }', ['opa', 'answer']],
    ['{ opa: { answer: deny, status: 42 } }', ['opa', 'status']],
    ['{ opa: { answer: deny, body: 4 } }', ['opa', 'body']],
    ['{ opa: { answer: allow, headers: { a: {} } } }', ['opa', 'headers', 'a']],
    ['{ opa: { allowWhen: { value: x } } }', ['opa', 'allowWhen', 'header']],
    ['{ opa: { answer: allow, if: x } }', ['opa', 'if']],
  ])('is refused with its place where it cannot be read: %s', (authorizers, path) => {
    const { diagnostics } = tell(`  authorizers: ${authorizers}\n`);
    expect(diagnostics.map((each) => each.path)).toEqual([['spec', 'authorizers', ...path]]);
  });
});
