// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact';
import { useState } from 'preact/hooks';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { RecordForm } from '../../../../components/desk/record-form.tsx';
import type { BlockOutcome } from '../../../../utils/officer/block-identifiers.ts';
import { ACME } from './settings.ts';

await vi.hoisted(async () => (await import('../english.ts')).speakEnglish());

afterEach(cleanup);

const REQUEST = `Hi Mara, they asked me to stop.

> Lethe request 1
> Address: anna@example.com
> Phone: +31 6 12345678
> Channel: phone
> Received: 2026-11-20
> Site: LinkedIn`;

function show({ failing, unwanted = null }: { failing?: string; unwanted?: BlockOutcome['unwanted'] } = {}) {
  const onRecord = vi.fn(async () => ({ added: 2, already: 0, unwanted }));
  const onTold = vi.fn();
  function Desk() {
    const [told, setTold] = useState<readonly string[]>([]);
    return (
      <RecordForm
        settings={ACME}
        onRecord={onRecord}
        sendersTold={() => told}
        lettersSent={reference => (reference === 'DPO-17' ? ['offer-1-nl'] : [])}
        onSenderTold={async (reference, sender) => {
          if (sender === failing) throw new Error('the store is gone');
          onTold(reference, sender);
          setTold([...told, sender]);
        }}
        onPublish={() => undefined}
      />
    );
  }
  render(<Desk />);
  return { onRecord, onTold };
}

const type = (label: string, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });
const record = () => fireEvent.click(screen.getByRole('button', { name: 'Record' }));
const IDENTIFIERS = 'Addresses, phone numbers, LinkedIn profiles, companies';

it('a day of review that is past is refused, and one that is still to come is taken', async () => {
  const { onRecord } = show();
  type(IDENTIFIERS, 'anna@example.com');
  type('Case reference', 'DPO-17');
  type('Look at it again on', '2020-01-31');
  record();
  await screen.findByText('This day is past. Name one that is still to come, or none.');
  expect(onRecord).not.toHaveBeenCalled();
  type('Look at it again on', '2099-01-31');
  record();
  await screen.findByText('2 recorded under DPO-17');
  expect(onRecord.mock.calls[0]).toMatchObject([{}, { reviewAt: Date.UTC(2099, 0, 31) }, null]);
});

it('a block is told that is recorded under a case whose offer was declined', async () => {
  show({ unwanted: 'declined' });
  type(IDENTIFIERS, 'anna@example.com');
  type('Case reference', 'DPO-17');
  record();
  await screen.findByText(/^A block of this case stands/);
});

describe("a colleague's request", () => {
  it('becomes a draft, which is recorded with its case once the officer gives it a reference', async () => {
    const { onRecord } = show();
    type('The mail', REQUEST);
    expect(screen.getByLabelText(IDENTIFIERS)).toHaveProperty('value', 'anna@example.com\n+31 6 12345678');
    expect(screen.getByLabelText('By what way they asked')).toHaveProperty('value', 'phone');
    expect(document.body.textContent).toContain('Seen on LinkedIn.');
    record();
    await screen.findByText('A reference is needed.');
    expect(onRecord).not.toHaveBeenCalled();
    type('Case reference', 'DPO-17');
    record();
    await screen.findByText('2 recorded under DPO-17');
    expect(onRecord).toHaveBeenCalledExactlyOnceWith(
      [
        { kind: 'email', text: 'anna@example.com', isUsual: true },
        { kind: 'phone', text: '+31612345678', isUsual: true },
      ],
      expect.objectContaining({ basis: 'objection', scope: 'marketing', reference: 'DPO-17' }),
      { receivedOn: '2026-11-20', channel: 'phone', evidence: null },
    );
  });

  it('opens no case where the officer takes the tick away, and none that nobody asked for', async () => {
    const { onRecord } = show();
    expect(document.getElementById('opens-case')).toBeNull();
    type('The mail', REQUEST);
    fireEvent.click(screen.getByLabelText('Open a case for it, received on 20 November'));
    type('Case reference', 'DPO-17');
    record();
    await screen.findByText('2 recorded under DPO-17');
    expect(onRecord.mock.lastCall?.at(2)).toBeNull();
  });

  it('that is none fills in nothing', () => {
    show();
    type('The mail', 'Please stop writing to me.');
    expect(screen.getByLabelText(IDENTIFIERS)).toHaveProperty('value', '');
    expect(document.body.textContent).toContain('no line that begins with "Lethe request"');
  });
});

it('takes several on one line, and a profile with commas in its link as one', async () => {
  const { onRecord } = show();
  const lead = 'https://www.linkedin.com/sales/lead/ACwAAAbcdefghij,NAME_SEARCH,x1yZ';
  type(IDENTIFIERS, `anna@example.com,bob@example.org; ${lead}`);
  type('Case reference', 'DPO-17');
  record();
  await screen.findByText('2 recorded under DPO-17');
  const [wanted = []]: readonly unknown[] = onRecord.mock.lastCall ?? [];
  expect(wanted).toMatchObject([{ text: 'anna@example.com' }, { text: 'bob@example.org' }, { text: lead }]);
});

