/** What is shown of a linked number: its first two digits and last four; of a short one the last two alone. */
export interface MaskedNumber {
  shown: string;
  ending: string;
}

/** Of an address such as `5511999990002:12@s.whatsapp.net`; `undefined` of what has no number. */
export function masked(numberJid: string | null): MaskedNumber | undefined {
  const digits = /^(\d{3,})(?=[:@]|$)/.exec(numberJid ?? '')?.[1];
  if (digits === undefined) return undefined;
  const [start, end] = digits.length >= 10 ? [2, 4] : [0, 2];
  const hidden = '•'.repeat(Math.min(5, digits.length - start - end));
  const ending = digits.slice(-end);
  return { shown: [`+${digits.slice(0, start)}`, hidden, ending].join(' ').replace('+ ', '+'), ending };
}
