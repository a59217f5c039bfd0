import { describe, expect, it } from 'vitest';
import { cleanPart } from './cleanPart.ts';
import { isSecretName } from './envSecrets.ts';

describe('a name of an environment variable', () => {
  it.each([
    'PASSWORD',
    'DB_PASSWORD',
    'POSTGRES_PASSWORD',
    'MYSQL_ROOT_PASSWORD',
    'PGPASSWORD',
    'dbPassword',
    'REDIS_PASS',

    'DB_PWD',
    'TOKEN',
    'GITHUB_TOKEN',
    'authToken',
    'VAULT_TOKEN_1',
    'CLIENT_SECRET',
    'client-secret',
    'APP_SECRET',
    'API_KEY',
    'apiKey',
    'STRIPE_APIKEY',
    'AWS_SECRET_ACCESS_KEY',
    'spring.mail.password',
    'TLS_PRIVATE_KEY',
    'SESSION_KEY',
    'SMTP_CREDENTIALS',
    'KEYSTORE_PASSPHRASE',
    'PASSWORD_BASE64',
    'MYSECRET',
  ])('%s holds a secret', (name) => {
    expect(isSecretName(name)).toBe(true);
  });

  it.each([
    'PASSWORD_FILE',
    'TOKEN_URL',
    'TOKEN_AUDIENCE',
    'SECRET_NAME',
    'PASSWORD_MIN_LENGTH',
    'TOKEN_TTL',
    'KEY_PATH',

    'PRIMARY_KEY',
    'PARTITION_KEY',
    'CACHE_KEY',
    'KEY',
    'KEYS',
    'KEY_ID',
    'AWS_ACCESS_KEY_ID',
    'PWD',
    'OLDPWD',
    'OLD_PWD',

    'BYPASS',
    'COMPASS',
    'MONKEY',
    'TOKENIZER',
    'TOKENS_PER_SECOND',
    'SECRETARY',
    'PASSENGERS',
    'AUTHOR',
    '',
    '___',
  ])('%s holds none', (name) => {
    expect(isSecretName(name)).toBe(false);
  });
});

const clean = (text: string, fold = true) => cleanPart([text], { fold }, new Map());
const pod = (entries: string): string => `# mine
apiVersion: v1
kind: Pod
metadata: {name: till, namespace: shop} # stays
spec:
  containers:
    - name: till
      env:
${entries}      image: shop/till
`;

describe('what `env` says on its way in', () => {
  it('loses the values of secrets; every other byte stays', () => {
    const before = pod(`        - name: DB_PASSWORD # of the ledger
          value: "hunter2"
        - {name: API_KEY, value: hunter2}
        - name: LEDGER
          value: postgres://till:hunter2@ledger/sums
        - name: PIN_TOKEN
          value: 1234
        - name: TOKEN_URL
          value: https://login.example.com/token
`);
    const { documents, env } = clean(before);
    const text = documents.map((each) => each.text).join('');
    expect(env).toBe(4);
    expect(text).toBe(
      before
        .replace('"hunter2"', '""')
        .replace('value: hunter2', 'value: ""')
        .replace('postgres://till:hunter2@ledger/sums', '""')
        .replace('1234', '""'),
    );
    expect(clean(text)).toMatchObject({ env: 0, documents: [{ text }] });
  });

  it('loses them by an anchor, in JSON, in templates of any kind and in init containers', () => {
    const anchored = pod(`        - {name: A, value: &v hunter2}
        - {name: B_PASSWORD, value: *v}
`);
    for (const text of [
      anchored,
      JSON.stringify({
        kind: 'CronJob',
        apiVersion: 'batch/v1',
        metadata: { name: 'a' },
        spec: {
          jobTemplate: {
            spec: { template: { spec: { initContainers: [{ env: [{ name: 'TOKEN', value: 'hunter2' }] }] } } },
          },
        },
      }),
      'kind: Rollout\napiVersion: argoproj.io/v1alpha1\nmetadata: {name: a}\nspec: {template: {spec: {containers: [{env: [{name: TOKEN, value: hunter2}]}]}}}\n',
    ]) {
      const { documents, env } = clean(text);
      expect(env).toBe(1);
      const left = documents.map((each) => each.text).join('');
      // The anchor is that of a variable which is no secret by its name.
      expect(left.match(/hunter2/g) ?? []).toHaveLength(text === anchored ? 1 : 0);
    }
  });

  it.each([
    [
      'a reference to a Secret',
      '        - name: PASSWORD\n          valueFrom: {secretKeyRef: {name: db, key: password}}\n',
    ],
    ['a switch', '        - {name: REQUIRE_TOKEN, value: "true"}\n'],
    ['another variable', '        - {name: TOKEN, value: $(OTHER)}\n'],
    ['a file', '        - {name: TOKEN, value: /var/run/secrets/tokens/istio-token}\n'],
    ['nothing', '        - {name: TOKEN, value: ""}\n        - {name: PASSWORD}\n'],
    ['an address without a password', '        - {name: URL, value: "https://till@shop.example:8443/a@b"}\n'],
    ['a name that is no text', '        - {name: 12, value: hunter2}\n        - {value: hunter2}\n        - TOKEN\n'],
  ])('stays where it is %s', (_what, entries) => {
    const text = pod(entries);
    expect(clean(text)).toMatchObject({ env: 0, documents: [{ text }] });
  });

  it('stays in a file that Hopwise wrote, which is to come back as it was', () => {
    const text = pod('        - {name: TOKEN, value: hunter2}\n');
    expect(clean(text, false)).toMatchObject({ env: 0, documents: [{ text }] });
  });
});
