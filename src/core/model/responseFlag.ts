/** Envoy's response flags, as access logs print them. */
export const responseFlags = [
  'DC',
  'DI',
  'DPE',
  'FI',
  'NC',
  'NR',
  'RL',
  'UAEX',
  'UC',
  'UF',
  'UH',
  'UO',
  'UR',
  'URX',
  'UT',
] as const;
export type ResponseFlag = (typeof responseFlags)[number];

export function isResponseFlag(flag: string): flag is ResponseFlag {
  return responseFlags.some((known) => known === flag);
}
