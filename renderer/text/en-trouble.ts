/** Words of the page that stands in for the app's own when that does not hold. */
export const trouble = {
  title: 'The window stopped working again',
  body: 'Your clips are safe, and those in progress go on without it. If this happens once more, restart Kinora.',
  again: 'Open the window again',
} as const;
