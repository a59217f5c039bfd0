import type { Infer } from './dsl.ts';
import { bool, duration, list, naming, obj, required, str } from './dsl.ts';
import { targetRef, targetRefs, workloadSelector } from './selector.ts';

const fromHeader = obj({
  name: required(naming('header', str('Header that carries the token.'))),
  prefix: str('Text before the token in the header’s value.'),
});

const claimToHeader = obj({
  header: required(str('Header to write.')),
  claim: required(
    naming('claim', str('Claim to copy, of type string, integer or boolean; dots go into nested claims.')),
  ),
});

const jwtRule = obj({
  issuer: naming('issuer', str('Issuer that the token’s `iss` must equal.')),
  audiences: list(
    naming('audience', str('An accepted audience.')),
    'Audiences, of which the token must have one. None: the audience is not checked.',
  ),
  jwksUri: str('Where the provider publishes its public keys.'),
  jwks_uri: str('Deprecated spelling of jwksUri.'),
  jwks: str('The provider’s public keys, inline.'),
  fromHeaders: list(fromHeader, 'Headers to take the token from.'),
  fromParams: list(str('Name of a query parameter.'), 'Query parameters to take the token from.'),
  fromCookies: list(str('Name of a cookie.'), 'Cookies to take the token from.'),
  outputPayloadToHeader: str('Header that passes the verified payload on, base64url-encoded.'),
  forwardOriginalToken: bool('Whether the token itself is passed on. Default false.'),
  outputClaimToHeaders: list(claimToHeader, 'Claims to copy into headers.'),
  timeout: duration('How long fetching the keys may take. Default 5s.'),
  spaceDelimitedClaims: list(
    naming('claim', str('Name of a claim.')),
    'Claims to read as lists separated by spaces, as `scope` is.',
  ),
});

/** RequestAuthentication (security.istio.io): which JSON Web Tokens are valid. */
export const requestAuthentication = obj({
  selector: workloadSelector,
  targetRef,
  targetRefs,
  jwtRules: list(
    jwtRule,
    'Providers, of which one must have issued the token. A request without a token passes.',
    'empty',
  ),
});

export type RequestAuthenticationSpec = Infer<typeof requestAuthentication>;
