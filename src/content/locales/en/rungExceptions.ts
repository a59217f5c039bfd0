import type { RungException } from '../../../core/model/posture.ts';

/** What a rung cannot make true, as a sentence. Names stand in `**`; `title` names a request. */
export function sayException(exception: RungException, title: (request: string) => string): string {
  switch (exception.kind) {
    case 'noSidecar':
      return `**${exception.workload}** has no sidecar: no policy of Istio guards it, and a door that takes mTLS only refuses what it sends. Network policies alone hold here.`;
    case 'idleGateway':
      return `**${exception.workload}** is Istio's own: without Istio nothing listens there.`;
    case 'hostNetwork':
      return `**${exception.workload}** uses the network of its node: it gets no sidecar, and network policies do not count for it.`;
    case 'sharedLabels':
      return `No label tells **${exception.workload}** from the other pods of its namespace: what is allowed to it is allowed to them.`;
    case 'sharedAccount':
      return `${exception.workloads.map((each) => `**${each}**`).join(' and ')} share one service account, so one identity: what one may ask, the other may, wherever network policies let both connect.`;
    case 'notModelled':
      return `**${exception.workload}** is in ambient mode, which is not simulated.`;
    case 'noIdentity':
      return `${title(exception.request)}: whoever comes to the gateway shows no identity of the mesh, so its door asks for host, port and path alone.`;
    case 'pathLeftOut':
      return `${title(exception.request)}: a policy cannot spell this path letter by letter, so its rule leaves the path out.`;
    case 'portOnly':
      return `${title(exception.request)}: the port declares no protocol, so beside these bytes HTTP of every kind gets in from the same caller.`;
    case 'sharedEgress':
      return `**${exception.host}**: workloads of ${exception.namespace} that may leave on the same port share one Sidecar, so each reaches what the others want.`;
    case 'outsideAddress':
      return `${title(exception.request)}: **${exception.host}** is an address without a name, and stays unknown.`;
    case 'openScope':
      return `${title(exception.request)}: it dials an address that has no name to register, so proxies of **${exception.namespace}** go on letting pass what they do not know.`;
    case 'stillRefused':
      return `${title(exception.request)}: wanted, and still refused.`;
    case 'stillUnknown':
      return `${title(exception.request)}: wanted, and Hopwise can't tell.`;
  }
}
