import * as v from "valibot";

/** One sentence for a person: which field does not fit, and why. */
export function whyInvalid(issues: readonly v.BaseIssue<unknown>[]): string {
  const [issue] = issues;
  if (issue === undefined) return "it is not valid";
  const path = v.getDotPath(issue);
  return path === null ? issue.message : `${path}: ${issue.message}`;
}
