/** How many unread messages the phone's own threads hold; the conversations set it, the menu shows it. */
let count = $state(0);

export const unread = {
  get count(): number {
    return count;
  },
  set count(to: number) {
    count = to;
  },
};
