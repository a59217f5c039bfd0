import { describe, expect, it } from 'vitest';
import { refusals } from './admission.fixture.ts';

type Row = readonly [spec: string, refused: readonly string[]];

describe('a PeerAuthentication is refused (13)', () => {
  const selector = 'selector: {matchLabels: {app: s}}';
  const rows: readonly Row[] = [
    ['{portLevelMtls: {80: {mode: STRICT}}}', ['portLevelWithoutSelector portLevelMtls']],
    ['{selector: {matchLabels: {}}, portLevelMtls: {80: {mode: STRICT}}}', ['portLevelWithoutSelector portLevelMtls']],
    [`{${selector}, portLevelMtls: {}}`, ['portLevelEmpty portLevelMtls']],
    [`{${selector}, portLevelMtls: {0: {mode: STRICT}}}`, ['portRange portLevelMtls.0 0']],
    [`{${selector}, portLevelMtls: {65536: {}}}`, ['portRange portLevelMtls.65536 65536']],
    [`{${selector}, portLevelMtls: {"8 0": {}}}`, ['portRange portLevelMtls.8 0 8 0']],
    [`{${selector}, portLevelMtls: {http: {}}}`, ['portRange portLevelMtls.http http']],
    [`{${selector}, portLevelMtls: {"80x": {}}}`, ['portRange portLevelMtls.80x 80x']],
    [`{${selector}, portLevelMtls: {1: {}, 65535: {}}}`, []],
    ['{selector: {matchLabels: {"": x}}}', ['selectorEmptyKey selector.matchLabels. x']],
    ['{selector: {matchLabels: {a: "*"}}}', ['selectorWildcard selector.matchLabels.a a=*']],
    ['{}', []],
  ];
  it.each(rows)('for %s', (spec, refused) => {
    expect(refusals('PeerAuthentication', spec)).toEqual(refused);
  });
});

describe('a RequestAuthentication is refused (9.6)', () => {
  const rule = (text: string): string => `{jwtRules: [{issuer: i}, {issuer: i, ${text}}]}`;
  const at = 'jwtRules.1';
  const rows: readonly Row[] = [
    ['{}', []],
    ['{jwtRules: []}', []],
    ['{jwtRules: [{issuer: i}, {jwks: ""}]}', [`issuerMissing ${at}`]],
    ['{jwtRules: [{issuer: i}, {issuer: "", jwksUri: ""}]}', [`issuerMissing ${at}`]],
    ['{jwtRules: [{jwksUri: "https://x/y"}]}', []],
    [rule('audiences: [a, ""]'), [`emptyValue ${at}.audiences.1`]],
    ...['ftp://x', 'x', 'https//x', 'http://h:port/', 'http://h:80a', 'xhttp://h'].map(
      (uri): Row => [rule(`jwksUri: "${uri}"`), [`jwksUri ${at}.jwksUri ${uri}`]],
    ),
    ...['http://h', 'HTTPS://h:99999999/p', 'https://[::1]:80?q', 'http://h#f', 'https://h:/'].map(
      (uri): Row => [rule(`jwksUri: "${uri}"`), []],
    ),
    ...["'x'", "'[]'", "'{}'", '\'{"keys": 1}\'', "'null'"].map(
      (jwks): Row => [rule(`jwks: ${jwks}`), [`jwksText ${at}.jwks`]],
    ),
    ...['\'{"keys": []}\'', '\'{"keys": null}\''].map((jwks): Row => [rule(`jwks: ${jwks}`), []]),
    [rule('fromHeaders: [{name: a}, {name: ""}]'), [`locationName ${at}.fromHeaders.1`]],
    [rule('fromParams: [a, ""]'), [`locationName ${at}.fromParams.1`]],
    [rule('fromCookies: [a, ""]'), [`locationName ${at}.fromCookies.1`]],
    [
      rule('outputClaimToHeaders: [{header: a, claim: b}, {header: "", claim: b}]'),
      [`claimHeader ${at}.outputClaimToHeaders.1`],
    ],
    [rule('outputClaimToHeaders: [{header: a, claim: ""}]'), [`claimHeader ${at}.outputClaimToHeaders.0`]],
    ...['a b', 'a:b', ' a', 'a(', 'ä', 'a.b', 'a%b'].map(
      (header): Row => [
        rule(`outputClaimToHeaders: [{header: "${header}", claim: c}]`),
        [`headerName ${at}.outputClaimToHeaders.0.header ${header}`],
      ],
    ),
    [rule('outputClaimToHeaders: [{header: "aZ09-_", claim: c}]'), []],
    ...['0s', '0.5ms', '1.5ms', '-1s'].map(
      (timeout): Row => [rule(`timeout: ${timeout}`), [`timeout ${at}.timeout ${timeout}`]],
    ),
    [rule('timeout: 1ms'), []],
    ['{jwtRules: [null]}', ['issuerMissing jwtRules.0']],
    ['{jwtRules: [{jwks_uri: "https://x/y"}]}', []],
    ['{jwtRules: [{jwks_uri: "ftp://x"}]}', ['jwksUri jwtRules.0.jwks_uri ftp://x']],
    ['{selector: {matchLabels: {"*": x}}, jwtRules: [{issuer: i}]}', ['selectorWildcard selector.matchLabels.* *=x']],
  ];
  it.each(rows)('for %s', (spec, refused) => {
    expect(refusals('RequestAuthentication', spec)).toEqual(refused);
  });
});
