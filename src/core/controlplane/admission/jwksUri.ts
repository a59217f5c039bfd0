import { parseAddress } from '../authorization/cidr.ts';

/** "Scheme other than http/https, or a port that is no number (there is no range check)" (9.6), as Go's net/url reads it. */
export function isJwksUri(uri: string): boolean {
  const [beforeFragment = '', ...fragment] = uri.split('#');
  const parts = /^https?:(?:\/\/([^/?]*)|(?=\/)|(?=[^/]|$))([^?]*)/i.exec(beforeFragment);
  if (parts === null || hasControl(uri)) return false;
  const [, authority, path = ''] = parts;
  // Without a slash behind the scheme the rest is opaque: nobody looks at it.
  const opaque = authority === undefined && !path.startsWith('/');
  if (!escapesHold(fragment.join('#')) || !(opaque || escapesHold(path))) return false;
  return authority === undefined || isAuthority(authority);
}

function hasControl(text: string): boolean {
  return /\p{Cc}/u.test(text);
}

function escapesHold(text: string): boolean {
  return !/%(?![0-9A-Fa-f]{2})/.test(text);
}

function isAuthority(authority: string): boolean {
  const at = authority.lastIndexOf('@');
  const user = at < 0 ? '' : authority.slice(0, at);
  if (!/^[-\w.~!$&'()*+,;=:%@]*$/.test(user) || !escapesHold(user)) return false;
  const host = authority.slice(at + 1);
  const literal = /^\[(.*)\](.*)$/.exec(host);
  const [name = '', port = '', ...more] = literal ? [literal[1], literal[2]?.slice(1)] : host.split(':');
  if (literal && literal[2] !== '' && !literal[2]?.startsWith(':')) return false;
  if (more.length > 0 || !/^\d{0,18}$/.test(port)) return false;
  return literal ? isIPv6(name) : isHostText(name);
}

/** A zone follows `%25`. */
function isIPv6(text: string): boolean {
  const address = text.split('%25')[0] ?? '';
  return address.includes(':') && parseAddress(address) !== null && !/%(?!25)/.test(text);
}

/** "Invalid character in host name": ASCII must be one of these; escapes are for the rest, and for the percent sign. */
function isHostText(text: string): boolean {
  if (/%(?!25|[89A-Fa-f][0-9A-Fa-f])/.test(text)) return false;
  return /^(?:[-\w.~!$&'()*+,;=\]<>"%]|\P{ASCII})*$/u.test(text);
}
