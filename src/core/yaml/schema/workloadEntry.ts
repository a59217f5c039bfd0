import type { Infer } from './dsl.ts';
import { map, obj, str, uint } from './dsl.ts';

const fields = {
  address: str('IP address, DNS name or Unix socket of the workload.'),
  ports: map(uint('A port number.'), 'Ports of the workload, by name of the service port.'),
  labels: map(str('Value of the label.'), 'Labels of the workload.'),
  network: str('Network the workload is in.'),
  locality: str('Region/zone/subzone.'),
  weight: uint('Share of the traffic.'),
  serviceAccount: str('Service account the workload runs as: its identity.'),
};

/** One entry of `endpoints` of a ServiceEntry. */
export const serviceEntryEndpoint = obj(fields);

/** WorkloadEntry (networking.istio.io): a machine outside Kubernetes that is part of the mesh. */
export const workloadEntry = obj(fields);

export type WorkloadEntrySpec = Infer<typeof workloadEntry>;
