import { expect, test } from 'vitest';
import { bankgiro, money, ore } from './money';

const plain = (text: string) => text.replace(/\s/g, ' ');

test('öre are shown where there are any, and only there', () => {
	expect([0, 400_000, 282_740, 5, -12_345].map((ore) => plain(money(ore)))).toEqual(['0 kr', '4 000 kr', '2 827,40 kr', '0,05 kr', '−123,45 kr']);
});

test('a bankgiro has its hyphen before the last four', () => {
	expect([bankgiro('9990003'), bankgiro('50501055')]).toEqual(['999-0003', '5050-1055']);
});

test('kronor are read as people type them, and nothing else is an amount', () => {
	expect(['4000', '4 000', '2 827,40', '2827.4', '0,05', '12 kr'].map(ore)).toEqual([400_000, 400_000, 282_740, 282_740, 5, 1_200]);
	expect(['', '-5', '1,234', 'fyra', '1.000,00'].map(ore)).toEqual([null, null, null, null, null]);
});
