/** How far the grid is scrolled: an order that changes under it then goes round what is in sight. */
export const position = { top: 0 };
