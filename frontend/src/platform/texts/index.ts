/** Every text of the interface. `m.voting_polls_open()` is "Öppna voteringen" or "Open the vote". */
export * as m from './gen/messages.gen';
export { language, swedish } from './language.svelte';
export { at, capital, clock, clockSeconds, day, isoDate, list, number, weekday } from './format';
export { coded, loadCodedTexts } from './coded.svelte';
export { coins, currency, currencyWord, inTable, money, plain, typed, unit, unmarked } from './money.svelte';
