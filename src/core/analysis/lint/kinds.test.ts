import { pitfall } from './lint.fixture.ts';

const object = (kind: string, apiVersion: string) =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: x, namespace: b}\nspec: {}\n`;

pitfall(
  'kindMisspelt',
  [
    {
      what: 'a letter too few',
      yaml: [object('AuthorizatonPolicy', 'security.istio.io/v1')],
      at: 'kind',
      fix: ['kind: AuthorizationPolicy'],
    },
    { what: 'another case', yaml: [object('Networkpolicy', 'networking.k8s.io/v1')], at: 'kind', fix: [] },
  ],
  [
    {
      what: 'a kind that is only not simulated',
      yaml: [object('EnvoyFilter', 'networking.istio.io/v1alpha3'), object('Ingress', 'networking.k8s.io/v1')],
    },
    { what: 'a group of which not all is known', yaml: [object('UDPRoute', 'gateway.networking.k8s.io/v1')] },
  ],
);
