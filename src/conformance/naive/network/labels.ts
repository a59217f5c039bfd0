import { isList, type JsonObject } from '../../../core/model/json.ts';
import { labelsMatch, map, maps, text } from '../json.ts';

/** A LabelSelector: "the result of matchLabels and matchExpressions are ANDed; an empty label selector matches all objects". */
export function selects(selector: JsonObject, labels: JsonObject): boolean {
  return (
    labelsMatch(map(selector['matchLabels']), labels) &&
    maps(selector['matchExpressions']).every((requirement) => {
      const value = labels[text(requirement['key'])];
      const listed = isList(requirement['values']) && value !== undefined && requirement['values'].includes(value);
      const answers: Readonly<Record<string, boolean>> = {
        In: listed,
        // "If the operator is NotIn, objects without the key match too."
        NotIn: !listed,
        Exists: value !== undefined,
        DoesNotExist: value === undefined,
      };
      return answers[text(requirement['operator'])] ?? false;
    })
  );
}
