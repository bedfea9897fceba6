import { checkbox, input, select } from '@inquirer/prompts';
import type { AnswerSource } from './service-answers.js';

/** Asks a person on the terminal; the default is what a bare return gives. */
export const askedAnswers: AnswerSource = {
  choose: (message, choices, fallback) =>
    select({ message, default: fallback, choices: choices.map((value) => ({ value, name: value })) }),
  chooseSome: (message, choices) =>
    checkbox({
      message,
      required: true,
      choices: choices.map((value) => ({ value, name: value, checked: true })),
    }),
  write: (message, fallback) =>
    input({ message, default: fallback, validate: (text) => text.length >= 10 || 'at least ten characters' }),
};