describe('the message that asked for it', () => {
  const message = (name: string, text: string) => {
    const file = new File([text], name);
    Object.defineProperty(file, 'arrayBuffer', { value: async () => new TextEncoder().encode(text).buffer });
    return file;
  };

  it('dropped as an .eml says from whom and when it is, and whether it is from them', async () => {
    show();
    type(IDENTIFIERS, 'anna@example.com');
    const eml = message(
      'request.eml',
      'From: bob@example.org\nDate: Fri, 20 Nov 2026 10:00:00 +0000\n\nStop',
    );
    const field = screen.getByRole('group', { name: 'The message that asked for it' });
    fireEvent.drop(field, { dataTransfer: { files: [eml], getData: () => '' } });
    await vi.waitFor(() =>
      expect(field.textContent).toMatch(/from bob@example\.org · sent 20 November · hash [0-9a-f]{16}…/),
    );
    expect(document.body.textContent).toContain('The message came from none of these addresses.');
    type(IDENTIFIERS, 'bob@example.org');
    expect(document.body.textContent).not.toContain('The message came from none of these addresses.');
  });

  it('pasted as a text is its hash', async () => {
    const { onRecord } = show();
    type(IDENTIFIERS, 'anna@example.com');
    type("The message's text", 'Please stop.');
    fireEvent.click(screen.getByRole('button', { name: 'Take this text' }));
    await screen.findByText(/^hash 9d91db/);
    type('Case reference', 'DPO-17');
    record();
    await screen.findByText('2 recorded under DPO-17');
    expect(onRecord).toHaveBeenCalledWith(
      expect.anything(),
      expect.objectContaining({
        evidence: { sha256: expect.stringMatching(/^9d91db/), sentAt: null, channel: 'mail' },
      }),
      null,
    );
  });

  it('of Outlook says how its date is had', async () => {
    show();
    fireEvent.change(screen.getByLabelText('Choose a file'), {
      target: { files: [message('request.msg', 'x')] },
    });
    await screen.findByText(/save the message as \.eml/);
  });
});

describe('who else sends', () => {
  async function recorded(failing?: string) {
    const shown = show(failing === undefined ? {} : { failing });
    type(IDENTIFIERS, 'anna@example.com');
    type('Case reference', 'DPO-17');
    record();
    return {
      ...shown,
      list: await screen.findByRole('group', { name: /Each tick is recorded under DPO-17/ }),
    };
  }

  it('is ticked off, each for good', async () => {
    const { onTold, list } = await recorded();
    const boxes = within(list);
    fireEvent.click(boxes.getByLabelText('Newsletter'));
    // Not before it is recorded.
    expect(boxes.getByLabelText('Newsletter')).toHaveProperty('checked', false);
    await vi.waitFor(() => expect(boxes.getByLabelText('Newsletter')).toHaveProperty('checked', true));
    expect(onTold).toHaveBeenCalledExactlyOnceWith('DPO-17', 'Newsletter');
    expect(boxes.getByLabelText('Newsletter')).toHaveProperty('disabled', true);
    expect(boxes.getByLabelText('Call centre')).toMatchObject({ checked: false, disabled: false });
  });

  it('isn’t ticked where it couldn’t be recorded, and why is said', async () => {
    const { list } = await recorded('Newsletter');
    fireEvent.click(within(list).getByLabelText('Newsletter'));
    await within(list).findByText('the store is gone');
    expect(within(list).getByLabelText('Newsletter')).toHaveProperty('checked', false);
  });
});

describe('the letter that they answered', () => {
  const suggested = () =>
    [...document.querySelectorAll('#wording-suggestions option')].map(option => option.getAttribute('value'));

  it('is offered from the case, else of those that offer a block, and is recorded with it', async () => {
    const { onRecord } = show();
    expect(suggested()).toEqual(['offer-1-en', 'offer-1-nl', 'offer-1-de', 'offer-1-fr']);
    type(IDENTIFIERS, 'anna@example.com');
    type('Case reference', 'DPO-17');
    expect(suggested()).toEqual(['offer-1-nl']);
    type('Letter that they answered', 'to anna@example.com');
    record();
    await screen.findByText('A name of up to 80 letters, without an @.');
    expect(onRecord).not.toHaveBeenCalled();
    type('Letter that they answered', ' offer-1-nl ');
    record();
    await screen.findByText('2 recorded under DPO-17');
    expect(onRecord.mock.lastCall?.at(1)).toMatchObject({ wording: 'offer-1-nl' });
  });
});
