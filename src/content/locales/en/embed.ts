/** Inside another page. */
export const embedWords = {
  openInHopwise: 'Open in Hopwise',
} as const;
