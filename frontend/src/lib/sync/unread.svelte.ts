/** How many unread messages there are: in the phone's own threads, and of one's people. The menu shows both. */
export const unread = $state({ count: 0, ofPeople: 0 });
