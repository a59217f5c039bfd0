import type { JsonObject } from '../../core/model/json.ts';
import { inBlock } from './address.ts';
import { claimMatches, requestPrincipalMatches } from './claims.ts';
import type { Facts, HttpFacts, Setting } from './facts.ts';
import { namespace, principal, serviceAccount, trustDomain } from './identity.ts';
import { pathMatches } from './path.ts';
import { header, host, plain } from './strings.ts';

/** Whether one value of a field matches. */
export interface Field {
  /** "hosts, methods, paths, requestPrincipals, request.headers, request.auth.*" */
  readonly httpOnly: boolean;
  readonly matches: (value: string, facts: Facts, setting: Setting) => boolean;
}

/** "Peer identity missing ⇒ positive never match, even `*`; their `not*` forms always match." */
function ofIdentity(matches: (value: string, identity: string, setting: Setting) => boolean): Field {
  return {
    httpOnly: false,
    matches: (value, { identity }, setting) => identity !== null && matches(value, identity, setting),
  };
}

function ofConnection(matches: (value: string, facts: Facts) => boolean): Field {
  return { httpOnly: false, matches };
}

function ofHttp(matches: (value: string, http: HttpFacts) => boolean): Field {
  return { httpOnly: true, matches: (value, { http }) => http !== null && matches(value, http) };
}

const principals = ofIdentity((value, identity, { bundle }) => principal(value, identity, bundle));
const namespaces = ofIdentity(namespace);
const serviceAccounts = ofIdentity((value, identity, setting) => serviceAccount(value, identity, setting.namespace));
const trustDomains = ofIdentity((value, identity, { bundle }) => trustDomain(value, identity, bundle));
const ipBlocks = ofConnection((value, { sourceIp }) => inBlock(value, sourceIp));
const remoteIpBlocks = ofConnection((value, { remoteIp }) => inBlock(value, remoteIp));
const ports = ofConnection((value, { destinationPort }) => Number(value) === destinationPort);
/** "Without an attached RequestAuthentication: `requestPrincipals`, `request.auth.*` never match; negatives always do." */
function ofToken(matches: (value: string, claims: JsonObject) => boolean): Field {
  return ofHttp((value, { claims }) => claims !== null && matches(value, claims));
}

function ofClaim(...path: readonly string[]): Field {
  return ofToken((value, claims) => claimMatches(value, claims, path));
}

const requestPrincipals = ofToken(requestPrincipalMatches);

export const sourceFields: Readonly<Record<string, Field>> = {
  principals,
  namespaces,
  serviceAccounts,
  trustDomains,
  requestPrincipals,
  ipBlocks,
  remoteIpBlocks,
};

export const operationFields: Readonly<Record<string, Field>> = {
  hosts: ofHttp((value, { authority }) => host(value, authority)),
  ports,
  methods: ofHttp((value, { method }) => header(value, method)),
  paths: ofHttp((value, { path }) => pathMatches(value, path)),
};

const conditionFields: Readonly<Record<string, Field>> = {
  'source.ip': ipBlocks,
  'remote.ip': remoteIpBlocks,
  'source.namespace': namespaces,
  'source.serviceAccount': serviceAccounts,
  'source.trustDomain': trustDomains,
  'source.principal': principals,
  'request.auth.principal': requestPrincipals,
  'request.auth.audiences': ofClaim('aud'),
  'request.auth.presenter': ofClaim('azp'),
  'destination.ip': ofConnection((value, { destinationIp }) => inBlock(value, destinationIp)),
  'destination.port': ports,
  'connection.sni': ofConnection((value, { sni }) => plain(value, sni)),
};

/** The field that a key of `when` means; null for an unknown key. */
export function conditionField(key: string): Field | null {
  const known = conditionFields[key];
  if (known !== undefined) return known;
  const name = /^request\.headers\[(.+)\]$/.exec(key)?.[1];
  if (name !== undefined) return ofHttp((value, http) => lines(name, http).some((line) => header(value, line)));
  const claim = /^request\.auth\.claims\[(.+)\]$/.exec(key)?.[1];
  if (claim !== undefined) return ofClaim(...claim.split(']['));
  // Nothing here writes dynamic metadata.
  return /^experimental\.envoy\.filters\..+\[.+\]$/.test(key) ? ofConnection(() => false) : null;
}

/** "Header name is case-insensitive. Pseudo headers allowed. `[Host]` is looked up as `:authority`. Each line alone." */
function lines(name: string, http: HttpFacts): readonly string[] {
  const wanted = name.toLowerCase();
  if (wanted === ':authority' || wanted === 'host') return [http.authority];
  if (wanted === ':method') return [http.method];
  if (wanted === ':path') return [http.path];
  if (wanted === ':scheme') return [http.scheme];
  return http.headers.filter(([each]) => each.toLowerCase() === wanted).map(([, value]) => value);
}
