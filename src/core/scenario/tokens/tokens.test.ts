import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { MeshOverview } from '../../model/overview.ts';
import type { Token } from '../../model/token.ts';
import { linkTools } from '../../../../e2e/support/links.ts';
import { createMemory, evaluate } from '../evaluate.ts';
import { formatLink, readLink } from '../link.ts';
import { demoJwks } from './demoKeys.ts';
import { mint } from './mint.ts';
import { momentAt } from '../../model/moment.ts';

const clock = '2026-03-04T12:00:00Z';
const token: Token = {
  name: 'ada',
  issuer: 'https://id.example',
  subject: 'ada',
  audiences: ['orders'],
  claims: { groups: ['staff'] },
  expires: '+1h',
  notBefore: null,
  algorithm: 'RS256',
  signature: 'valid',
};

/** A world with one guarded workload, the tokens of a Scenario, and one request that carries each. */
function world(
  tokens: string,
  names: readonly string[],
  put = (name: string) => `http: { headers: { authorization: 'Bearer ${name}' } }`,
): string {
  return `apiVersion: hopwise.dev/v1
kind: Scenario
metadata: { name: s }
spec:
  clock: ${clock}
  tokens:
${tokens.replace(/^/gm, '    ')}
  requests:
${names.map((name) => `    - { id: ${name}, from: { workload: a/client }, to: { url: "http://orders:80/" }, ${put(`\${token:${name}}`)} }`).join('\n')}
---
apiVersion: v1
kind: Namespace
metadata: { name: a, labels: { istio-injection: enabled } }
---
apiVersion: security.istio.io/v1
kind: RequestAuthentication
metadata: { name: jwt, namespace: a }
spec:
  selector: { matchLabels: { app: orders } }
  jwtRules:
    - issuer: https://id.example
      audiences: [orders]
      jwks: '${demoJwks}'
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: orders, namespace: a }
spec:
  selector: { matchLabels: { app: orders } }
  template:
    metadata: { labels: { app: orders } }
    spec: { containers: [{ name: c, ports: [{ containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: orders, namespace: a }
spec: { selector: { app: orders }, ports: [{ name: http, port: 80, targetPort: 8080 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: client, namespace: a }
spec:
  selector: { matchLabels: { app: client } }
  template:
    metadata: { labels: { app: client } }
    spec: { containers: [{ name: c }] }
`;
}

const base = 'issuer: https://id.example, audiences: [orders], expires: +1h';

function answer(text: string, id: string): string {
  const { story, diagnostics } = evaluate({ files: [{ name: 's.yaml', text }] }, id, createMemory());
  if (diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics));
  const caller = story?.trace.caller;
  return caller?.kind === 'http' ? `${caller.status} ${caller.body}`.trim() : String(caller?.kind);
}

