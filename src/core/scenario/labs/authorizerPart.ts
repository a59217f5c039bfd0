import { get, security, selecting, workload } from './base.ts';
import type { Addition, LabMesh } from './mesh.ts';

/** One path of the neighbour asks an external authorizer, which lets through what somebody has approved. */
export function authorizerPart({ theme: { front, neighbour, caller, list } }: LabMesh): Addition {
  const url = `http://${neighbour}.${front}${list}/publish`;
  const publish = (headers: Record<string, string>) => ({ method: 'POST', headers });
  return {
    policies: [
      security('AuthorizationPolicy', front, 'publishing', {
        ...selecting(neighbour),
        action: 'CUSTOM',
        provider: { name: 'approvals' },
        rules: [{ to: [{ operation: { paths: [`${list}/publish`] } }] }],
      }),
    ],
    workloads: workload(front, 'approvals', 9191, { name: 'grpc', port: 9191 }),
    spec: {
      mesh: {
        extensionProviders: [
          { name: 'approvals', envoyExtAuthzGrpc: { service: `approvals.${front}.svc.cluster.local`, port: 9191 } },
        ],
      },
      authorizers: { approvals: { answer: 'deny', allowWhen: { header: 'x-approved-by' } } },
    },
    requests: [
      get('allowed', `${caller}-publishes`, `${front}/${caller}`, url, publish({ 'x-approved-by': 'grace' })),
      get('denied', `${caller}-publishes-alone`, `${front}/${caller}`, url, publish({})),
    ],
  };
}
