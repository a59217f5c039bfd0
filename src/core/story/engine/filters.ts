import type { ResourceId } from '../../model/resource.ts';
import type { Frame } from '../../model/story.ts';
import type { RbacAction } from '../../model/trace.ts';
import { rulesOf } from '../conditions.ts';
import { firstSource } from '../sources.ts';
import { type EngineNode, node } from './node.ts';

type RbacStep = Extract<Frame['step'], { readonly kind: 'rbac' }>;

/** The filter that a step went through, by Envoy's name; none for most steps. */
export function filterOf(frame: Frame, dryRun: ReadonlySet<ResourceId>): readonly EngineNode[] {
  const { step, id, layer, checks } = frame;
  const kind = layer === 'HTTP' ? 'http' : 'network';
  const filter = (name: string, children: readonly EngineNode[]): EngineNode =>
    node({ key: 'name', value: `envoy.filters.${name}`, item: true, frame: id, children });
  if (step.kind === 'rbac')
    return [filter(`${step.layer === 'HTTP' ? 'http' : 'network'}.rbac`, rbacRules(frame, step, dryRun))];
  if (step.kind === 'extAuthz')
    return [
      filter(`${kind}.ext_authz`, [node({ key: 'provider', value: step.provider, source: firstSource(checks) })]),
    ];
  if (step.kind === 'jwt')
    return [
      filter(
        'http.jwt_authn',
        checks
          .filter((check) => check.kind === 'rule')
          .map(({ name, source, matched }) => node({ key: 'issuer', value: name, item: true, source, matched })),
      ),
    ];
  if (step.kind !== 'draw' || step.of === 'destination') return [];
  return [filter('http.fault', [node({ key: step.of, value: step.what })])];
}

/** "AUDIT" is `LOG` in Envoy. */
const actions = { ALLOW: 'ALLOW', DENY: 'DENY', AUDIT: 'LOG' } as const satisfies Record<RbacAction, string>;

/** A rule of a policy is one policy of Envoy; those that run dry are `shadow_rules`. */
function rbacRules({ checks }: Frame, { action }: RbacStep, dryRun: ReadonlySet<ResourceId>): readonly EngineNode[] {
  const all = rulesOf(checks);
  const block = (key: string, rules: typeof all): EngineNode =>
    node({
      key,
      children:
        rules.length === 0
          ? []
          : [
              node({ key: 'action', value: actions[action] }),
              node({
                key: 'policies',
                children: rules.map(({ rule, policy }) =>
                  node({
                    key: policyName(policy.source?.resource ?? '', rule.source?.path.at(-1) ?? ''),
                    value: '',
                    source: rule.source,
                    matched: rule.matched,
                  }),
                ),
              }),
            ],
    });
  const isDry = ({ policy }: (typeof all)[number]): boolean =>
    policy.source !== null && dryRun.has(policy.source.resource);
  return [
    block(
      'rules',
      all.filter((each) => !isDry(each)),
    ),
    block('shadow_rules', all.filter(isDry)),
  ];
}

/** "Names: `ns[<policy ns>]-policy[<name>]-rule[<index from 0>]`" (section 8). */
function policyName(resource: string, rule: string | number): string {
  const [, namespace = '', name = ''] = resource.split('/');
  return `ns[${namespace}]-policy[${name}]-rule[${rule}]`;
}
