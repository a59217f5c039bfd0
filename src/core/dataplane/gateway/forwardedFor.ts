import { parseAddress } from '../../controlplane/authorization/cidr.ts';

type Headers = readonly (readonly [string, string])[];

const isForwardedFor = ([name]: readonly [string, string]): boolean => name.toLowerCase() === 'x-forwarded-for';

function joined(headers: Headers): string {
  return headers
    .filter(isForwardedFor)
    .map(([, value]) => value)
    .join(',');
}

/** The headers with the gateway's own peer appended to X-Forwarded-For, whatever it trusts (2.5). */
export function forwarded(headers: Headers, peer: string | null): Headers {
  const before = joined(headers);
  if (peer === null) return headers;
  return [
    ...headers.filter((line) => !isForwardedFor(line)),
    ['x-forwarded-for', before === '' ? peer : `${before},${peer}`],
  ];
}

/** "Nth address from the right of the incoming X-Forwarded-For" for N trusted proxies; null: there is none, or N is 0. */
export function trustedAddress(headers: Headers, proxies: number): string | null {
  if (proxies === 0) return null;
  const text = joined(headers);
  const address = text.split(',').at(-proxies)?.trim() ?? '';
  return parseAddress(address) === null ? null : address;
}
