import { describe, expect, it } from 'vitest';
import { EventStreamParser, type Item } from '../src/stream/parser';

const event = (name: string, data: string, id = ''): Item => ({ kind: 'event', event: name, data, id });

function read(...pieces: string[]): Item[] {
  const parser = new EventStreamParser();
  return pieces.flatMap((piece) => parser.push(piece));
}

describe('an event stream', () => {
  it('gives an event at the empty line behind it', () => {
    expect(read('event: instance\nid: 7\ndata: {"a":1}\n')).toEqual([]);
    expect(read('event: instance\nid: 7\ndata: {"a":1}\n\n')).toEqual([event('instance', '{"a":1}', '7')]);
  });

  it('reads the same however it is cut', () => {
    const text = '\uFEFF: hello\r\nevent: a\r\ndata: 1\r\ndata: 2\r\n\r\nid: x\rdata:3\r\rdata: é\n\n';
    const whole = [{ kind: 'comment' }, event('a', '1\n2'), event('message', '3', 'x'), event('message', 'é', 'x')];
    for (let at = 0; at <= text.length; at++) {
      expect(read(text.slice(0, at), text.slice(at)), `cut at ${at}`).toEqual(whole);
    }
    expect(read(...text), 'letter by letter').toEqual(whole);
  });

  it('keeps the id until another comes, and takes none with a NUL', () => {
    expect(read('id: 1\ndata: a\n\nid: 2\0\ndata: b\n\nid\ndata: c\n\n')).toEqual([
      event('message', 'a', '1'),
      event('message', 'b', '1'),
      event('message', 'c', ''),
    ]);
  });

  it('gives nothing for an event without data, and forgets its name', () => {
    expect(read('event: a\n\ndata: b\n\n')).toEqual([event('message', 'b')]);
  });

  it('takes one blank off a value, and lines without a colon as names', () => {
    expect(read('data:  a\ndata\nretry: 5\nother: x\n\n')).toEqual([event('message', ' a\n')]);
  });
});
