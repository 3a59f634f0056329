import { afterEach, expect, test } from 'vitest';
import { language } from '$platform/texts';
import { meetingName, untilName } from './words';

afterEach(() => language.choose('sv'));

test('a meeting that has only its kind for a name is called by it in the language that is read', () => {
	expect(meetingName('Konstituerande möte')).toBe('Konstituerande möte');
	language.choose('en');

	expect(['Konstituerande möte', 'Konstituerande styrelsemöte', 'Årsmöte', 'Vårstämman'].map(meetingName)).toEqual(['Constitutive meeting', 'Inaugural board meeting', 'Annual meeting', 'Vårstämman']);
});

test('a term ends with an annual meeting in English, too', () => {
	expect(untilName('årsmötet 2018')).toBeNull();
	language.choose('en');

	expect(untilName('årsmötet 2018')).toBe('The 2018 annual meeting');
	expect(untilName('det konstituerande styrelsemötet efter årsmötet 2018')).toBeNull();
});
