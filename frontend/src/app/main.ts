/** The start: what this browser knows goes on screen first; the net comes after. */
import { mount } from 'svelte';
import { getMark } from '$lib/db';
import { place, startNav } from '$lib/nav';
import { startSession } from '$lib/session';
import { startPlans } from '$lib/sync';
import App from './App.svelte';
import './app.css';
import './frame.css';
import '$lib/plan/papers.css';
import { routeOf } from './routes';
import { startTextSize } from '$lib/a11y';

startTextSize();
startNav();
startPlans();
const target = document.getElementById('app');
if (target) {
  // The skeleton of index.html stays until there is something better.
  const bones = [...target.children];
  mount(App, { target });
  for (const bone of bones) bone.remove();
}
// Whoever was signed in here most likely still is: the room is fetched while the phone finds out, not after. Should it
// not come, the shell asks again and says so.
if (getMark('user')) void Promise.resolve(routeOf(place.path)?.route.room()).catch(() => {});
// Whoever left in a hurry, or locked the app, comes in by another door.
if (getMark('left') ?? getMark('lock'))
  void import('$lib/exit/gate').then((gate) => gate.enter(startSession));
else void startSession();
