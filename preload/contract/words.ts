/**
 * What another language has to say for the same words: every text and every function of the English ones, with the same
 * arguments. `const de = { … } satisfies Words<typeof en>` fails the types where one is missing.
 */
export type Words<T> = T extends string
  ? string
  : T extends (...args: infer A) => infer R
    ? (...args: A) => Words<R>
    : T extends number | boolean | null | undefined
      ? T
      : { readonly [K in keyof T]: Words<T[K]> };
