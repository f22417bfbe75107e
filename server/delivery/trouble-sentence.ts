import type { Trouble, TroubleCode } from '../../shared/trouble.ts'

/** For the log, and for whoever asks by hand; the app has sentences of its own, in its user's language. */
const sentences: Record<TroubleCode, string> = {
  'no-host': 'There is no such host.',
  'not-listening': 'Nobody listens there.',
  cut: 'The connection was cut.',
  slow: 'There was no answer in time.',
  'host-unreachable': 'The host can’t be reached.',
  'network-unreachable': 'The network can’t be reached.',
  'certificate-expired': 'Its certificate has expired.',
  'certificate-unknown': 'Its certificate is signed by nobody known.',
  'certificate-other': 'Its certificate is another host’s.',
  connection: 'The connection failed.',
  address:
    'The address is in a private or reserved network, or not https: the operator may allow it.',
  redirect: 'It answered with a redirect, and those aren’t followed. Give its final address.',
  refused: 'It was refused.',
  busy: 'It takes no more for now.',
  answered: 'It answered with an error.',
  'too-long': 'It takes no message as long as this.',
  'key-unknown':
    'Its service no longer knows this server’s key. Opening Ebb on that device renews it.',
  'subscription-ended': 'Its subscription has ended. Opening Ebb on that device renews it.',
  'secret-refused': 'It refuses who calls. Check the secret that it knows.',
  'nothing-there': 'There is nothing at its address. Give its new one.',
  'no-more': 'It has said that it wants no more.',
  unconfirmed: 'The address isn’t confirmed. Enter the code that was sent to it.',
  'mail-login': 'The mail server refuses this server’s login.',
  'mail-refused': 'The mail server refused it. Check the address.',
  'mail-later': 'The mail server takes it later.',
  'mail-unreachable': 'The mail server can’t be reached.',
  crowd: 'Many others wait for the same service.',
  pace: 'Too many at once: the rest follows.',
  'not-offered': 'This server no longer offers this channel.',
  'too-late': 'It could not be delivered within a day.',
  broken: 'This channel is broken. Remove it and add it again.',
  'switched-off': 'Pushes of alerts are switched off in the settings.',
  'quiet-hours': 'It waits for the end of the quiet hours.',
  'signed-out': 'This device was signed out.',
}

export function troubleSentence({ code, status, givenUp }: Trouble): string {
  const sentence = status === undefined ? sentences[code] : `${sentences[code]} (${status})`
  return givenUp === true ? `Given up after a day. ${sentence}` : sentence
}
