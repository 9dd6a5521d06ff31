/** Where what reads a page aloud stands on every page, once it is known that this phone has a voice for it. */
import type { Component } from 'svelte';

export const aloud = $state<{ Start?: Component }>({});
