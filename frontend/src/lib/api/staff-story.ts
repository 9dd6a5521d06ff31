/** A citizen's story: asked for, fetched while her yes stands, and taken down when it does not. Only the desk calls it. */
import { call } from './client';
import { takeOut } from './file';
import type { Day, Id, Instant, StoryUse, WriteResult } from './types';

export interface StoryFields {
  heading: string;
  text: string;
  uses: StoryUse[];
  until: Day;
  first_name: boolean;
  /** Of the story that is changed; left out of a new one. */
  version?: number;
}
/** What I fetched and am to take down. */
export interface StoryOver {
  export: Id;
  /** Missing where the citizen was erased. */
  heading?: string;
  at: Instant;
  why: 'withdrawn' | 'expired' | 'changed' | 'erased';
  /** While I may open it. */
  plan?: Id;
}
interface Over {
  stories: StoryOver[];
}
const at = (plan: Id, story: Id): string => `/plans/${plan}/stories/${story}`;
/** @throws ApiError `not_anonymous`, `story_rests`, `story_waits`, `story_changed` */
export const askStory = (plan: Id, story: Id, fields: StoryFields, key: Id) =>
  call<WriteResult>(at(plan, story), { method: 'PUT', body: fields, key });
export const listStoriesOver = () => call<Over>('/me/stories-over');
export const endStoryExport = (fetched: Id, key: Id) =>
  call<Over>(`/me/stories-over/${fetched}`, { method: 'PUT', body: {}, key });

/** The story as a file. The citizen sees that it was fetched. @throws ApiError `story_no_yes` where no yes stands */
export const exportStory = (plan: Id, story: Id, fetched: Id, format: 'pdf' | 'text') =>
  takeOut(`${at(plan, story)}/exports/${fetched}`, { format });
