let underWay = 0;

/** Counts work whose result would be lost with the page, from its beginning to its end. */
export async function atWork<T>(work: Promise<T>): Promise<T> {
  underWay += 1;
  try {
    return await work;
  } finally {
    underWay -= 1;
  }
}

/** Whether a page that goes now would take something with it that nobody could bring back. */
export const isAtWork = (): boolean => underWay > 0;
