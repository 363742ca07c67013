import { isLinkedinAddress } from '../utils/identifier/linkedin-v1.ts';

/** What an argument stands for, by how it is written: `@acme.example`, a LinkedIn profile's link, or a mail address. */
export function kindOf(text: string): 'email' | 'domain' | 'linkedin' {
  if (text.startsWith('@')) return 'domain';
  return isLinkedinAddress(text) ? 'linkedin' : 'email';
}
