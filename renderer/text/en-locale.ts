/** How English writes numbers and times: the only place that knows which language this is. */
export const locale = {
  numbers: 'en-US',
  dates: 'en-GB',
  today: 'Today',
  yesterday: 'Yesterday',
  /** Of a day such as `Today` or `14 November`, in the middle of a sentence. */
  inside: (day: string, clock: string, isNear: boolean) =>
    `${isNear ? day.toLowerCase() : `on ${day}`} at ${clock}`,
  share: (done: string, whole: string) => `${done} of ${whole}`,
} as const;
