/** What the citizen says of a story. Straight to the server: whoever says what may be told must know that it got there. */
import type { Day, Id, StoryUse, WriteResult } from '$lib/api';
import { call } from '../../lib/api/client';

/** Yes to just these words, places and time. */
export interface StoryYes {
  yes: true;
  heading: string;
  text: string;
  uses: StoryUse[];
  until: Day;
  first_name: boolean;
}
const at = (plan: Id, story: Id, deed: string) => `/plans/${plan}/stories/${story}/${deed}`;

/** @throws ApiError `story_changed` where it is not what she read any more, `not_anonymous` where it names somebody */
export const answerStory = (
  plan: Id,
  story: Id,
  version: number,
  answer: StoryYes | { yes: false },
  key: Id,
) => call<WriteResult>(at(plan, story, 'answer'), { method: 'PUT', body: { version, ...answer }, key });
export const withdrawStory = (plan: Id, story: Id, key: Id) =>
  call<WriteResult>(at(plan, story, 'withdrawn'), { method: 'PUT', body: {}, key });
