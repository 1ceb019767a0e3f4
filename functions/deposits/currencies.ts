/**
 * The currencies of ISO 4217 in which a cheque can be drawn, by the number of decimal digits of their minor unit.
 * Funds codes, precious metals and the test codes are left out: no cheque is written in them.
 */
const CODES_BY_DECIMALS: Readonly<Record<number, string>> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF',
  2: [
    'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP',
    'CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR',
    'IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN',
    'NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP',
    'STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD YER ZAR ZMW ZWG',
  ].join(' '),
  3: 'BHD IQD JOD KWD LYD OMR TND',
};

const DECIMALS: ReadonlyMap<string, number> = new Map(
  Object.entries(CODES_BY_DECIMALS).flatMap(([decimals, codes]) =>
    codes.split(' ').map((code) => [code, Number(decimals)] as const),
  ),
);

/** All known codes, in the order of the alphabet. No function needs them in order: their bundles are without. */
export const CURRENCIES: readonly string[] = /* @__PURE__ */ sorted(DECIMALS);

/** Whether the text is a code of ISO 4217 that this system knows. Codes are in capitals. */
export function isCurrency(code: string): boolean {
  return DECIMALS.has(code);
}

/**
 * How many decimal digits the currency's minor unit has: 2 for USD, 0 for JPY, 3 for KWD.
 *
 * @throws RangeError for an unknown code
 */
export function decimalsOf(currency: string): number {
  const decimals = DECIMALS.get(currency);
  if (decimals === undefined) throw new RangeError(`unknown currency ${JSON.stringify(currency)}`);
  return decimals;
}

function sorted(decimals: ReadonlyMap<string, number>): readonly string[] {
  return [...decimals.keys()].sort();
}
