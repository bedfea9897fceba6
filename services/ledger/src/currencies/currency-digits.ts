import { data } from 'currency-codes';

/** Codes without a country or without minor units are not money that people hold: metals, bond units, XTS, XXX, XDR, XSU, XUA. */
const NOT_HELD: ReadonlySet<string> = new Set(['XDR', 'XSU', 'XUA']);

const DIGITS: ReadonlyMap<string, number> = new Map(
  data
    .filter(({ code, countries }) => !NOT_HELD.has(code) && !countries.some((country) => country.startsWith('Zz')))
    .map(({ code, digits }) => [code, digits]),
);

/** Digits after the decimal point of a currency of ISO 4217 (0 for JPY, 2 for EUR, 3 for KWD); undefined for an unknown one. */
export const currencyDigits = (code: string): number | undefined => DIGITS.get(code);
