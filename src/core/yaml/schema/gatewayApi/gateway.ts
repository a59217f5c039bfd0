import { any, enumOf, int, list, map, obj, required, str, type Infer } from '../dsl.ts';
import { objectRef } from './references.ts';

const namespaces = obj(
  {
    from: enumOf(['All', 'Selector', 'Same', 'None'], 'Which namespaces. Default Same.'),
    selector: any('Labels of the namespaces, for Selector.'),
  },
  'Namespaces that may attach.',
);

const listener = obj({
  name: required(str('Name of the listener.')),
  hostname: str('Host or wildcard. Absent: any.'),
  port: required(int('Port the gateway listens on.')),
  protocol: required(str('HTTP, HTTPS, TLS or TCP.')),
  tls: obj(
    {
      mode: enumOf(['Terminate', 'Passthrough'], 'Whether TLS ends here. Default Terminate.'),
      certificateRefs: list(objectRef, 'Secrets with keys and certificates.'),
      options: map(str('Value.'), 'Options of the implementation.'),
      frontendValidation: any('Not used.'),
    },
    'How the listener decrypts.',
  ),
  allowedRoutes: obj(
    {
      namespaces,
      kinds: list(obj({ group: str('API group.'), kind: required(str('Kind.')) }), 'Kinds of routes that may attach.'),
    },
    'Routes that may attach.',
  ),
});

const frontendTls = obj({
  validation: obj(
    {
      caCertificateRefs: list(objectRef, 'Authorities that client certificates are checked with.'),
      mode: enumOf(
        ['AllowValidOnly', 'AllowInsecureFallback'],
        'Whether a client may go without. Default AllowValidOnly.',
      ),
    },
    'How client certificates are checked.',
  ),
});

/** Gateway (gateway.networking.k8s.io): what a gateway listens for. */
export const kubernetesGateway = obj({
  gatewayClassName: required(str('Who implements it: istio.')),
  listeners: list(listener, 'What the gateway listens for.'),
  addresses: list(
    obj({ type: str('IPAddress or Hostname. Default IPAddress.'), value: str('The address.') }),
    'A Hostname names the Service of pods deployed by hand.',
  ),
  infrastructure: obj(
    {
      labels: map(str('Value.'), 'Labels of what istiod deploys.'),
      annotations: map(str('Value.'), 'Annotations of what istiod deploys.'),
      parametersRef: any('Not used.'),
    },
    'How istiod deploys it.',
  ),
  allowedListeners: any('Which ListenerSets may attach.'),
  tls: obj(
    {
      backend: any('Not used.'),
      frontend: obj(
        {
          default: { ...frontendTls, doc: 'For ports without an entry of their own.' },
          perPort: list(
            obj({ port: required(int('Port.')), tls: { ...frontendTls, doc: 'For this port.' } }),
            'For single ports.',
          ),
        },
        'How clients of the listeners are checked.',
      ),
    },
    'TLS of all listeners.',
  ),
});

export type KubernetesGatewaySpec = Infer<typeof kubernetesGateway>;
export type ListenerSpec = NonNullable<KubernetesGatewaySpec['listeners']>[number];
