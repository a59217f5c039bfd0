/** The protocols that istiod knows, in lower case. */
const known: readonly string[] = [
  'tcp',
  'udp',
  'grpc',
  'grpc-web',
  'http',
  'http_proxy',
  'http2',
  'https',
  'tls',
  'mongo',
  'redis',
  'mysql',
];

export function isProtocol(text: string): boolean {
  return known.includes(text.toLowerCase());
}

export function isTlsProtocol(text: string): boolean {
  return ['https', 'tls'].includes(text.toLowerCase());
}

export function isHttpProtocol(text: string): boolean {
  return ['http', 'http2', 'http_proxy', 'grpc', 'grpc-web'].includes(text.toLowerCase());
}
