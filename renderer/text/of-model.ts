/** Words for a model of the service, its fields and their values, where there are any. */
import { t } from './en.ts';

function wordOf(words: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(words, key) ? words[key] : undefined;
}

/** `Image to video`. @param id the service's slug. */
export function capabilityOf(id: string): string {
  const capability = id.split('/').at(-1) ?? '';
  return wordOf(t.models.capabilities, capability) ?? capability.replaceAll('-', ' ');
}

/** A field's name; one that nobody knows here, as the service writes it. */
export const labelOf = (key: string): string => wordOf(t.models.labels, key) ?? key.replaceAll('_', ' ');

/** One line about a field, or nothing. */
export const hintOf = (key: string): string => wordOf(t.models.hints, key) ?? '';

/** What a choice of a field is called. */
export const optionOf = (value: string): string => wordOf(t.models.options, value) ?? value;
