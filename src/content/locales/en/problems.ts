/** The list of problems. */
export const problemWords = {
  cannotFix: 'This text cannot be changed by itself: the place is shared or written in an unusual way.',
  apply: 'Apply',
  why: 'Why',
  fix: 'Fix',
  docs: 'Istio’s documentation',
  fixOf: (title: string): string => `Quick fix: ${title}`,
  showMore: (count: number): string => `Show ${count} more`,
  /** A rule, or a policy. */
  showRule: (name: string): string => `Show ${name}`,
  rulesAsked: (asked: number, rules: number): string =>
    `Whether they decide anything: ${asked.toLocaleString('en')} of ${rules.toLocaleString('en')} rules and policies asked`,
  askRules: 'Ask the others',
  stopRules: 'Stop',
  line: (line: number): string => `line ${line}`,
} as const;
