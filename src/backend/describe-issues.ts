/** Says in a sentence what is wrong with an operation's input. */

import type * as z from 'zod';

/** One sentence about the first problem; nothing of the input's content is repeated. */
export function describeIssues(error: z.ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return 'This request is not complete. Nothing was changed.';
  const place = issue.path.length === 0 ? 'The request' : `“${issue.path.map(String).join('.')}”`;
  return `${place} ${describeIssue(issue)}. Nothing was changed.`;
}

function describeIssue(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `is missing or not ${withArticle(issue.expected)}`;
    case 'too_small':
      if (isText(issue.origin) && Number(issue.minimum) === 1) return 'must not be empty';
      return `must be ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}${unitOf(issue.origin)}`;
    case 'too_big':
      return `must be ${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}${unitOf(issue.origin)}`;
    case 'unrecognized_keys':
      return `has parts that are not known here: ${issue.keys.join(', ')}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`;
    default:
      return 'is not what is expected here';
  }
}

function isText(origin: string): boolean {
  return origin === 'string' || origin === 'array';
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters long';
  return origin === 'array' ? ' entries long' : '';
}

function withArticle(kind: string): string {
  const word = kind === 'int' ? 'integer' : kind;
  return `${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word === 'string' ? 'text' : word}`;
}
