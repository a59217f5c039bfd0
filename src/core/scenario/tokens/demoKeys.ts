/**
 * Demo keys, not secrets: they are published here so that everybody can make tokens that a mesh under study accepts.
 * They are part of what `tokens` in a Scenario means, so they stand beside its reader and never change: the same text is
 * the same token in the app, in a terminal and in a link. Never trust them in a real cluster.
 */

/** An RSA key of 2048 bits with e = 65537, in the terms of RFC 7518, 6.3. */
export interface RsaKey {
  readonly kid: string;
  readonly n: string;
  readonly p: string;
  readonly q: string;
  readonly dp: string;
  readonly dq: string;
  readonly qi: string;
}

/** A key on P-256, in the terms of RFC 7518, 6.2. */
export interface EcKey {
  readonly kid: string;
  readonly x: string;
  readonly y: string;
  readonly d: string;
}

export interface KeyPair {
  readonly RS256: RsaKey;
  readonly ES256: EcKey;
}

const demoRsa: RsaKey = {
  kid: 'hopwise-demo-rs256',
  n: 'tqkuhgsAmRRgykbmIcakWO_W-wU5mcJBnE-Wvp2M99pfZZG9F51eaWlaqojQpjbDn-T_bp7Fe4uPMwiitykoasSqxWkeJ-_LQIx2egS9CkuaiBt3OStPtvBSIpGLkcCaPUNNSyzM3NNBD7U2khaTUxMH9_ivJlnjWBA4EZlP_JDPlwYWuh2Q5c6ORtEiF5t9ijkwSVfLs0LPDVCKBAG7qeaZZ-X50t-jvbQmVc0vZMN-1qPEbVDXHF5YCtflkGgm0HntYdxQy4cKWC51ZxbTVInx0SyaRmIkDa3SPJIwb8LKvFrL6sRTukrl5c-9bn4vd7OqwLUJ2O21bQ1TdhOeRw',
  p: '87Sg6NZergg4YrXXknwIsLb9QVca1GFu6HUPRWhWbYsxvmYmL6YhV3z_2xO6TMiVosHF4VO-FkXqEFBMMsMTGykJKFEXefAzlm0-WGAPKC5_sIQJceq8xqry9qbKvFCwygC-j7p9ZNud_EWDb8SQ7kzCuaUqj0nSYVGaqGWLFL0',
  q: 'v-AuqTKadbqSDc0duTuCTwSoh5r04LIiedfVpy2pu_xlt1rLWRau3FZ42725GmqBRhW_PhV_Y0hSerX3wwLiu8f71SW5s_fY0UGiKi04jLPWEbkVVhV8uEV67UYlD9ZRRtoAgWikt96CJc9T4qhyVHv7egM8B46A-F0Nz2t6SVM',
  dp: 'vRNg3ASlhGRASuVGERJGM8RlDHKmECxfvd5EMNdYZrjdqRjbe5BqwdPrNW9C1RuybInmGoG8Ms-fX3TNCX0rr6DQyATSL_raK1UqT6qHV-drjemC4mz6dTBgPFj_Zcc8whx9vEk1zDBPjE_qP6bDwv6u_RVVxcHChVqooQnXNAk',
  dq: 'bhtPq3iGepidx521ON6VYJLjwy2A6JBQiGr7B_yEMoQcOqO3nWAO6BIXOMIevrHvjTBdllrvxyFxc0mI7DdztR6FvULw1f2cRjjLvjhFAzkP1wvG2qdp8rSsXgyqp_PsoCPptlk-bOUa-meHU8ImGaUsIlBI2m1ERUHg8u5SNlE',
  qi: '8mLgCiGvxgmdC0iZnsdjr16wPJDstv1v0tKOZYMyBM-vqvlnCLRloPVWm1ikR1pWMWuAunCzMuZYolBrzWfMN_JdOEHmcqYQy6xG3AC5tAbWOxMZsySgjC1OiJC1zVs-9qYZDEzo6IkzHo4530QslIf_EgbAKgRtCyOewxUVOQk',
};

const demoEc: EcKey = {
  kid: 'hopwise-demo-es256',
  x: 'elFfzZOsYn23Ec4ge0GQAqXx8ZWVANFHnKc6k-9Eoas',
  y: 'J87TmqgjyLcetru2NjjWcGDdTzc1HX565bx6otrBpCI',
  d: '1Yi6lxtizgrHikESEWTmt6telM6G78Y3G1tMycZGlIY',
};

