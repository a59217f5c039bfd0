import type { JsonObject } from '../../model/json.ts';
import { type Drafted, drafted, newObject, type Place, placeOf, type Question } from './place.ts';

/** "An ALLOW policy without rules never matches: nothing is allowed" where it selects. */
export function allowNothing(question: Question): Drafted {
  const place = placeOf(question);
  if (place === null) return { wants: 'scope' };
  return policy(question, place, 'allow-nothing', {});
}

/** "With an ALLOW policy, only what one of its rules matches is allowed." */
export function onlyCallers(question: Question): Drafted {
  const place = placeOf(question);
  const { callers } = question.answers;
  if (place === null) return { wants: 'scope' };
  if (callers.length === 0) return { wants: 'callers' };
  const rules = [{ from: [{ source: { principals: callers } }] }];
  return policy(question, place, `${place.name}-callers`, { action: 'ALLOW', rules });
}

export function onlyNamespace(question: Question): Drafted {
  const place = placeOf(question);
  const { namespaces } = question.answers;
  if (place === null) return { wants: 'scope' };
  if (namespaces.length === 0) return { wants: 'namespaces' };
  const rules = [{ from: [{ source: { namespaces } }] }];
  return policy(question, place, `${place.name}-from-${namespaces.join('-')}`, { action: 'ALLOW', rules });
}

/** "DENY policies are asked before ALLOW policies": what one of them matches is refused, whoever allows it. */
export function denyPath(question: Question): Drafted {
  const place = placeOf(question);
  const { paths } = question.answers;
  if (place === null) return { wants: 'scope' };
  if (paths.length === 0) return { wants: 'paths' };
  const rules = [{ to: [{ operation: { paths } }] }];
  return policy(question, place, `${place.name}-deny-path`, { action: 'DENY', rules });
}

/** An AuthorizationPolicy for a place. */
export function policy(question: Question, place: Place, name: string, spec: JsonObject): Drafted {
  return drafted(policyObject(question, place, name, spec));
}

export function policyObject(question: Question, { namespace, selector }: Place, name: string, spec: JsonObject) {
  return newObject(question, {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    namespace,
    name,
    spec: { ...(selector === null ? {} : { selector }), ...spec },
  });
}
