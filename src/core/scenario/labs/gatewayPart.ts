import type { JsonObject } from '../../model/json.ts';
import { namespace, networking, security } from './base.ts';
import type { Addition, LabMesh, LabRequest } from './mesh.ts';

/** The namespace of the ingress gateway, its workload, and the label that it is selected by. */
export const gatewayNames = { namespace: 'edge', name: 'ingressgateway', label: { istio: 'ingressgateway' } } as const;

/** The host that the front is called by from outside. */
export function publicHost({ theme: { front } }: Pick<LabMesh, 'theme'>): string {
  return `www.${front}.example`;
}

const office = '203.0.113.7';
const reader = '198.51.100.20';

/** A front door: everybody outside reads what the neighbour lists, drafts are for the office alone, and there is no other way in. */
export function gatewayPart(mesh: LabMesh): Addition {
  const { front, neighbour, list } = mesh.theme;
  const { namespace: edge, name, label } = gatewayNames;
  const host = publicHost(mesh);
  const from = (wants: LabRequest['wants'], id: string, address: string, path: string): LabRequest => ({
    id,
    wants,
    request: {
      id,
      from: { external: address },
      to: { host, port: 80, via: `${edge}/${name}` },
      http: { method: 'GET', path },
    },
  });
  return {
    policies: [
      networking('Gateway', edge, 'public', {
        selector: label,
        servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: [host] }],
      }),
      networking('VirtualService', front, 'public', {
        hosts: [host],
        gateways: [`${edge}/public`],
        http: [
          {
            match: [{ uri: { prefix: list } }],
            route: [{ destination: { host: `${neighbour}.${front}.svc.cluster.local`, port: { number: 80 } } }],
          },
        ],
      }),
      security('AuthorizationPolicy', edge, 'drafts', {
        selector: { matchLabels: label },
        action: 'DENY',
        rules: [
          {
            from: [{ source: { notIpBlocks: ['203.0.113.0/24'] } }],
            to: [{ operation: { paths: [`${list}/drafts*`] } }],
          },
        ],
      }),
    ],
    workloads: [namespace(edge, false), ...gateway(edge, name, label)],
    requests: [
      from('allowed', 'reader-lists', reader, list),
      from('denied', 'reader-drafts', reader, `${list}/drafts`),
      from('allowed', 'office-drafts', office, `${list}/drafts`),
      from('denied', 'reader-elsewhere', reader, '/keys'),
    ],
  };
}

function gateway(where: string, name: string, label: Readonly<Record<string, string>>): readonly JsonObject[] {
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, namespace: where },
      spec: {
        selector: { matchLabels: label },
        template: {
          metadata: {
            labels: { ...label, 'sidecar.istio.io/inject': 'true' },
            annotations: { 'inject.istio.io/templates': 'gateway' },
          },
          spec: { serviceAccountName: name, containers: [{ name: 'istio-proxy', image: 'auto' }] },
        },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace: where },
      spec: { type: 'LoadBalancer', selector: label, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
    },
  ];
}
