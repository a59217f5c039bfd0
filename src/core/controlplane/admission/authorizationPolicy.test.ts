import { describe, expect, it } from 'vitest';
import { refusals } from './admission.fixture.ts';

type Row = readonly [spec: string, refused: readonly string[]];

const policy = (spec: string): readonly string[] => refusals('AuthorizationPolicy', spec);
const sources = (source: string, more = ''): string => `{${more} rules: [{from: [{source: ${source}}]}]}`;
const operations = (operation: string): string => `{rules: [{to: [{operation: ${operation}}]}]}`;
const conditions = (condition: string, more = ''): string => `{${more} rules: [{when: [${condition}]}]}`;
const custom = 'action: CUSTOM, provider: {name: p},';

describe('an AuthorizationPolicy is refused', () => {
  const whole: readonly Row[] = [
    ['{action: CUSTOM, provider: {name: p}}', ['rulesMissing  CUSTOM']],
    ['{action: CUSTOM, provider: {name: p}, rules: []}', ['rulesMissing  CUSTOM']],
    ['{action: CUSTOM, rules: [{}]}', ['providerMissing provider']],
    ['{action: CUSTOM, rules: [{}], provider: {name: ""}}', ['providerMissing provider']],
    ['{rules: [{}], provider: {name: p}}', ['providerWithoutCustom provider ALLOW']],
    ['{action: DENY, rules: [{}], provider: {}}', ['providerWithoutCustom provider DENY']],
    ['{action: DENY}', ['rulesMissing  DENY']],
    ['{action: DENY, rules: []}', ['rulesMissing  DENY']],
    ['{rules: [{from: [{}]}]}', ['sourceMissing rules.0.from.0']],
    ['{rules: [{}, {from: [{source: {namespaces: [a]}}, {source: null}]}]}', ['sourceMissing rules.1.from.1']],
    ['{rules: [{to: [{operation: {ports: ["1"]}}, {}]}]}', ['operationMissing rules.0.to.1']],
    ['{rules: [{from: [{source: {}}]}]}', ['sourceEmpty rules.0.from.0.source']],
    ['{rules: [{from: [{source: {principals: []}}]}]}', ['sourceEmpty rules.0.from.0.source']],
    ['{rules: [{to: [{operation: {}}]}]}', ['operationEmpty rules.0.to.0.operation']],
  ];
  it.each(whole)('for its shape (9.2, 1 to 9): %s', (spec, refused) => {
    expect(policy(spec)).toEqual(refused);
  });

  const customFields: readonly Row[] = [
    ...['principals', 'requestPrincipals', 'namespaces', 'serviceAccounts', 'trustDomains'].flatMap((name): Row[] => {
      const twin = `not${name.charAt(0).toUpperCase()}${name.slice(1)}`;
      return [
        [sources(`{${name}: [x]}`, custom), [`customField rules.0.from.0.source ${name}`]],
        [sources(`{${twin}: [x]}`, custom), [`customField rules.0.from.0.source ${name}`]],
      ];
    }),
    ...[
      'source.namespace',
      'source.serviceAccount',
      'source.trustDomain',
      'source.principal',
      'request.auth.principal',
      'request.auth.audiences',
      'request.auth.presenter',
      'request.auth.claims[a]',
    ].map(
      (key): Row => [conditions(`{key: "${key}", values: [x]}`, custom), [`customField rules.0.when.0.key ${key}`]],
    ),
    [sources('{ipBlocks: [10.0.0.1]}', custom), []],
    [conditions('{key: source.ip, values: [10.0.0.1]}', custom), []],
    [conditions('{key: "request.headers[a]", values: [x]}', custom), []],
  ];
  it.each(customFields)('for an identity with CUSTOM (9.2, 3 and 4): %s', (spec, refused) => {
    expect(policy(spec)).toEqual(refused);
  });

  const twice = 'serviceAccountsWithPrincipals rules.0.from.0.source';
  const many = (count: number): string => `[${Array.from({ length: count }, (_, index) => `a${index}`).join(', ')}]`;
  const accounts: readonly Row[] = [
    [sources('{serviceAccounts: [a], principals: [x]}'), [twice]],
    [sources('{serviceAccounts: [a], notPrincipals: [x]}'), [twice]],
    [sources('{notServiceAccounts: [a], namespaces: [x]}'), [twice]],
    [sources('{serviceAccounts: [a], notNamespaces: [x]}'), [twice]],
    [sources('{serviceAccounts: [a], ipBlocks: [10.0.0.1]}'), []],
    [sources('{principals: [a], namespaces: [x]}'), []],
    [sources(`{serviceAccounts: ${many(16)}}`), []],
    [sources(`{serviceAccounts: ${many(17)}}`), ['serviceAccountCount rules.0.from.0.source.serviceAccounts']],
    [sources(`{notServiceAccounts: ${many(17)}}`), ['serviceAccountCount rules.0.from.0.source.notServiceAccounts']],
    [conditions(`{key: source.serviceAccount, values: ${many(16)}, notValues: ${many(16)}}`), []],
    [
      conditions(`{key: source.serviceAccount, notValues: ${many(17)}}`),
      ['serviceAccountCount rules.0.when.0.notValues'],
    ],
    ...['"*"', '"a/*"', 'a/b/c', '/a', 'a/', 'a'.repeat(321)].map(
      (value): Row => [
        sources(`{serviceAccounts: [${value}]}`),
        [`serviceAccountFormat rules.0.from.0.source.serviceAccounts.0 ${value.replaceAll('"', '')}`],
      ],
    ),
    [sources(`{serviceAccounts: [${'a'.repeat(320)}, n/a]}`), []],
    [
      conditions('{key: source.serviceAccount, values: [a/b/c], notValues: ["*"]}'),
      ['serviceAccountFormat rules.0.when.0.values.0 a/b/c', 'serviceAccountFormat rules.0.when.0.notValues.0 *'],
    ],
  ];
  it.each(accounts)('for a service account (9.2, 10, 13, 19): %s', (spec, refused) => {
    expect(policy(spec)).toEqual(refused);
  });

  const domains: readonly Row[] = [
    [sources('{trustDomains: ["*", "*a", "a*", td]}'), []],
    ...['**', '*a*', 'a*b', 'a/b'].map(
      (value): Row => [
        sources(`{notTrustDomains: ["${value}"]}`),
        [`trustDomainFormat rules.0.from.0.source.notTrustDomains.0 ${value}`],
      ],
    ),
    // "Here a / is not rejected."
    [conditions('{key: source.trustDomain, values: [a/b, "*a", "a*", "*"]}'), []],
    [conditions('{key: source.trustDomain, values: ["a*b"]}'), ['trustDomainFormat rules.0.when.0.values.0 a*b']],
  ];
  it.each(domains)('for a trust domain (9.2, 14 and 19): %s', (spec, refused) => {
    expect(policy(spec)).toEqual(refused);
  });

  const numbers: readonly Row[] = [
    ...[
      '1.2.3',
      '1.2.3.4.5',
      '01.2.3.4',
      '1.2.3.04',
      '256.1.1.1',
      '1.1.1.256',
      '1.2.3.4/33',
      '1.2.3.4/-1',
      '1.2.3.4/08',
      '1.2.3.4/',
      '/8',
      '1.2.3.a',
      'x1.2.3.4',
      '1.2.3.4x',
      'fe80::1%',
      '1.2.3.4%eth0',
      'fe80::1%eth0/64',
      '::1/129',
      ':::',
      'host',
    ].flatMap((value): Row[] => [
      [sources(`{ipBlocks: ["${value}"]}`), [`badAddress rules.0.from.0.source.ipBlocks.0 ${value}`]],
      [conditions(`{key: remote.ip, values: ["${value}"]}`), [`badAddress rules.0.when.0.values.0 ${value}`]],
    ]),
    // A zone is no part of an address.
    [sources('{ipBlocks: ["fe80::1%eth0"]}'), []],
    // "Host bits may be set."
    [
      sources('{ipBlocks: [1.2.3.4/8, 0.0.0.0/0, 255.255.255.255/32, "::1/128", "::/0", "::ffff:1.2.3.4", 1.2.3.10]}'),
      [],
    ],
    [sources('{notRemoteIpBlocks: [x]}'), ['badAddress rules.0.from.0.source.notRemoteIpBlocks.0 x']],
    [conditions('{key: source.ip, notValues: [x]}'), ['badAddress rules.0.when.0.notValues.0 x']],
    [conditions('{key: destination.ip, values: [x]}'), ['badAddress rules.0.when.0.values.0 x']],
    ...['+80', '80-90', '*', '-1', '65536', '8 0', '80x', 'x80'].flatMap((value): Row[] => [
      [operations(`{ports: ["${value}"]}`), [`badPort rules.0.to.0.operation.ports.0 ${value}`]],
      [conditions(`{key: destination.port, values: ["${value}"]}`), [`badPort rules.0.when.0.values.0 ${value}`]],
    ]),
    [operations('{ports: ["0", "65535", "00080"], notPorts: ["1"]}'), []],
    [operations('{notPorts: [x]}'), ['badPort rules.0.to.0.operation.notPorts.0 x']],
  ];
  it.each(numbers)('for an address or a port (9.2, 11, 15, 19): %s', (spec, refused) => {
    expect(policy(spec)).toEqual(refused);
  });

  const fields = [
    ['principals', 'from.0.source'],
    ['requestPrincipals', 'from.0.source'],
    ['namespaces', 'from.0.source'],
    ['serviceAccounts', 'from.0.source'],
    ['trustDomains', 'from.0.source'],
    ['ipBlocks', 'from.0.source'],
    ['remoteIpBlocks', 'from.0.source'],
    ['hosts', 'to.0.operation'],
    ['ports', 'to.0.operation'],
    ['methods', 'to.0.operation'],
    ['paths', 'to.0.operation'],
  ] as const;
  it.each(fields)('for an empty value of %s (9.2, 12)', (name, place) => {
    const [list = '', , entry = ''] = place.split('.');
    const twin = `not${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    for (const field of [name, twin])
      expect(policy(`{rules: [{${list}: [{${entry}: {${field}: [""]}}]}]}`)).toEqual([
        `emptyValue rules.0.${place}.${field}.0`,
      ]);
  });

  const paths: readonly Row[] = [
    ...[
      '/{*}.txt',
      '/{id}',
      '/a{b}',
      '/a}',
      '/x{**}',
      '/{**}/{*}',
      '/{**}/{**}',
      '/{**}/a/{*}',
      '/a//{*}',
      '/a b/{*}',
      '/a*/{*}',
      '/{*}/a*',
      '/{*}/"/',
    ].map((value): Row => [operations(`{paths: ['${value}']}`), [`badPath rules.0.to.0.operation.paths.0 ${value}`]]),
    [operations("{paths: ['/{*}/', '{*}', '//a/{*}', '/a/{*}//', '/{*}/{*}/{**}/z', '/a*', '/a b', '*', '//']}"), []],
    [operations('{paths: ["/AZaz09-._~%!$&\'()+,;:@=/{*}"]}'), []],
    [operations('{notPaths: ["/{x}"]}'), ['badPath rules.0.to.0.operation.notPaths.0 /{x}']],
  ];
  it.each(paths)('for a path template (9.2, 16): %s', (spec, refused) => {
    expect(policy(spec)).toEqual(refused);
  });

  const keys: readonly Row[] = [
    [conditions('{key: "", values: [x]}'), ['conditionKeyMissing rules.0.when.0.key']],
    [conditions('{key: source.ip}'), ['conditionWithoutValues rules.0.when.0 source.ip']],
    [conditions('{key: source.ip, values: [], notValues: []}'), ['conditionWithoutValues rules.0.when.0 source.ip']],
    ...[
      'source.user',
      'destination.namespace',
      'destination.labels[a]',
      'destination.name',
      'destination.user',
      'toString',
      'Source.ip',
      'xrequest.headers[a]',
      'xsource.ip',
      'experimental.x[a]',
    ].map(
      (key): Row => [conditions(`{key: "${key}", values: [x]}`), [`conditionKeyUnknown rules.0.when.0.key ${key}`]],
    ),
    ...[
      'request.headers',
      'request.headers[]',
      'request.headers[a',
      'request.headersa]',
      'request.auth.claims',
      'request.auth.claims[]',
      'request.auth.claims[a',
      'experimental.envoy.filters.a',
      'experimental.envoy.filters.a[]',
      'experimental.envoy.filters.a[b',
    ].map((key): Row => [conditions(`{key: "${key}", values: [x]}`), [`conditionKeyFormat rules.0.when.0.key ${key}`]]),
    [conditions('{key: "request.headers[a]", values: [""]}'), ['emptyValue rules.0.when.0.values.0']],
    [
      conditions('{key: "request.headers[a]", values: [x], notValues: [y, ""]}'),
      ['emptyValue rules.0.when.0.notValues.1'],
    ],
    [conditions('{key: "experimental.envoy.filters.a[b]", values: ["[x]"]}'), []],
    [conditions('{key: "request.auth.claims[a][b]", notValues: [x]}'), []],
    [conditions('{key: connection.sni, values: [x]}'), []],
    // What stands before the brackets is not looked at.
    [conditions('{key: "request.headersx[a]", values: [x]}'), []],
    [conditions('{key: "request.auth.claims.a[b]", notValues: [x]}'), []],
  ];
  it.each(keys)('for a condition (9.2, 17 to 19): %s', (spec, refused) => {
    expect(policy(spec)).toEqual(refused);
  });
});

describe('what all kinds have in common (9.1)', () => {
  const ref = 'group: gateway.networking.k8s.io, kind: Gateway';
  const rows: readonly Row[] = [
    [`{selector: {matchLabels: {a: b}}, targetRef: {${ref}, name: g}}`, ['onlyOneOfSelectorAndRefs']],
    [`{selector: {}, targetRefs: [{${ref}, name: g}]}`, ['onlyOneOfSelectorAndRefs']],
    [`{targetRef: {${ref}, name: g}, targetRefs: [{${ref}, name: h}]}`, ['onlyOneOfSelectorAndRefs']],
    [`{selector: {matchLabels: {a: b}}, targetRefs: []}`, []],
    [`{targetRef: {${ref}, name: ""}}`, ['refName targetRef']],
    [`{targetRef: {${ref}, name: g, namespace: b}}`, ['refNamespace targetRef.namespace b']],
    [`{targetRefs: [{${ref}, name: g}, {${ref}, name: ""}]}`, ['refName targetRefs.1']],
    [`{targetRefs: [{group: apps, kind: Deployment, name: g}]}`, ['refKind targetRefs.0.kind apps/Deployment']],
    [`{targetRefs: [{kind: Gateway, name: g}]}`, ['refKind targetRefs.0.kind /Gateway']],
    [`{targetRefs: [{kind: Service, name: g}, {group: core, kind: Service, name: g}]}`, []],
    [`{targetRefs: [{group: networking.istio.io, kind: ServiceEntry, name: g}]}`, []],
    [`{targetRefs: [{group: gateway.networking.k8s.io, kind: GatewayClass, name: g}]}`, []],
    ['{selector: {matchLabels: {"": b}}}', ['selectorEmptyKey selector.matchLabels. b']],
    ['{selector: {matchLabels: {a: "b*"}}}', ['selectorWildcard selector.matchLabels.a a=b*']],
    ['{selector: {matchLabels: {"a*": b}}}', ['selectorWildcard selector.matchLabels.a* a*=b']],
  ];
  it.each(rows)('asked of selectors and target refs: %s', (spec, refused) => {
    expect(policy(spec)).toEqual(refused);
  });

  const dryRun = (value: string): string => `{istio.io/dry-run: "${value}"}`;
  const annotated = (spec: string, value: string): readonly string[] =>
    refusals('AuthorizationPolicy', spec, dryRun(value));
  const place = 'metadata.annotations.istio.io/dry-run';

  it.each(['1', 't', 'T', 'TRUE', 'true', 'True', '0', 'f', 'F', 'FALSE', 'false', 'False'])(
    'dry-run may be %s with ALLOW and DENY (1.8)',
    (value) => {
      expect(annotated('{}', value)).toEqual([]);
      expect(annotated('{action: DENY, rules: [{}]}', value)).toEqual([]);
    },
  );

  it('dry-run may be nothing else (1.8)', () => {
    for (const value of ['yes', '', 'tRUE', 'on'])
      expect(annotated('{}', value)).toEqual([`dryRunValue ${place} ${value}`.trim()]);
  });

  it('dry-run is for ALLOW and DENY alone, and for no other kind, whatever its value (1.8)', () => {
    expect(annotated('{action: AUDIT, rules: [{}]}', 'false')).toEqual([`dryRunUnsupportedAction ${place} AUDIT`]);
    expect(annotated(`{${custom} rules: [{}]}`, 'true')).toEqual([`dryRunUnsupportedAction ${place} CUSTOM`]);
    for (const kind of ['RequestAuthentication', 'PeerAuthentication'])
      expect(refusals(kind, '{}', dryRun('true'))).toEqual([`dryRunUnsupportedKind ${place} ${kind}`]);
  });
});
