import { describe, expect, test } from 'vitest';
import { caseOf, findMentions } from './gazetteer.ts';
import { fixTags } from './tagging.ts';
import { readSentences } from './tokens.ts';

/** Lemmas of the verbs of a sentence, as they stand once the tags are put right. */
function verbsOf(text: string, headline = false): string[] {
  return readSentences(text, 0).flatMap(tokens => {
    fixTags(tokens, findMentions(tokens, text, caseOf(tokens)), headline);
    return tokens.filter(token => token.pos === 'VERB').map(token => token.lemma);
  });
}

describe('verbs that the tagger takes for something else', () => {
  test.each([
    ['French divers rescued two Dutch sailors.', ['rescue']],
    ['Armed men abducted a Danish nurse.', ['abduct']],
    ['The Red Crescent sent blankets to Yemen.', ['send']],
    ['Paratroopers overthrew the president.', ['overthrow']],
    ['The Israeli military warned residents of Tyre to leave.', ['warn', 'leave']],
    ['After meeting his Dutch colleague, the Iraqi premier visited Malta.', ['meet', 'visit']],
    ['Togo accused Benin of firing on Togolese soldiers.', ['accuse', 'fire']],
  ])('%s', (text, verbs) => expect(verbsOf(text)).toEqual(verbs));

  test.each([
    ['Togo police arrest union leader in Lome', ['arrest']],
    ['us forces bomb baghdad', ['bomb']],
    ['Lome and Accra sign fishing treaty', ['sign']],
  ])('in a headline: %s', (text, verbs) => expect(verbsOf(text, true)).toEqual(verbs));

  test.each([
    ["Israel's shelling of southern Lebanon went on.", ['go']],
    ['The bloodshed in Darfur went on.', ['go']],
    ['The speed of the advance was a surprise.', []],
  ])('but no verb is made of a noun: %s', (text, verbs) => expect(verbsOf(text)).toEqual(verbs));
});
