/** The languages, each under its BCP 47 tag. */
export const languages = ['en', 'ko', 'zh-Hans'] as const
export type Language = (typeof languages)[number]

/**
 * How numbers are grouped and where their decimals begin: as the language does, or as the sample
 * shows. The space in `1 234,5` is a narrow no-break one.
 */
export const numberStyles = [
  'language',
  '1,234.5',
  '1.234,5',
  '1\u202f234,5',
  '1,23,456.7',
] as const
export type NumberStyle = (typeof numberStyles)[number]

/** What numbers and times are written by. */
export interface Formats {
  language: Language
  /** `device`, `UTC`, or any zone that Intl knows by name: `Asia/Seoul`. */
  timeZone: string
  numbers: NumberStyle
}

const locales: Record<Language, string> = { en: 'en-US', ko: 'ko-KR', 'zh-Hans': 'zh-Hans-CN' }
/** The day comes first in English, and no reader takes it for the month. */
const dateLocales: Record<Language, string> = { ...locales, en: 'en-GB' }
/** A locale that writes numbers as the sample shows. */
const numberLocales: Record<Exclude<NumberStyle, 'language'>, string> = {
  '1,234.5': 'en-US',
  '1.234,5': 'de-DE',
  '1\u202f234,5': 'fr-FR',
  '1,23,456.7': 'en-IN',
}

/** U+2212: as wide as a digit in tabular figures, and read as "minus". */
export const minus = '−'

/**
 * The formatters of one choice. Making one of Intl's costs fifty times as much as using it, so each
 * is made when it is first asked for and kept; options are told apart by identity: pass constants.
 */
export function makeFormatters(formats: Formats) {
  const { language, numbers } = formats
  const locale = numbers === 'language' ? locales[language] : numberLocales[numbers]
  const zone = zoneOf(formats)
  const byDecimals: Intl.NumberFormat[] = []
  const phrases = new Map<object, Intl.NumberFormat>()
  const dates = new Map<object, Intl.DateTimeFormat>()
  const sample = new Intl.NumberFormat(locale).formatToParts(12_345.6)
  const sampled = (type: string) => sample.find((part) => part.type === type)?.value ?? ''

  /** For numbers with exactly so many decimals. */
  function decimals(count: number): Intl.NumberFormat {
    let found = byDecimals[count]
    if (!found) {
      found = byDecimals[count] = new Intl.NumberFormat(locale, {
        minimumFractionDigits: count,
        maximumFractionDigits: count,
        // No sign where nothing but zeros is left.
        signDisplay: 'negative',
      })
    }
    return found
  }

  return {
    formats,
    /** What stands between groups of digits, and before the decimals. */
    group: sampled('group'),
    decimal: sampled('decimal'),
    decimals,
    /** For times; the options may name a zone of their own. */
    date(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
      return kept(dates, options, () => {
        const zoned = zone === undefined ? options : { timeZone: zone, ...options }
        return new Intl.DateTimeFormat(dateLocales[language], zoned)
      })
    },
    /** A number as the language says it, with its unit or currency, and the digits as chosen. */
    phrase(value: number, options: Intl.NumberFormatOptions): string {
      const formatter = kept(
        phrases,
        options,
        () => new Intl.NumberFormat(locales[language], options),
      )
      return phraseOf(formatter.formatToParts(value), (digits, fraction) =>
        decimals(fraction).format(digits),
      )
    },
  }
}

/** The zone of times on screen, as Intl takes it; `undefined` is the device's own. */
export function zoneOf({ timeZone }: Formats): string | undefined {
  return timeZone === 'device' ? undefined : timeZone
}

function kept<T>(map: Map<object, T>, key: object, make: () => T): T {
  let found = map.get(key)
  if (found === undefined) {
    found = make()
    map.set(key, found)
  }
  return found
}

/** The parts of a number in words, with its digits written by `write`. */
function phraseOf(
  parts: readonly Intl.NumberFormatPart[],
  write: (digits: number, fraction: number) => string,
): string {
  let digits = ''
  let fraction = 0
  for (const { type, value } of parts) {
    if (type === 'integer') digits += value
    else if (type === 'fraction') {
      digits += `.${value}`
      fraction = value.length
    }
  }
  let text = ''
  let isWritten = false
  for (const { type, value } of parts) {
    if (type === 'minusSign') text += minus
    else if (type === 'group' || type === 'decimal' || type === 'fraction') continue
    else if (type !== 'integer') text += value
    else if (!isWritten) {
      // Groups make several parts of one number: it is written where the first of them stands.
      text += write(Number(digits), fraction)
      isWritten = true
    }
  }
  return text
}
