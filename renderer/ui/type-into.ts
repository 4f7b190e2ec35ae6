/**
 * Writes over a part of a text field as a person would, so that the field's own undo knows of it. The focus is in the
 * field afterwards.
 */
export function typeInto(
  field: HTMLInputElement | HTMLTextAreaElement,
  from: number,
  to: number,
  words: string,
): void {
  field.focus();
  field.setSelectionRange(from, to);
  document.execCommand('insertText', false, words);
}
