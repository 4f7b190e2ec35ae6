/** What a clip of a comparison is called: A to D. */
export const letterOf = (at: number): string => String.fromCharCode(65 + at);