describe('a minted token', () => {
  it.each(['RS256', 'ES256'] as const)(
    'is signed with %s as other programs verify it, the same every time',
    (algorithm) => {
      const { jwt, header } = mint({ ...token, algorithm }, clock);
      expect(mint({ ...token, algorithm }, clock).jwt).toBe(jwt);
      const keys: (JsonWebKey & { kid: string })[] = JSON.parse(demoJwks).keys;
      const key = keys.find(({ kid }) => kid === header['kid']);
      const [head = '', payload = '', signature = ''] = jwt.split('.');
      const publicKey = createPublicKey({ key: key ?? {}, format: 'jwk' });
      const signed = Buffer.from(`${head}.${payload}`);
      expect(
        verify('sha256', signed, { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url')),
      ).toBe(true);
    },
  );

  it('says what its fields say, and a claim of the same name wins', () => {
    expect(mint({ ...token, notBefore: '-5m' }, clock).claims).toEqual({
      iss: 'https://id.example',
      sub: 'ada',
      aud: 'orders',
      iat: 1_772_625_600,
      nbf: 1_772_625_300,
      exp: 1_772_629_200,
      groups: ['staff'],
    });
    expect(mint({ ...token, audiences: ['a', 'b'], claims: { iss: 7 } }, clock).claims).toMatchObject({
      iss: 7,
      aud: ['a', 'b'],
    });
    expect(mint({ ...token, expires: null }, clock).claims).not.toHaveProperty('exp');
  });
});

describe('a moment', () => {
  it.each([
    ['+1h', 3600],
    ['-5m', -300],
    ['+1d2h3m4s', 93_784],
    ['2026-03-04T12:00:30Z', 30],
  ])('%s is read', (text, after) => {
    expect(momentAt(text, clock)).toBe(1_772_625_600 + after);
  });

  it.each(['1h', 'tomorrow', '+', '+1y', '2026-03-04', '+1.5h', ''])('%s is refused', (text) => {
    expect(momentAt(text, clock)).toBeNull();
  });
});

describe('tokens in a scenario', () => {
  it.each([
    ['a valid one', `{ name: t, ${base} }`, '200'],
    ['a valid one of ES256', `{ name: t, ${base}, algorithm: ES256 }`, '200'],
    ['one that never expires', '{ name: t, issuer: https://id.example, audiences: [orders] }', '200'],
    ['one with an altered signature', `{ name: t, ${base}, signature: broken }`, '401 Jwt verification fails'],
    ['the same of ES256', `{ name: t, ${base}, algorithm: ES256, signature: broken }`, '401 Jwt verification fails'],
    [
      'one of an unknown key',
      `{ name: t, ${base}, signature: unknownKey }`,
      "401 Jwks doesn't have key to match kid or alg from Jwt",
    ],
    [
      'one that is not signed',
      `{ name: t, ${base}, signature: none }`,
      '401 Jwt is not in the form of Header.Payload.Signature with two dots and 3 sections',
    ],
    [
      'an expired one',
      '{ name: t, issuer: https://id.example, audiences: [orders], expires: -5m }',
      '401 Jwt is expired',
    ],
    [
      'one that is expired for less than the clock skew',
      '{ name: t, issuer: https://id.example, audiences: [orders], expires: -30s }',
      '200',
    ],
    ['one of tomorrow', `{ name: t, ${base}, notBefore: +1d }`, '401 Jwt not yet valid'],
    [
      'one for another audience',
      '{ name: t, issuer: https://id.example, audiences: [billing] }',
      '403 Audiences in Jwt are not allowed',
    ],
    ['one of another issuer', '{ name: t, issuer: https://other.example }', '401 Jwt issuer is not configured'],
    [
      'one whose issuer is no text',
      `{ name: t, ${base}, claims: { iss: 7 } }`,
      '401 Jwt payload [iss] field is not a string',
    ],
  ])('%s gets the answer that a real one would get', (_what, written, expected) => {
    expect(answer(world(`- ${written}`, ['t']), 't')).toBe(expected);
  });

  it('can travel in the query, and are shown by name there', () => {
    const text = world(
      `- { name: t, ${base}, expires: -1h }`.replace('expires: +1h, ', ''),
      ['t'],
      (name) => `http: { path: "/x?access_token=${name}" }`,
    );
    const { story, overview } = evaluate({ files: [{ name: 's.yaml', text }] }, 't', createMemory());
    expect(story?.trace.caller).toMatchObject({ status: 401, body: 'Jwt is expired' });
    expect(JSON.stringify(story?.trace.hops)).not.toContain('eyJ');
    expect(story?.trace.request.payload).toMatchObject({ path: '/x?access_token=${token:t}' });
    expect(whatOf(overview)).toBe('GET /x?access_token=${token:t}');
  });

  it('go with the clock of the scenario', () => {
    const text = world(
      '- { name: t, issuer: https://id.example, audiences: [orders], expires: 2026-03-04T12:30:00Z }',
      ['t'],
    );
    expect(answer(text, 't')).toBe('200');
    expect(answer(text.replace(clock, '2026-03-04T12:32:00Z'), 't')).toBe('401 Jwt is expired');
  });

  it('survive a link, byte for byte and verdict for verdict', async () => {
    const text = world(`- { name: t, ${base}, signature: broken }`, ['t']);
    const files = [{ name: 's.yaml', text }];
    const link = await formatLink(
      { scenario: null, payload: { files, request: null }, request: 't', frame: null, detail: null },
      linkTools,
    );
    const read = await readLink(link, linkTools);
    expect(read).toMatchObject({ request: 't', payload: { files } });
  });

  it.each<[string, string, (string | number)[]]>([
    ['a name with spaces', '- { name: a b }', ['spec', 'tokens', 0, 'name']],
    ['no name', '- { issuer: a }', ['spec', 'tokens', 0, 'name']],
    ['two of one name', '- { name: t }\n- { name: t }', ['spec', 'tokens', 1, 'name']],
    ['an expiry in words', '- { name: t, expires: soon }', ['spec', 'tokens', 0, 'expires']],
    ['an algorithm that is not known', '- { name: t, algorithm: HS256 }', ['spec', 'tokens', 0, 'algorithm']],
    ['claims in a list', '- { name: t, claims: [a] }', ['spec', 'tokens', 0, 'claims']],
    ['a field that is not known', '- { name: t, scope: a }', ['spec', 'tokens', 0, 'scope']],
  ])('say where they are wrong: %s', (_what, tokens, path) => {
    const { diagnostics } = evaluate({ files: [{ name: 's.yaml', text: world(tokens, ['t']) }] }, null, createMemory());
    expect(diagnostics.filter(({ code }) => code === 'scenarioInvalid').map((each) => each.path)[0]).toEqual(path);
  });

  it('are missed where a request names one that nobody described', () => {
    const { diagnostics } = evaluate(
      { files: [{ name: 's.yaml', text: world('- { name: t }', ['u']) }] },
      null,
      createMemory(),
    );
    expect(diagnostics.map(({ args }) => args['message'])).toEqual(['no token has the name `u`']);
  });
});

function whatOf({ requests }: MeshOverview): string | undefined {
  return requests[0]?.what;
}
