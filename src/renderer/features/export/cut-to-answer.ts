/** The answer alone: most answer sides repeat the question above a line, and on paper the question stands beside it. */

/** Takes away everything up to the line that sets the answer off (`<hr id=answer>`), where there is one with something after it. */
export function cutToAnswer(side: DocumentFragment): void {
  const line = side.querySelector('#answer');
  if (line === null) return;
  const before = side.ownerDocument.createRange();
  before.setStart(side, 0);
  before.setEndAfter(line);
  const rest = side.ownerDocument.createRange();
  rest.setStartAfter(line);
  rest.setEnd(side, side.childNodes.length);
  const answer = rest.cloneContents();
  if (answer.textContent?.trim() === '' && answer.querySelector('img, svg, [data-versus-sound], .versus-play') === null) return;
  before.deleteContents();
}
