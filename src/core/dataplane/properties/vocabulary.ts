/** The few names that random meshes are made of: few and alike, so that policies nearly match. */
export const namespaces = ['shop', 'shop-2', 'pay', 'legacy'] as const;
export const serviceAccounts = ['cart', 'cart-2', 'web', 'default'] as const;
export const trustDomains = ['cluster.local', 'td1', 'old-td', 'foreign'] as const;
export const rootNamespaces = ['istio-system', 'mesh-root'] as const;

/** Pod ports: 8080, 8081, 9000, 3306 and 8443 may be declared by services, 7777 never is; 6666 nobody listens on. */
export const podPorts = [8080, 8081, 9000, 3306, 8443, 7777] as const;
export const closedPort = 6666;

export const methods = ['GET', 'POST', 'DELETE', 'HEAD', 'OPTIONS'] as const;
export const hosts = ['w0.shop', 'example.com', 'example.com:8080', 'Api.Example.com', '10.1.1.1'] as const;
export const addresses = ['10.1.1.1', '10.1.2.3', '192.0.2.7', '9.9.9.9', '2001:db8::1'] as const;
export const headerNames = ['x-team', 'X-Tag', 'user-agent'] as const;
export const headerValues = ['blue', 'blue,red', '', 'Blue', 'a*b', 'blue*'] as const;
export const serverNames = [
  'outbound_.80_._.w0.shop.svc.cluster.local',
  'outbound_.9000_._.w1.pay.svc.cluster.local',
  'example.com',
] as const;

/** As a client sends them, byte for byte. */
export const paths = [
  '/',
  '/admin',
  '/admin/',
  '/admin/users',
  '/admin/users/7',
  '/Admin',
  '/a',
  '/a?x=1',
  '/a/b',
  '/a//b',
  '/a/b;v=1',
  '/a/../admin',
  '/a/..;/admin',
  '/a/%2e%2e/admin',
  '/%61dmin',
  '/a%2Fb',
  '/a%2fb',
  '/a%252Fb',
  '/a\\b',
  '/a/.',
  '/a/..',
  '//admin',
  '///a//b',
  '/b<c',
  '/a*',
  '/admin?x=/../b',
  '/admin#top',
  '*a',
] as const;

/** Some of them as they stand after one normalization or another. */
export const arrivingPaths = [
  '/admin',
  '/admin/',
  '/admin/users/7',
  '/a',
  '/a/',
  '/a/b',
  '/a//b',
  '/a%2Fb',
  '/a%252Fb',
  '/b%3Cc',
  '/a/..;/admin',
  '//admin',
  '/',
] as const;

/** Values for `paths` that hold operators, good and bad. */
export const pathTemplates = [
  '/a/{*}',
  '/a/{**}',
  '/admin/{*}/7',
  '/{*}',
  '/{**}',
  '/admin/{**}',
  '/a/{**}/b',
] as const;
export const badPaths = ['/{id}', '/{*}.txt', '/{**}/{*}', '/a{b}'] as const;

/** Every SPIFFE identity, without scheme, that a caller or a policy may name. */
export const identities: readonly string[] = [
  ...trustDomains.flatMap((domain) => [`${domain}/ns/shop/sa/cart`, `${domain}/ns/pay/sa/web`]),
  ...namespaces.flatMap((namespace) => serviceAccounts.map((account) => `cluster.local/ns/${namespace}/sa/${account}`)),
  'cluster.local/ns/shop/sa/cart/extra',
  'td1.evil/ns/shop/sa/cart',
  'cluster.local/ns/shop/sa/cart',
  'cluster.local/ns/shop/sa/cart/extra',
  'cluster.local/ns/team/ns/shop/x/sa/cart',
];