/** The keys of the demo issuer. */
export const demoKeys: KeyPair = { RS256: demoRsa, ES256: demoEc };

const strangeRsa: RsaKey = {
  kid: 'hopwise-stranger-rs256',
  n: 'ozbYsLVtLHC1L8aVRibtiKgHe-qe4tsWjmNYlFqLLqbzujdGEXYZAOW78wHlLHgJWGDq5FtnofCTKrlJW31RCBsj11jbC7oqIreCTCNHNOZWuLq9Z7GXB56ReV7n3pApt7_WhWMyCGHFLdyTWh6Q8I3yuPm_z8z8h6ezJMgP8u1yZ34nvB7qTTzeIO4Uoejg35G_kWbG6Hq6Fye7y-p5v-Vz_PVEN-yD_5ieGamSDduuAzGFmDIZrXCabnC1EGOoxNCpo-zMxJFgn8ZAFPGPpU5mF_Sn3FRU5f0pwSYyOUpuJa-RDmdLMNGQv_uY-qJcEhefo9h0lsd63lDnxpQgGQ',
  p: '36dYYJMMX4hKI70nPVnKQ5BDVOS9prmj7qcQzxEoeVrMDdCyUH_twZe_gwiX13kHe-p8V_fQmkMk1etY-0SJ5M-gEXXw7-rjxF2eV7xibFSRcXoFT1ofPzDICW7otr0TAyOeKYjWAY9-CpZeWu_W5GWQTAOiZ-SBYAjX0QWqdjU',
  q: 'utHDkUaNpvscCHnTUUQmv_UldZy9vkk243uxhHsZubUI3LfO0swF3biqwEzIqufFCV1cHw9RdspEsDPvVIrKGspIoYy6mxelQjvJdmG5sGtfQhFqahh8gOu4TeBZSD6kyAF-yk4DrESauyMHfoaWn3NavSSG81CE_HJCl0fBbtU',
  dp: 'j7E6rMGNP4uW5qNOpLIdq47yU4aq-oVm95vKxt7lPCLD21RsXB_1J15RouRQehW-YzTiMrp7AcGF1xLgFn-QgLuMweseo2YsdCsZ4pCcQ7GJyHh3FOZ4EOdMfhMN3OpZXrjxkwnhRRtmBXNap95UGGXQcaYcH9fF72d_EUIspMk',
  dq: 'LZHRNHSTRPHnqqGczCvlj9lKY9_x4KKXQvH_ISOt6MCiAsTLLFwb6jOLYxDXueiDBX_CYsknw-Qe0SQ58tNP7Sz-fnmHYyFnbDqNL9UyqDfoqoL5BBwo8oGNGWHqJVcydp72wH47IyAw5gjrYQ-PWiGXNp_cUymG5tUwLRqRsmk',
  qi: 'sKmv2uOz5IrF7heDk62N3HqKYha796DGYctLZAhs-_Zc7HnYzn7yGpXBjODDc4aRtHwZZIMiwFZVz1cGGZtfGT7q5YsIRkz3t4CZm0Z2nPaUooCPn5diGCOkCKM340SNBt4qN2u--5AT_hyMnE56buxAU_pPKQtbRuMXBu_qCx0',
};

const strangeEc: EcKey = {
  kid: 'hopwise-stranger-es256',
  x: '7liNZP7Up_yEBTmxzFk3qpQeT1jOw46gCtiSiVtwOAk',
  y: '06oFxV8UHaTeuVvxFVTvj8P2VsfMQ0HbLPrOzSu_Y2g',
  d: 'PTdBPN9h5Clg4PA4rxLGgWGXgunQQf859DCAcuNSfIQ',
};

/** Keys that no key set lists: what `signature: unknownKey` is made with. */
export const strangeKeys: KeyPair = { RS256: strangeRsa, ES256: strangeEc };

/** The public half of the demo keys: a JSON Web Key Set, as `jwks` of a RequestAuthentication takes it. */
export const demoJwks: string = JSON.stringify({
  keys: [
    { kty: 'RSA', kid: demoRsa.kid, alg: 'RS256', use: 'sig', n: demoRsa.n, e: 'AQAB' },
    { kty: 'EC', kid: demoEc.kid, alg: 'ES256', use: 'sig', crv: 'P-256', x: demoEc.x, y: demoEc.y },
  ],
});
