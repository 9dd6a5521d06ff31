/** The start: what this browser knows goes on screen first; the net comes after. */
import { mount } from 'svelte';
import { startNav } from '$lib/nav';
import { startSession } from '$lib/session';
import { startPlans } from '$lib/sync';
import App from './App.svelte';
import './app.css';
import './frame.css';
import '$lib/plan/papers.css';
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
void startSession();
