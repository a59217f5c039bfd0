import type { Infer } from './dsl.ts';
import { list, map, obj, required, str, uint } from './dsl.ts';
import { serverTls } from './serverTls.ts';

const port = obj(
  {
    number: required(uint('Port the gateway listens on.')),
    protocol: required(str('HTTP, HTTPS, GRPC, GRPC-WEB, HTTP2, MONGO, TCP or TLS.')),
    name: required(str('Name of the port.')),
    targetPort: uint('Not used.'),
  },
  'The port.',
);

const server = obj({
  port: required(port),
  bind: str('Address to listen on.'),
  hosts: required(list(str('Host, or NAMESPACE/HOST.'), 'Hosts served here.')),
  tls: serverTls,
  defaultEndpoint: str('Not used.'),
  name: str('Name of the server, in statistics.'),
});

/** Gateway (networking.istio.io): what a gateway listens for. */
export const gateway = obj({
  servers: list(server, 'What the gateway listens for.'),
  selector: map(str('The value that the label must have.'), 'Labels of the gateway’s pods.'),
});

export type GatewaySpec = Infer<typeof gateway>;
