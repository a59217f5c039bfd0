import { isList, isObject, type Json, type JsonObject } from '../../src/core/model/json.ts';

const http = ['hosts', 'notHosts', 'methods', 'notMethods', 'paths', 'notPaths'];

/**
 * A policy as istiod writes it for a TCP port, for a reader who takes every port for HTTP: "HTTP-only fields: in an ALLOW
 * policy the rule is left out, in a DENY policy the field is, and the rule gets wider".
 */
export function onTcp(policy: JsonObject): JsonObject {
  const { kind, spec } = policy;
  if (kind !== 'AuthorizationPolicy' || !isObject(spec)) return policy;
  const rules = objects(spec['rules']).flatMap((rule) => onTcpRule(rule, spec['action'] === 'DENY'));
  return { ...policy, spec: { ...spec, rules } };
}

function onTcpRule(rule: JsonObject, deny: boolean): readonly JsonObject[] {
  const operations = objects(rule['to']).map(({ operation }) => (isObject(operation) ? operation : {}));
  if (!operations.some((operation) => http.some((field) => field in operation))) return [rule];
  if (!deny) return [];
  const left = operations.map((operation) =>
    Object.fromEntries(Object.entries(operation).filter(([field]) => !http.includes(field))),
  );
  const { to: _, ...rest } = rule;
  // An operation of which nothing is left matches every one.
  const any = left.some((operation) => Object.keys(operation).length === 0);
  return [any ? rest : { ...rest, to: left.map((operation) => ({ operation })) }];
}

function objects(json: Json | undefined): readonly JsonObject[] {
  return isList(json) ? json.filter(isObject) : [];
}
