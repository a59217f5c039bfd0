/** What small parts of every feature say. */
export const uiWords = {
  added: 'added',
  removed: 'removed',
  more: (count: number): string => `and ${count} more`,
  before: (verdict: string): string => `before: ${verdict.toLowerCase()}`,
  after: (verdict: string): string => `after: ${verdict.toLowerCase()}`,
  changedLines: 'Changed lines',
  close: 'Close',
} as const;
