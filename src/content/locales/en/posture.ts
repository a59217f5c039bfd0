/** The dialog about the rung on show. */
export const postureWords = {
  title: 'Posture',
  noExceptions: 'No exceptions',
  whatThisRungCannot: 'What this rung cannot make true',
  wantedRequests: 'Wanted requests',
  wantedNote:
    'Zero Trust lets these through and nothing else. Beside each: what becomes of it in your mesh as written.',
  asWritten: (verdict: string): string => `As written: ${verdict}`,
} as const;
