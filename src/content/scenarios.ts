import type { DocumentFile } from '../core/model/scenario.ts';
import certificatesOverTime from './scenarios/certificates-over-time.yaml?raw';
import frontAndBackDoor from './scenarios/front-and-back-door.yaml?raw';
import asInstalled from './scenarios/ladder-istio-as-installed.yaml?raw';
import plainKubernetes from './scenarios/ladder-plain-kubernetes.yaml?raw';
import workloads from './scenarios/ladder-workloads.yaml?raw';
import zeroTrust from './scenarios/ladder-zero-trust.yaml?raw';
import shopAndPayments from './scenarios/shop-and-payments.yaml?raw';
import tokenAndAuthorizer from './scenarios/token-and-authorizer.yaml?raw';

/** A scenario that comes with the product. Its title is that of its Scenario document. */
export interface BuiltInScenario {
  readonly id: string;
  readonly title: string;
  readonly files: readonly DocumentFile[];
}

/** The rungs of the ladder differ in one file: namespaces and policies. The workloads are the same. */
const rung = (id: string, title: string, text: string): BuiltInScenario => ({
  id,
  title,
  files: [
    { name: `${id}.yaml`, text },
    { name: 'workloads.yaml', text: workloads },
  ],
});

/** Every built-in scenario; the first is what people see first. */
export const scenarios: readonly BuiltInScenario[] = [
  {
    id: 'shop-and-payments',
    title: 'Shop and payments',
    files: [{ name: 'shop-and-payments.yaml', text: shopAndPayments }],
  },
  rung('ladder-plain-kubernetes', 'Ladder 1: plain Kubernetes', plainKubernetes),
  rung('ladder-istio-as-installed', 'Ladder 2: Istio as installed', asInstalled),
  rung('ladder-zero-trust', 'Ladder 3: Zero Trust', zeroTrust),
  {
    id: 'token-and-authorizer',
    title: 'The token and the authorizer',
    files: [{ name: 'token-and-authorizer.yaml', text: tokenAndAuthorizer }],
  },
  {
    id: 'front-and-back-door',
    title: 'The front door and the back door',
    files: [{ name: 'front-and-back-door.yaml', text: frontAndBackDoor }],
  },
  {
    id: 'certificates-over-time',
    title: 'Certificates over time',
    files: [{ name: 'certificates-over-time.yaml', text: certificatesOverTime }],
  },
];
