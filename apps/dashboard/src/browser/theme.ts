import { readChoice } from './theme-choice.ts';

// Runs before the first paint: the theme that was chosen stands, and controls that need a script appear.
const root = document.documentElement;
root.dataset.script = 'on';
const choice = readChoice();
if (choice !== null) root.dataset.theme = choice;
