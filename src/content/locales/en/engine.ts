/** Words of the *Engine* tab. Keys and values are Envoy's own. */
export const engineWords = {
  title: (name: string, part: string): string => (part === '' ? name : `${name}, ${part}`),
  envoy: "The part of Envoy's configuration that this request used.",
  ztunnel: 'The part of what istiod told ztunnel that this request used.',
  nothing: 'No proxy stands here: there is no configuration to show.',
  unused: 'This proxy used nothing of its configuration: the connection went past it.',
  matched: 'matches',
  missed: 'does not match',
  here: 'this step',
} as const;
